import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import type { Random } from '../training/random.ts';
import { drawExponential, drawLeastOf } from './traffic-random.ts';

/** On average so many predictions a day (a Poisson process), or exactly so many over the span. */
export type Volume = { readonly perDay: number } | { readonly samples: number };

/** The span in which arrivals lie, Unix milliseconds, the end not included; it may be Infinity with `perDay`. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Arrival {
  /** Whole Unix milliseconds. */
  readonly atMs: number;
  /** Belongs to the nightly batch. */
  readonly isNightly: boolean;
}

/** By hours of UTC: most at 14:00, a quarter of that at 02:00, a cosine between; at weekends 0.6 of a weekday. */
const PEAK_HOUR = 14;
const PEAK_TO_TROUGH = 4;
const WEEKEND_FACTOR = 0.6;
/** The share of all predictions that one job sends each night, evenly within its minutes. */
const NIGHTLY_SHARE = 0.1;
const NIGHTLY_HOUR = 2;
const NIGHTLY_MINUTES = 10;

/** The rate is constant within a slot: fine enough for the curve, and the nightly batch fills two of them. */
const SLOT_MS = 5 * MINUTE_MS;
const SLOTS_A_DAY = DAY_MS / SLOT_MS;
const FIRST_NIGHTLY_SLOT = (NIGHTLY_HOUR * HOUR_MS) / SLOT_MS;
const NIGHTLY_SLOTS = (NIGHTLY_MINUTES * MINUTE_MS) / SLOT_MS;

/** Of a day's predictions, the share that falls into each slot: by customers all day long, and by the nightly job. */
const dailyShares = Array.from({ length: SLOTS_A_DAY }, (_, slot) => {
  const hours = ((slot + 0.5) * SLOT_MS) / HOUR_MS;
  const swing = (PEAK_TO_TROUGH - 1) / (PEAK_TO_TROUGH + 1);
  const curve = 1 + swing * Math.cos((2 * Math.PI * (hours - PEAK_HOUR)) / 24);
  return ((1 - NIGHTLY_SHARE) * curve) / SLOTS_A_DAY;
});
const nightlyShares = Array.from({ length: SLOTS_A_DAY }, (_, slot) =>
  slot >= FIRST_NIGHTLY_SLOT && slot < FIRST_NIGHTLY_SLOT + NIGHTLY_SLOTS ? NIGHTLY_SHARE / NIGHTLY_SLOTS : 0,
);

/** Scales weekdays and weekends so that a whole week has seven average days. */
const WEEKDAY_WEIGHT = 7 / (5 + 2 * WEEKEND_FACTOR);

/** Saturday or Sunday in UTC. */
export function isWeekend(atMs: number): boolean {
  const day = floorModulo(Math.floor(atMs / DAY_MS) + 4, 7); // 1970-01-01 was a Thursday; 0 is Sunday
  return day === 0 || day === 6;
}

const floorModulo = (value: number, by: number) => ((value % by) + by) % by;

/** Predictions a millisecond at a time of which an average day has 1, and how many of them are the nightly job's. */
function slotAt(atMs: number): { rate: number; nightly: number } {
  const slot = Math.floor(floorModulo(atMs, DAY_MS) / SLOT_MS);
  const weight = (WEEKDAY_WEIGHT * (isWeekend(atMs) ? WEEKEND_FACTOR : 1)) / SLOT_MS;
  const total = dailyShares[slot] + nightlyShares[slot];
  return { rate: weight * total, nightly: nightlyShares[slot] / total };
}

const slotEnd = (atMs: number) => (Math.floor(atMs / SLOT_MS) + 1) * SLOT_MS;

/** How much traffic lies in a finite span, in average days: a week from any time on is 7. */
export function averageDays({ fromMs, toMs }: Span): number {
  let days = 0;
  for (let atMs = fromMs; atMs < toMs;) {
    const endMs = Math.min(slotEnd(atMs), toMs);
    days += (endMs - atMs) * slotAt(atMs).rate;
    atMs = endMs;
  }
  return days;
}

/**
 * The times of predictions, ascending. The process is drawn with an even rate on a scale of average days, as
 * exponential gaps or as points thrown at random, and stretched by the rhythm (inversion; Cinlar, Introduction to
 * Stochastic Processes, 1975).
 */
export function createArrivals(span: Span, volume: Volume, random: Random): () => Arrival | null {
  const nextGap =
    'samples' in volume ? thrownGaps(span, volume.samples, random) : poissonGaps(volume, random);
  let nowMs = span.fromMs;
  return () => {
    const gap = nextGap();
    if (gap === null) return null;
    let left = gap;
    while (nowMs < span.toMs) {
      const { rate, nightly } = slotAt(nowMs);
      const endMs = Math.min(slotEnd(nowMs), span.toMs);
      const inSlot = (endMs - nowMs) * rate;
      if (left < inSlot) {
        nowMs += left / rate;
        const atMs = Math.min(Math.floor(nowMs), span.toMs - 1); // rounding may reach the end
        return { atMs, isNightly: random() < nightly };
      }
      left -= inSlot;
      nowMs = endMs;
    }
    // Or go over it, and of a fixed number of points the last must be there still.
    return 'samples' in volume ? { atMs: span.toMs - 1, isNightly: false } : null;
  };
}

function poissonGaps({ perDay }: { perDay: number }, random: Random): () => number | null {
  return () => drawExponential(random) / perDay;
}

/** The gaps between `samples` points that lie anywhere in the span, in ascending order. */
function thrownGaps(span: Span, samples: number, random: Random): () => number | null {
  let points = samples;
  let days = averageDays(span);
  return () => {
    if (points === 0) return null;
    const gap = days * drawLeastOf(points, random);
    days -= gap;
    points--;
    return gap;
  };
}
