import { kolmogorovOneSampleP } from '../statistics/kolmogorov-one-sample.ts';
import { kolmogorovTwoSampleP } from '../statistics/kolmogorov-two-sample.ts';
import { isOneSided, type PairedCounts } from './paired-counts.ts';

export interface KolmogorovSmirnovTest {
  /** D: the greatest difference of the distribution functions, 0..1. */
  statistic: number;
  /** 0..1, two-sided. For values that occur more than once it is too large rather than too small. */
  pValue: number;
}

/** Sizes up to here get the exact p-value. */
const EXACT_ROWS = 10_000;

/**
 * Two-sample Kolmogorov-Smirnov test, two-sided, as SciPy and Evidently compute it: exact when neither side has more
 * than 10,000 rows, else by the law of one sample. Invariant under any increasing transformation. Null without rows on a
 * side.
 */
export function kolmogorovSmirnov(pair: PairedCounts): KolmogorovSmirnovTest | null {
  return Math.max(pair.referenceRows, pair.currentRows) <= EXACT_ROWS
    ? kolmogorovSmirnovExact(pair)
    : kolmogorovSmirnovAsymptotic(pair);
}

/** With the exact p-value, whatever the sizes: about D n m additions. */
export function kolmogorovSmirnovExact(pair: PairedCounts): KolmogorovSmirnovTest | null {
  if (isOneSided(pair)) return null;
  const { referenceRows: n, currentRows: m } = pair;
  const gap = greatestGap(pair);
  return { statistic: gap / (n * m), pValue: kolmogorovTwoSampleP(n, m, gap) };
}

/** With the exact law of one sample of round(n m / (n + m)) rows for the p-value. */
export function kolmogorovSmirnovAsymptotic(pair: PairedCounts): KolmogorovSmirnovTest | null {
  if (isOneSided(pair)) return null;
  const { referenceRows: n, currentRows: m } = pair;
  const statistic = greatestGap(pair) / (n * m);
  return { statistic, pValue: kolmogorovOneSampleP(roundHalfEven((n * m) / (n + m)), statistic) };
}

/** D alone. */
export function kolmogorovDistance(pair: PairedCounts): number | null {
  return isOneSided(pair) ? null : greatestGap(pair) / (pair.referenceRows * pair.currentRows);
}

/** D x n x m, a whole number. */
function greatestGap({ values, reference, current, referenceRows, currentRows }: PairedCounts): number {
  let gap = 0;
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    gap += reference[i] * currentRows - current[i] * referenceRows;
    greatest = Math.max(greatest, Math.abs(gap));
  }
  return greatest;
}

/** As Python rounds: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
