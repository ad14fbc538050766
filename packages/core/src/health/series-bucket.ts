import type { TimeWindow } from '../monitoring/window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';

/** How often a process writes its heartbeat. */
export const HEARTBEAT_MS = 30_000;

/** Points of a health series, about. */
const MOST_POINTS = 500;

const LENGTHS_MS = [
  HEARTBEAT_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
];

/** The heartbeats of a time: how many, and when the first and the last of them was; null without any. */
export interface Heartbeats {
  samples: number;
  firstMs: number;
  lastMs: number;
}

/** How many processes were alive at once, on average; 1 at least. Processes that followed each other are one. */
export function processesAtOnce(beats: Heartbeats | null): number {
  if (beats === null) return 1;
  const expected = (beats.lastMs - beats.firstMs) / HEARTBEAT_MS + 1;
  return Math.max(1, Math.round(beats.samples / expected));
}

/** The shortest bucket, milliseconds, that gives some 500 points with one a bucket and process. */
export function healthBucketMs({ fromMs, toMs }: TimeWindow, processes: number): number {
  const leastMs = ((toMs - fromMs) * processes) / MOST_POINTS;
  return LENGTHS_MS.find((lengthMs) => lengthMs >= leastMs) ?? Math.ceil(leastMs / DAY_MS) * DAY_MS;
}
