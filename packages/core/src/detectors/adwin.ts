import { z } from 'zod';
import { addToWindow, adwinWindowSchema, emptyWindow, someCut, type AdwinWindow } from './adwin-window.ts';
import type { Signal } from './signal.ts';

/** River's defaults. */
export const adwinDefaults = {
  delta: 0.002,
  warningDelta: null,
  clock: 32,
  maxBuckets: 5,
  minWindow: 5,
  grace: 10,
} as const;

const share = z.number().gt(0).lt(1);

export const adwinOptionsSchema = z.strictObject({
  /** How likely a false alarm may be, by the bound: smaller is more careful. */
  delta: share.default(adwinDefaults.delta),
  /** A larger one to warn by. Null, as in River: never warns. */
  warningDelta: share.nullable().default(adwinDefaults.warningDelta),
  /** Values between two looks at the window. */
  clock: z.number().int().positive().default(adwinDefaults.clock),
  /** Sums that the window keeps of each size. */
  maxBuckets: z.number().int().min(2).default(adwinDefaults.maxBuckets),
  /** Least values on either side of a cut. */
  minWindow: z.number().int().positive().default(adwinDefaults.minWindow),
  /** No verdict up to this many values. */
  grace: z.number().int().nonnegative().default(adwinDefaults.grace),
});

export const adwinStateSchema = z.object({ window: adwinWindowSchema });

export type AdwinOptions = z.infer<typeof adwinOptionsSchema>;
export type AdwinState = z.infer<typeof adwinStateSchema>;

export function startAdwin(): AdwinState {
  return { window: emptyWindow() };
}

/**
 * Adaptive windowing (Bifet and Gavalda 2007): drift when some cut of the window has parts whose means differ by more
 * than chance allows. Any finite values; sees rises and falls. Every cut counts, that before the newest value
 * included, as in MOA and in River since it corrected its last row.
 */
export function updateAdwin({ window }: AdwinState, x: number, options: AdwinOptions): Signal {
  addToWindow(window, x, options.maxBuckets);
  if (window.width % options.clock !== 0 || window.width <= options.grace) return 'STABLE';
  if (hasCut(window, options.delta, options.minWindow)) return 'DRIFT';
  const { warningDelta } = options;
  return warningDelta !== null && hasCut(window, warningDelta, options.minWindow) ? 'WARNING' : 'STABLE';
}

/** The test of the paper, with the variance over the whole window. */
function hasCut(window: AdwinWindow, delta: number, minWindow: number): boolean {
  const strictness = Math.log((2 * Math.log(window.width)) / delta);
  const variance = window.squares / window.width;
  return someCut(window, (older, newer) => {
    if (older.width < minWindow || newer.width < minWindow) return false;
    const scarcity = 1 / (older.width - minWindow + 1) + 1 / (newer.width - minWindow + 1);
    const bound = Math.sqrt(2 * scarcity * variance * strictness) + (2 / 3) * strictness * scarcity;
    return Math.abs(older.total / older.width - newer.total / newer.width) > bound;
  });
}
