import { normalUpperTail } from '../statistics/normal-distribution.ts';
import { normalReach } from '../statistics/normal-quantile.ts';

/** What a test of non-inferiority found. */
export interface NonInferiority {
  /** How much worse is still as good, above 0, in the unit of the figure. */
  readonly margin: number;
  /** One-sided, of the second being worse by the margin or more. */
  readonly pValue: number;
  /** What the gain is at least, with a confidence of 1 - level, one-sided. */
  readonly leastGain: number;
  readonly isNotWorse: boolean;
}

/**
 * Whether a second model is not worse than a first by a margin or more: refutes "worse by the margin" at a one-sided
 * level, by a gain (positive is better) and its standard error (above 0) in the normal approximation. It is not the
 * absence of a significant loss, which few rows give for nothing.
 */
export function nonInferiority(
  gain: number,
  standardError: number,
  margin: number,
  level = 0.05,
): NonInferiority {
  const pValue = normalUpperTail((gain + margin) / standardError);
  const leastGain = gain - normalReach(1 - 2 * level) * standardError;
  return { margin, pValue, leastGain, isNotWorse: leastGain > -margin };
}
