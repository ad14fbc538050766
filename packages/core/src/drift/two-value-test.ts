import { twoSidedP } from '../statistics/normal-distribution.ts';
import { proportionsZ } from '../statistics/two-proportions.ts';
import { isOneSided, type PairedCounts } from './paired-counts.ts';

export interface ZTest {
  /** Positive when the current side has more of other values than the first. */
  z: number;
  /** 0..1, two-sided. */
  pValue: number;
}

/**
 * Whether the first value (in ascending order) has the same share on both sides: pooled two-proportion z-test, two-sided,
 * as Evidently tests columns of two values. p = 1 where all rows are alike. Null without rows on a side.
 */
export function twoValueTest(pair: PairedCounts): ZTest | null {
  if (isOneSided(pair)) return null;
  const { reference, current, referenceRows, currentRows } = pair;
  const z = proportionsZ(
    { hits: referenceRows - reference[0], of: referenceRows },
    { hits: currentRows - current[0], of: currentRows },
  );
  return { z, pValue: twoSidedP(z) };
}
