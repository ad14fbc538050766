import { cramerVonMisesUpperTail } from '../statistics/cramer-von-mises-limit.ts';
import type { PairedCounts } from './paired-counts.ts';

export interface CramerVonMisesTest {
  /** T: small while both are from one distribution, about 1/6 on average. */
  statistic: number;
  /** 0..1. */
  pValue: number;
}

/**
 * Two-sample Cramer-von Mises test (Anderson 1962), ties sharing their mean rank, with the p-value of the limit law for
 * the statistic brought to its mean and variance, as SciPy's "asymptotic" method. Good from some 20 rows a side on.
 * Invariant under any increasing transformation. Null with fewer than 2 rows on a side.
 */
export function cramerVonMises(pair: PairedCounts): CramerVonMisesTest | null {
  const { referenceRows: n, currentRows: m } = pair;
  if (Math.min(n, m) < 2) return null;
  const all = n + m;
  const statistic = rankDistance(pair) / (n * m * all) - (4 * n * m - 1) / (6 * all);
  const mean = (1 + 1 / all) / 6;
  const variance =
    ((all + 1) * (4 * n * m * all - 3 * (n * n + m * m) - 2 * n * m)) / (45 * all * all * 4 * n * m);
  const standard = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  return { statistic, pValue: cramerVonMisesUpperTail(standard) };
}

/** n times the sum over the reference of (rank among all - rank among its own)^2, and the same the other way. */
function rankDistance({ reference, current, referenceRows, currentRows }: PairedCounts): number {
  let below = 0;
  let referenceBelow = 0;
  let currentBelow = 0;
  let sum = 0;
  for (let i = 0; i < reference.length; i++) {
    const rank = below + (reference[i] + current[i] + 1) / 2;
    sum += referenceRows * squaresFrom(rank - referenceBelow, reference[i]);
    sum += currentRows * squaresFrom(rank - currentBelow, current[i]);
    below += reference[i] + current[i];
    referenceBelow += reference[i];
    currentBelow += current[i];
  }
  return sum;
}

/** The sum of (a - t)^2 for t = 1 to count: about the middle of the t, so that large numbers do not cancel. */
function squaresFrom(a: number, count: number): number {
  return count * (a - (count + 1) / 2) ** 2 + (count * (count * count - 1)) / 12;
}
