import { z } from 'zod';
import { addToMean, emptyMean, runningMeanSchema, type RunningMean } from './running-mean.ts';
import type { Signal } from './signal.ts';

/** River's defaults. */
export const hddmADefaults = { driftConfidence: 0.001, warningConfidence: 0.005, twoSided: false } as const;

const confidence = z.number().gt(0).lt(1);

export const hddmAOptionsSchema = z.strictObject({
  /** How likely a false alarm may be, by the bound: smaller is more careful. */
  driftConfidence: confidence.default(hddmADefaults.driftConfidence),
  warningConfidence: confidence.default(hddmADefaults.warningConfidence),
  /** Look for falls of the mean too. */
  twoSided: z.boolean().default(hddmADefaults.twoSided),
});

export const hddmAStateSchema = z.object({
  all: runningMeanSchema,
  /** The part up to the cut after which a rise would show most. */
  lowest: runningMeanSchema,
  /** The same for a fall. */
  highest: runningMeanSchema,
});

export type HddmAOptions = z.infer<typeof hddmAOptionsSchema>;
export type HddmAState = z.infer<typeof hddmAStateSchema>;

export function startHddmA(): HddmAState {
  return { all: emptyMean(), lowest: emptyMean(), highest: emptyMean() };
}

/**
 * Hoeffding's bound on a moving average (Frias-Blanco et al. 2014, A-test): is the mean of all values further from the
 * mean up to the best cut than chance allows? `x` is in [0, 1]; an error is 1.
 */
export function updateHddmA(state: HddmAState, x: number, options: HddmAOptions): Signal {
  addToMean(state.all, x);
  moveCuts(state, options.driftConfidence);
  const rise = state.all.mean - state.lowest.mean;
  const fall = options.twoSided ? state.highest.mean - state.all.mean : Number.NEGATIVE_INFINITY;
  const isOver = (level: number) =>
    rise >= meanBound(state.lowest, state.all, level) || fall >= meanBound(state.highest, state.all, level);
  if (isOver(options.driftConfidence)) return 'DRIFT';
  return isOver(options.warningConfidence) ? 'WARNING' : 'STABLE';
}

function moveCuts(state: HddmAState, level: number): void {
  const { all, lowest, highest } = state;
  const reach = hoeffdingBound(all.count, level);
  if (lowest.count === 0 || lowest.mean + hoeffdingBound(lowest.count, level) >= all.mean + reach) {
    state.lowest = { ...all };
  }
  if (highest.count === 0 || highest.mean - hoeffdingBound(highest.count, level) <= all.mean - reach) {
    state.highest = { ...all };
  }
}

function hoeffdingBound(count: number, level: number): number {
  return Math.sqrt((1 / (2 * count)) * Math.log(1 / level));
}

/** How far the mean of all may be from the mean of its first part; infinite while the two are one. */
function meanBound(part: RunningMean, all: RunningMean, level: number): number {
  if (part.count === all.count) return Number.POSITIVE_INFINITY;
  const spread = ((all.count - part.count) / part.count) * (1 / all.count);
  return Math.sqrt((spread / 2) * Math.log(2 / level));
}
