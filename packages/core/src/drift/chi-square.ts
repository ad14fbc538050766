import { chiSquareUpperTail } from '../statistics/chi-square-distribution.ts';

export interface ChiSquareTest {
  /** 0 or more; infinite when a bin has rows that by the reference cannot be. */
  statistic: number;
  degrees: number;
  /** 0..1. */
  pValue: number;
}

/** Yates (1934): with one degree of freedom each count is moved this much towards the expected one. */
const CONTINUITY = 0.5;

/**
 * Goodness of fit as Evidently tests it: the current counts against the reference's, scaled to as many rows, as if those
 * were the truth. A small reference therefore makes too much of chance. A bin that only the current side has gives
 * p = 0. Bins that are empty on both sides do not count. Null without rows on a side.
 */
export function chiSquareGoodnessOfFit(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): ChiSquareTest | null {
  const { bins, n, m } = occupied(reference, current);
  if (n === 0 || m === 0) return null;
  let statistic = 0;
  for (const i of bins) statistic += (current[i] - reference[i] * (m / n)) ** 2 / (reference[i] * (m / n));
  return tested(statistic, bins.length - 1);
}

/**
 * Homogeneity of two samples as NannyML tests it: the 2 x k table of both counts, with Yates' correction when k is 2
 * (Pearson 1900). Both sides count as samples. Reliable from some five expected rows a bin on.
 */
export function chiSquareContingency(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): ChiSquareTest | null {
  const { bins, n, m } = occupied(reference, current);
  if (n === 0 || m === 0) return null;
  const continuity = bins.length === 2 ? CONTINUITY : 0;
  let statistic = 0;
  for (const i of bins) {
    const all = reference[i] + current[i];
    const expectedReference = (all * n) / (n + m);
    const expectedCurrent = (all * m) / (n + m);
    // The two counts of a bin are off by the same amount, to opposite sides.
    const off = Math.abs(current[i] - expectedCurrent);
    statistic += Math.max(0, off - continuity) ** 2 * (1 / expectedReference + 1 / expectedCurrent);
  }
  return tested(statistic, bins.length - 1);
}

function tested(statistic: number, degrees: number): ChiSquareTest {
  return { statistic, degrees, pValue: chiSquareUpperTail(statistic, degrees) };
}

/** The bins with rows on either side, and the rows of both sides. */
function occupied(reference: ArrayLike<number>, current: ArrayLike<number>) {
  const bins: number[] = [];
  let [n, m] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    if (reference[i] + current[i] > 0) bins.push(i);
    n += reference[i];
    m += current[i];
  }
  return { bins, n, m };
}
