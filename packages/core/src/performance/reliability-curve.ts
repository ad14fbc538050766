import { normalReach } from '../statistics/normal-quantile.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { ReliabilityBin } from './calibration-error.ts';

/** One bin of a reliability diagram; all shares are 0..1. */
export interface ReliabilityPoint {
  readonly count: number;
  readonly meanProbability: number;
  readonly positiveRate: number;
  /** Wilson interval of the positive rate; its rows count as independent. */
  readonly lower: number;
  readonly upper: number;
  /** Whether the mean probability lies inside the interval. */
  readonly isConsistent: boolean;
}

/** The bins that have rows, in their order. `coverage`: of each interval by itself. */
export function reliabilityCurve(bins: readonly ReliabilityBin[], coverage = 0.95): ReliabilityPoint[] {
  const reach = normalReach(coverage);
  return bins.flatMap(({ count, probabilities, targets }) => {
    if (count === 0) return [];
    const { lower, upper } = wilsonInterval(targets, count, reach);
    const meanProbability = probabilities / count;
    const isConsistent = lower <= meanProbability && meanProbability <= upper;
    return { count, meanProbability, positiveRate: targets / count, lower, upper, isConsistent };
  });
}
