import { normalReach } from '../statistics/normal-quantile.ts';
import { twoSidedP } from '../statistics/normal-distribution.ts';

/** How a gain was tested. */
export type GainMethod = 'MCNEMAR' | 'DELONG' | 'LINEARISED' | 'BOOTSTRAP';

/** One metric of two models on the same rows. */
export interface MetricGain {
  /** As in the reports: accuracy, prAuc, mae, ... */
  readonly metric: string;
  /** Null where the metric is not defined; then all that follows is too. */
  readonly champion: number | null;
  readonly challenger: number | null;
  /** By how much the challenger is better: turned round for losses and errors. */
  readonly gain: number | null;
  /** Of the gain: each end by itself is exceeded with the one-sided level. Null where it is not known. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Two-sided, of no difference. */
  readonly pValue: number | null;
  readonly method: GainMethod;
}

export const UNDEFINED_GAIN = { gain: null, lower: null, upper: null, pValue: null } as const;

/**
 * A gain with its variance, in the normal approximation; `level` is that of each end of the interval. Without variance
 * a gain of 0 is one of equal models, and any other is not known.
 */
export function normalGain(
  gain: number,
  variance: number | null,
  level: number,
): Pick<MetricGain, 'gain' | 'lower' | 'upper' | 'pValue'> {
  const standardError = Math.sqrt(variance ?? NaN);
  if (standardError > 0) {
    const reach = normalReach(1 - 2 * level) * standardError;
    return { gain, lower: gain - reach, upper: gain + reach, pValue: twoSidedP(gain / standardError) };
  }
  if (standardError === 0 && gain === 0) return { gain, lower: 0, upper: 0, pValue: 1 };
  return { gain, lower: null, upper: null, pValue: null };
}
