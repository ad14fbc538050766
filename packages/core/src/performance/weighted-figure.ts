import { createRandom } from '../training/random.ts';
import { bootstrapInterval } from '../statistics/bootstrap.ts';
import type { FigureInterval } from './figure-interval.ts';

/**
 * A figure of rows that count `weights` times each (0 or more; whole numbers for a resample), null where it is not
 * defined. Made once for its rows, so that a bootstrap sorts them once.
 */
export type WeightedFigure = (weights: Float64Array) => number | null;

export interface ResamplingOptions {
  /** Numbers the cluster of each row from 0, where subjects repeat; null: rows are independent. */
  readonly clusterOf: ArrayLike<number> | null;
  readonly seed: number;
  /** Resamples; 1,000 by default. A quantile of the interval needs hundreds. */
  readonly repeats?: number;
  /** Share that the interval covers, 0.95 by default. */
  readonly coverage?: number;
}

/**
 * Percentile interval of a figure by resampling its rows, or whole clusters. The same seed draws the same resamples,
 * whatever the figure. Null where the figure is defined on fewer than two of them.
 */
export function resampledInterval(
  figure: WeightedFigure,
  rows: number,
  { clusterOf, seed, repeats = 1000, coverage = 0.95 }: ResamplingOptions,
): FigureInterval | null {
  const random = createRandom(seed);
  const interval = bootstrapInterval(figure, { rows, clusterOf, repeats, coverage, random });
  if (interval === null) return null;
  const { lower, upper, standardError } = interval;
  return { lower, upper, standardError, method: 'BOOTSTRAP' };
}
