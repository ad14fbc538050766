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
  /** How often the series may be asked for again while predictions come in. */
  refreshMs: number;
}

const hour = 3600;

const day: TimeWindow = {
  value: '24h',
  label: '24 h',
  words: 'last 24 hours',
  input: { hours: 24 },
  seconds: 24 * hour,
  bucket: 'FIFTEEN_MINUTES',
  bucketSeconds: 900,
  refreshMs: 5_000,
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
    refreshMs: 2_000,
  },
  {
    value: '6h',
    label: '6 h',
    words: 'last 6 hours',
    input: { hours: 6 },
    seconds: 6 * hour,
    bucket: 'FIVE_MINUTES',
    bucketSeconds: 300,
    refreshMs: 3_000,
  },
  day,
  {
    value: '7d',
    label: '7 d',
    words: 'last 7 days',
    input: { days: 7 },
    seconds: 168 * hour,
    bucket: 'HOUR',
    bucketSeconds: hour,
    refreshMs: 15_000,
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
