import { failure, type Failure } from '../errors/error-code.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { zoneOffset } from '../time/zone-offset.ts';

/** A span of time in Unix milliseconds, whole minutes, the end not included. */
export interface TimeWindow {
  fromMs: number;
  toMs: number;
}

/** One of: the last so many minutes, hours or days, or a range. */
export interface WindowRequest {
  minutes?: number | null;
  hours?: number | null;
  days?: number | null;
  range?: { from: Date; to: Date } | null;
}

export const LONGEST_WINDOW_DAYS = 366;
const DEFAULT_HOURS = 24;

type WindowResult = { ok: true; window: TimeWindow } | { ok: false; failure: Failure };

/** Aligns a request to whole minutes: the current minute is part of a "last ..." window. Left out: 24 hours. */
export function resolveWindow(request: WindowRequest | null | undefined, nowMs: number): WindowResult {
  const { minutes, hours, days, range } = request ?? { hours: DEFAULT_HOURS };
  if (range) return alignRange(range.from.getTime(), range.to.getTime());
  if (minutes != null) return lastSpan(minutes, MINUTE_MS, 'window.minutes', nowMs);
  if (days != null) return lastSpan(days, DAY_MS, 'window.days', nowMs);
  return lastSpan(hours ?? DEFAULT_HOURS, HOUR_MS, 'window.hours', nowMs);
}

function lastSpan(count: number, unitMs: number, field: string, nowMs: number): WindowResult {
  const most = (LONGEST_WINDOW_DAYS * DAY_MS) / unitMs;
  if (!Number.isInteger(count) || count < 1 || count > most) return bad(field, `must be 1 to ${most}`);
  const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  return { ok: true, window: { fromMs: toMs - count * unitMs, toMs } };
}

function alignRange(from: number, to: number): WindowResult {
  const fromMs = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  const toMs = Math.ceil(to / MINUTE_MS) * MINUTE_MS;
  if (toMs <= fromMs) return bad('window.range.to', 'must lie after from');
  if (toMs - fromMs > LONGEST_WINDOW_DAYS * DAY_MS) {
    return bad('window.range', `must span at most ${LONGEST_WINDOW_DAYS} days`);
  }
  return { ok: true, window: { fromMs, toMs } };
}

function bad(field: string, problem: string): WindowResult {
  return { ok: false, failure: failure('BAD_USER_INPUT', `${field} ${problem}`, field) };
}

export const buckets = {
  MINUTE: MINUTE_MS,
  FIVE_MINUTES: 5 * MINUTE_MS,
  FIFTEEN_MINUTES: 15 * MINUTE_MS,
  HOUR: HOUR_MS,
  DAY: DAY_MS,
} as const;

export type Bucket = keyof typeof buckets;

/** Points of a series, at most. */
export const MAX_POINTS = 2_000;

/** A bucket that gives a readable number of points: 60 to 200 or so. */
export function fittingBucket({ fromMs, toMs }: TimeWindow): Bucket {
  const spanMs = toMs - fromMs;
  if (spanMs <= 2 * HOUR_MS) return 'MINUTE';
  if (spanMs <= 12 * HOUR_MS) return 'FIVE_MINUTES';
  if (spanMs <= 2 * DAY_MS) return 'FIFTEEN_MINUTES';
  return spanMs <= 14 * DAY_MS ? 'HOUR' : 'DAY';
}

/**
 * The starts of the buckets that overlap a window, ascending; hours and days are those of the zone (shorter ones are the
 * same in every zone). A bucket ends where the
 * next begins: the day on which clocks change has 23 or 25 hours.
 */
export function bucketStarts(window: TimeWindow, bucket: Bucket, timeZone = 'UTC'): number[] {
  const bucketMs = buckets[bucket];
  const offsetMs = bucketMs < HOUR_MS ? () => 0 : offsetIn(window, timeZone);
  const starts: number[] = [];
  let startMs = startOf(window.fromMs);
  while (startMs < window.toMs) {
    starts.push(startMs);
    // From the middle of the next bucket, which lies in it whatever the clocks do.
    const next = startOf(startMs + 1.5 * bucketMs);
    startMs = next > startMs ? next : startMs + bucketMs;
  }
  return starts;

  /** The start of the bucket that holds a time. */
  function startOf(atMs: number): number {
    const local = Math.floor((atMs + offsetMs(atMs)) / bucketMs) * bucketMs;
    // The offset may have been another one then.
    return local - offsetMs(local - offsetMs(atMs));
  }
}

/** Clocks do not change twice in a month: what is the same at both ends of one is the same between. */
function offsetIn({ fromMs, toMs }: TimeWindow, timeZone: string): (atMs: number) => number {
  if (timeZone === 'UTC') return () => 0;
  const offset = zoneOffset(timeZone);
  const first = offset(fromMs);
  const isSame = toMs - fromMs <= 28 * DAY_MS && offset(toMs) === first;
  return isSame ? () => first : offset;
}
