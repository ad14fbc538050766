import {
  aucPlacements,
  placementDeviations,
  placementVariance,
  type AucPlacements,
} from './auc-placements.ts';
import { normalInterval, SHARE, type FigureInterval } from './figure-interval.ts';

/**
 * DeLong's interval of ROC AUC, as pROC's default: AUC +- standard errors, cut off at 0 and 1. `clusterOf` numbers the
 * cluster of each row from 0 where subjects repeat; null: rows are independent. Null where the variance is not
 * defined, or is 0 (perfect order, all scores equal), since then the data says nothing about how sure that is.
 */
export function aucInterval(
  targets: ArrayLike<number>,
  scores: ArrayLike<number>,
  clusterOf: ArrayLike<number> | null = null,
  coverage = 0.95,
): FigureInterval | null {
  const placements = aucPlacements(targets, scores);
  return placements === null ? null : aucIntervalOf(targets, placements, clusterOf, coverage);
}

export function aucIntervalOf(
  targets: ArrayLike<number>,
  placements: AucPlacements,
  clusterOf: ArrayLike<number> | null,
  coverage: number,
): FigureInterval | null {
  const variance = placementVariance(targets, placementDeviations(placements), clusterOf);
  if (variance === null || variance === 0) return null;
  return normalInterval(placements.auc, Math.sqrt(variance), coverage, SHARE, 'DELONG');
}
