import { sharesOf } from './shares.ts';
import { fillZeros } from './zero-fill.ts';

/**
 * Population stability index of two counts over the same bins: the sum of (r - c) ln(r / c) over the shares, zeros filled
 * as Evidently does. 0 for equal shares, without an upper bound; symmetric. Null without rows on a side. Source:
 * Siddiqi 2006, "Credit Risk Scorecards"; it is Jeffreys' divergence (1946). An empty bin alone can make it large.
 */
export function populationStability(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const [r, c] = [sharesOf(reference), sharesOf(current)];
  if (r === null || c === null) return null;
  const [filledR, filledC] = [fillZeros(r), fillZeros(c)];
  let sum = 0;
  for (let i = 0; i < filledR.length; i++) {
    sum += (filledR[i] - filledC[i]) * Math.log(filledR[i] / filledC[i]);
  }
  return sum;
}
