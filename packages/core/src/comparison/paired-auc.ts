import { aucPlacements, placementDifferences, placementVariance } from '../performance/auc-placements.ts';
import { normalReach } from '../statistics/normal-quantile.ts';
import { twoSidedP } from '../statistics/normal-distribution.ts';

/** Two models on the same rows. */
export interface PairedAuc {
  readonly first: number;
  readonly second: number;
  /** second - first. */
  readonly difference: number;
  /** Null, as all that follow, where the difference does not vary (equal models, one class has a single row). */
  readonly standardError: number | null;
  readonly z: number | null;
  /** Two-sided, of equal AUCs. */
  readonly pValue: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * DeLong's test of two ROC AUCs on the same rows (DeLong, DeLong and Clarke-Pearson 1988), of clusters by Obuchowski
 * (1997). `targets` are 0/1; a row with NaN anywhere is left out. `clusterOf` numbers the cluster of each row from 0;
 * null: rows are independent. Null unless both classes are there.
 */
export function pairedAuc(
  targets: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  clusterOf: ArrayLike<number> | null = null,
  coverage = 0.95,
): PairedAuc | null {
  const known = knownTargets(targets, first, second);
  const one = aucPlacements(known, first);
  const other = aucPlacements(known, second);
  if (one === null || other === null) return null;
  const difference = other.auc - one.auc;
  const variance = placementVariance(known, placementDifferences(one, other), clusterOf);
  const aucs = { first: one.auc, second: other.auc, difference };
  if (variance === null || variance === 0) {
    return { ...aucs, standardError: null, z: null, pValue: null, lower: null, upper: null };
  }
  const standardError = Math.sqrt(variance);
  const z = difference / standardError;
  const reach = normalReach(coverage) * standardError;
  const [lower, upper] = [Math.max(-1, difference - reach), Math.min(1, difference + reach)];
  return { ...aucs, standardError, z, pValue: twoSidedP(z), lower, upper };
}

/** NaN where a score is missing, so that both models are ranked on the same rows. */
function knownTargets(
  targets: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): Float64Array {
  const known = new Float64Array(targets.length);
  for (let row = 0; row < known.length; row++) {
    known[row] = Number.isNaN(first[row]) || Number.isNaN(second[row]) ? NaN : targets[row];
  }
  return known;
}
