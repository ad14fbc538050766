import type { Bucket, WindowInput } from '../../lib/graphql/generated/graphql.ts';

export interface TimeWindow {
  value: string;
  label: string;
  /** As it follows "the": "the last 24 hours". */
  words: string;
  input: WindowInput;
  seconds: number;
  bucket: Bucket;
  bucketSeconds: number;
  /** Of the measured figures: labels are fewer than predictions, so a point needs a longer time to mean something. */
  measuredBucket: Bucket;
  measuredBucketSeconds: number;
  /** How often the series may be asked for again while predictions come in. */
  refreshMs: number;
  /** False: the figures cost the server too much to be pushed at each change; they are asked for like the series. */
  isPushed: boolean;
}

const hour = 3600;
const oneDay = 24 * hour;

const day: TimeWindow = {
  value: '24h',
  label: '24 h',
  words: 'last 24 hours',
  input: { hours: 24 },
  seconds: oneDay,
  bucket: 'FIFTEEN_MINUTES',
  bucketSeconds: 900,
  measuredBucket: 'HOUR',
  measuredBucketSeconds: hour,
  refreshMs: 5_000,
  isPushed: true,
};

/** Each with a bucket that makes 60 to 170 points: a line to read, and a small answer. */
export const windows: readonly TimeWindow[] = [
  {
    value: '1h',
    label: '1 h',
    words: 'last hour',
    input: { minutes: 60 },
    seconds: hour,
    bucket: 'MINUTE',
    bucketSeconds: 60,
    measuredBucket: 'FIFTEEN_MINUTES',
    measuredBucketSeconds: 900,
    refreshMs: 2_000,
    isPushed: true,
  },
  {
    value: '6h',
    label: '6 h',
    words: 'last 6 hours',
    input: { hours: 6 },
    seconds: 6 * hour,
    bucket: 'FIVE_MINUTES',
    bucketSeconds: 300,
    measuredBucket: 'HOUR',
    measuredBucketSeconds: hour,
    refreshMs: 3_000,
    isPushed: true,
  },
  day,
  {
    value: '7d',
    label: '7 d',
    words: 'last 7 days',
    input: { days: 7 },
    seconds: 7 * oneDay,
    bucket: 'HOUR',
    bucketSeconds: hour,
    measuredBucket: 'DAY',
    measuredBucketSeconds: oneDay,
    refreshMs: 15_000,
    isPushed: true,
  },
  {
    // Long enough for closed cohorts beside open ones, where outcomes take weeks.
    value: '90d',
    label: '90 d',
    words: 'last 90 days',
    input: { days: 90 },
    seconds: 90 * oneDay,
    bucket: 'DAY',
    bucketSeconds: oneDay,
    measuredBucket: 'DAY',
    measuredBucketSeconds: oneDay,
    refreshMs: 60_000,
    isPushed: false,
  },
];

/**
 * A window in which `seconds` of data would be seen better: when they fill less than a tenth of the chosen one.
 * Null when that is fine, or when there is no shorter one.
 */
export function closerWindow(chosen: TimeWindow, seconds: number): TimeWindow | null {
  if (seconds > chosen.seconds / 10) return null;
  return windows.find((each) => each.seconds < chosen.seconds && each.seconds >= seconds) ?? null;
}

export const findWindow = (value: string | null): TimeWindow =>
  windows.find((each) => each.value === value) ?? day;
