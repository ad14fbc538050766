import type { Manifest } from '../features/manifest.ts';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';

/** How long after a prediction its outcome may come, and what silence means. */
export interface LabelWindow {
  /** An outcome at time e labels the predictions of its subject in [e - windowMs, e). */
  windowMs: number;
  /** How much longer is waited for the report. */
  graceMs: number;
  /** The class that an absent outcome means once window and grace are over; null: it stays unknown. */
  absentMeans: string | null;
  /** False: the manifest says nothing; every outcome counts, whenever it comes. */
  closes: boolean;
}

/** A manifest without an outcome: as long as anything is kept, and silence means nothing. */
const NEVER_CLOSES: LabelWindow = {
  windowMs: 366 * DAY_MS,
  graceMs: 0,
  absentMeans: null,
  closes: false,
};

export function labelWindowOf({ outcome }: Pick<Manifest, 'outcome'>): LabelWindow {
  if (outcome === null) return NEVER_CLOSES;
  return {
    windowMs: outcome.windowDays * DAY_MS,
    graceMs: outcome.graceDays * DAY_MS,
    absentMeans: outcome.absentMeans,
    closes: true,
  };
}

/** Predictions before this time (a whole minute) are labelled for good, but for late reports. */
export function closedThroughMs({ windowMs, graceMs, closes }: LabelWindow, nowMs: number): number {
  if (!closes) return nowMs;
  return Math.floor((nowMs - windowMs - graceMs) / MINUTE_MS) * MINUTE_MS;
}

/** Whether the label of a prediction came, or would come, too late to be waited for. */
export function isLate(window: LabelWindow, predictionMs: number, receivedMs: number): boolean {
  return window.closes && receivedMs > predictionMs + window.windowMs + window.graceMs;
}
