import { regressionMetrics } from '../performance/regression-metrics.ts';
import { regressionInfluence } from '../performance/regression-report.ts';
import { influenceVariance } from '../performance/influence-variance.ts';
import { normalGain, UNDEFINED_GAIN, type MetricGain } from './metric-gain.ts';

/** Complete rows of two regressions. */
export interface RegressionPair {
  readonly truths: Float64Array;
  readonly champion: Float64Array;
  readonly challenger: Float64Array;
}

/**
 * By how much the challenger's errors are smaller, in the unit of the target, linearised (regression-report.ts), by
 * cluster where `clusterOf` numbers them. `level`: of each end of an interval.
 */
export function regressionGains(
  { truths, champion, challenger }: RegressionPair,
  clusterOf: ArrayLike<number> | null,
  level: number,
): MetricGain[] {
  const before = regressionMetrics(truths, champion);
  const now = regressionMetrics(truths, challenger);
  return (['mae', 'rmse'] as const).map((metric) => {
    const values = {
      metric,
      champion: before[metric],
      challenger: now[metric],
      method: 'LINEARISED',
    } as const;
    if (values.champion === null || values.challenger === null) return { ...values, ...UNDEFINED_GAIN };
    const first = regressionInfluence(metric, truths, champion);
    const second = regressionInfluence(metric, truths, challenger);
    const influence =
      first === null || second === null ? null : first.map((value, row) => value - second[row]);
    const variance = influence === null ? null : influenceVariance(influence, clusterOf);
    return { ...values, ...normalGain(values.champion - values.challenger, variance, level) };
  });
}
