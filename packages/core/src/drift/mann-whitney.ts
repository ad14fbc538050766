import { normalUpperTail } from '../statistics/normal-distribution.ts';
import { isOneSided, type PairedCounts } from './paired-counts.ts';

export interface MannWhitneyTest {
  /** U of the reference: the pairs in which it is the greater, ties counting one half. 0 to n m. */
  statistic: number;
  /** U / (n m): the chance that a row of the reference is greater. */
  probability: number;
  /** 0..1, two-sided. */
  pValue: number;
  /** One-sided: small where the reference is the lower. Evidently decides by it, and so never sees values fall. */
  pValueLower: number;
}

/** Ranks are whole numbers, the normal distribution is not. */
const CONTINUITY = 0.5;

/**
 * Mann-Whitney U test (1947), two-sided, by the normal approximation with corrections for ties and continuity (Lehmann
 * 1975), as SciPy's "asymptotic" method. Invariant under any increasing transformation. Sees a shift, not a change of
 * spread. p = 1 where all values are equal. Null without rows on a side.
 */
export function mannWhitney(pair: PairedCounts): MannWhitneyTest | null {
  if (isOneSided(pair)) return null;
  const { reference, current, referenceRows: n, currentRows: m } = pair;
  const all = n + m;
  let currentBelow = 0;
  let won = 0;
  let tied = 0;
  for (let i = 0; i < reference.length; i++) {
    won += reference[i] * (currentBelow + current[i] / 2);
    currentBelow += current[i];
    const t = reference[i] + current[i];
    tied += t * (t * t - 1);
  }
  const variance = all > 1 ? ((n * m) / 12) * (all + 1 - tied / (all * (all - 1))) : 0;
  const lead = (n * m) / 2 - won;
  const tail = (off: number) =>
    variance > 0 ? normalUpperTail((off - CONTINUITY) / Math.sqrt(variance)) : 1;
  return {
    statistic: won,
    probability: won / (n * m),
    pValue: Math.min(1, 2 * tail(Math.abs(lead))),
    pValueLower: tail(lead),
  };
}
