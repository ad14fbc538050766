import { z } from 'zod';
import { addToMean, emptyMean, runningMeanSchema } from './running-mean.ts';
import type { Signal } from './signal.ts';

/** River's defaults. Its threshold of 50 suits values of some size: on 0/1 errors it is very slow. */
export const pageHinkleyDefaults = {
  warmUp: 30,
  delta: 0.005,
  threshold: 50,
  warningThreshold: null,
  alpha: 0.9999,
  mode: 'BOTH',
} as const;

export const pageHinkleyOptionsSchema = z.strictObject({
  /** Values up to the first verdict. */
  warmUp: z.number().int().nonnegative().default(pageHinkleyDefaults.warmUp),
  /** The change of the mean that is tolerated, in units of the values. */
  delta: z.number().nonnegative().default(pageHinkleyDefaults.delta),
  /** Of the sum of deviations, in units of the values. */
  threshold: z.number().positive().default(pageHinkleyDefaults.threshold),
  /** Null, as in River: never warns. */
  warningThreshold: z.number().positive().nullable().default(pageHinkleyDefaults.warningThreshold),
  /** What is kept of the sum at each value; 1 forgets nothing. */
  alpha: z.number().gt(0).lte(1).default(pageHinkleyDefaults.alpha),
  /** Whether rises, falls or both are looked for. */
  mode: z.enum(['UP', 'DOWN', 'BOTH']).default(pageHinkleyDefaults.mode),
});

export const pageHinkleyStateSchema = z.object({
  values: runningMeanSchema,
  rise: z.number(),
  /** The lowest that `rise` has been; null before the first value. */
  lowestRise: z.number().nullable(),
  fall: z.number(),
  highestFall: z.number(),
});

export type PageHinkleyOptions = z.infer<typeof pageHinkleyOptionsSchema>;
export type PageHinkleyState = z.infer<typeof pageHinkleyStateSchema>;

export function startPageHinkley(): PageHinkleyState {
  // River starts the highest fall at -1, not at minus infinity.
  return { values: emptyMean(), rise: 0, lowestRise: null, fall: 0, highestFall: -1 };
}

/**
 * Page-Hinkley test (Page 1954; Hinkley 1971): the sum of deviations from the running mean, less a tolerance, must not
 * rise far above the lowest it has been, nor (mirrored) fall far below the highest.
 */
export function updatePageHinkley(state: PageHinkleyState, x: number, options: PageHinkleyOptions): Signal {
  const { alpha, delta } = options;
  addToMean(state.values, x);
  const deviation = x - state.values.mean;
  state.rise = alpha * state.rise + deviation - delta;
  state.fall = alpha * state.fall + deviation + delta;
  state.lowestRise = Math.min(state.lowestRise ?? Number.POSITIVE_INFINITY, state.rise);
  state.highestFall = Math.max(state.highestFall, state.fall);
  if (state.values.count < options.warmUp) return 'STABLE';
  const reach = greatestReach(state.rise - state.lowestRise, state.highestFall - state.fall, options.mode);
  if (reach > options.threshold) return 'DRIFT';
  return options.warningThreshold !== null && reach > options.warningThreshold ? 'WARNING' : 'STABLE';
}

function greatestReach(rise: number, fall: number, mode: PageHinkleyOptions['mode']): number {
  if (mode === 'UP') return rise;
  return mode === 'DOWN' ? fall : Math.max(rise, fall);
}
