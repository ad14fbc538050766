import { z } from 'zod';
import { addToMean, emptyMean, runningMeanSchema } from './running-mean.ts';
import type { Signal } from './signal.ts';

/** River's defaults. */
export const ddmDefaults = { warmUp: 30, warningThreshold: 2, driftThreshold: 3 } as const;

export const ddmOptionsSchema = z.strictObject({
  /** Values before the first verdict. */
  warmUp: z.number().int().nonnegative().default(ddmDefaults.warmUp),
  /** In standard deviations at the lowest error rate. */
  warningThreshold: z.number().positive().default(ddmDefaults.warningThreshold),
  driftThreshold: z.number().positive().default(ddmDefaults.driftThreshold),
});

export const ddmStateSchema = z.object({
  errors: runningMeanSchema,
  /** Where rate + deviation was lowest; null during the warm-up. */
  lowest: z.object({ rate: z.number(), deviation: z.number() }).nullable(),
});

export type DdmOptions = z.infer<typeof ddmOptionsSchema>;
export type DdmState = z.infer<typeof ddmStateSchema>;

export function startDdm(): DdmState {
  return { errors: emptyMean(), lowest: null };
}

/**
 * Drift detection method (Gama et al. 2004): the error rate since the start must not rise by more than a few of its
 * standard deviations above the lowest it has been. `x` is 1 for an error, else 0. Sees rises only, and slower the
 * longer it has run.
 */
export function updateDdm(state: DdmState, x: number, options: DdmOptions): Signal {
  addToMean(state.errors, x);
  const { count, mean: rate } = state.errors;
  if (count <= options.warmUp) return 'STABLE';
  const deviation = Math.sqrt((rate * (1 - rate)) / count);
  if (state.lowest === null || rate + deviation <= state.lowest.rate + state.lowest.deviation) {
    state.lowest = { rate, deviation };
  }
  const { lowest } = state;
  const isOver = (threshold: number) => rate + deviation > lowest.rate + threshold * lowest.deviation;
  if (isOver(options.driftThreshold)) return 'DRIFT';
  return isOver(options.warningThreshold) ? 'WARNING' : 'STABLE';
}
