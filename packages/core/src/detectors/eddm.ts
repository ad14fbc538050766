import { z } from 'zod';
import { addToMean, emptyMean, runningMeanSchema } from './running-mean.ts';
import type { Signal } from './signal.ts';

/** River's defaults (its `alpha` is the warning ratio, its `beta` the drift ratio). */
export const eddmDefaults = { warmUp: 30, warningRatio: 0.95, driftRatio: 0.9 } as const;

const ratio = z.number().min(0).max(1);

export const eddmOptionsSchema = z
  .strictObject({
    /** Values before distances are compared, and errors before the first verdict. */
    warmUp: z.number().int().nonnegative().default(eddmDefaults.warmUp),
    /** Of the greatest distance so far; below it is a warning. */
    warningRatio: ratio.default(eddmDefaults.warningRatio),
    /** Below it is drift; at most the warning ratio. */
    driftRatio: ratio.default(eddmDefaults.driftRatio),
  })
  .refine(({ warningRatio, driftRatio }) => driftRatio <= warningRatio, {
    path: ['driftRatio'],
    message: 'must not be above warningRatio',
  });

export const eddmStateSchema = z.object({
  count: z.number().int().nonnegative(),
  /** The last error's place in the stream, from 1; 0 before the first. */
  lastError: z.number().int().nonnegative(),
  /** Distances between errors; their number is that of the errors. */
  distances: runningMeanSchema,
  /** Sum of squared deviations of the distances from their mean. */
  squares: z.number().nonnegative(),
  /** The greatest mean + 2 standard deviations so far; 0 before the first. */
  greatest: z.number().nonnegative(),
  isWarning: z.boolean(),
});

export type EddmOptions = z.infer<typeof eddmOptionsSchema>;
export type EddmState = z.infer<typeof eddmStateSchema>;

export function startEddm(): EddmState {
  return { count: 0, lastError: 0, distances: emptyMean(), squares: 0, greatest: 0, isWarning: false };
}

/**
 * Early drift detection method (Baena-Garcia et al. 2006): the distances between errors must not shrink. It compares
 * mean + 2 standard deviations (n - 1) of all distances so far with the greatest value that had. `x` is 1 for an error,
 * else 0. Verdicts change at errors only.
 */
export function updateEddm(state: EddmState, x: number, options: EddmOptions): Signal {
  state.count++;
  if (x === 1) {
    addDistance(state);
    if (state.count > options.warmUp) {
      const level = compareDistances(state, options.warmUp);
      if (level < options.driftRatio) return 'DRIFT';
      state.isWarning = level < options.warningRatio;
    }
  }
  return state.isWarning ? 'WARNING' : 'STABLE';
}

function addDistance(state: EddmState): void {
  const distance = state.count - state.lastError;
  const before = state.distances.mean;
  addToMean(state.distances, distance);
  state.squares += (distance - before) * (distance - state.distances.mean);
  state.lastError = state.count;
}

/** Share of the greatest reach so far, 1 while there is none or too few errors. */
function compareDistances(state: EddmState, leastErrors: number): number {
  const { count, mean } = state.distances;
  const reach = mean + 2 * Math.sqrt(count > 1 ? state.squares / (count - 1) : 0);
  if (reach > state.greatest) {
    state.greatest = reach;
    return 1;
  }
  return count > leastErrors ? reach / state.greatest : 1;
}
