import { rankRows, type RankedRows } from './ranked-rows.ts';

/** What ROC AUC is the mean of, row by row. */
export interface AucPlacements {
  readonly auc: number;
  /**
   * By the rows given: for a positive the share of negatives that it scores above, for a negative the share of positives
   * that score above it; ties one half. 0..1, NaN for a row that is left out.
   */
  readonly values: Float64Array;
}

/**
 * The structural components of DeLong, DeLong and Clarke-Pearson (1988) by one sort, as by the midranks of Sun and Xu
 * (2014). `targets` are 0/1; null unless both classes are there.
 */
export function aucPlacements(targets: ArrayLike<number>, scores: ArrayLike<number>): AucPlacements | null {
  return placementsOf(rankRows(targets, scores), targets.length);
}

export function placementsOf(ranked: RankedRows, rowsGiven: number): AucPlacements | null {
  const { order, isPositive, tieEnds, positives } = ranked;
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const values = new Float64Array(rowsGiven).fill(NaN);
  let positivesAbove = 0;
  let wonPairs = 0;
  for (let tie = 0, from = 0; tie < tieEnds.length; from = tieEnds[tie++]) {
    const end = tieEnds[tie];
    let here = 0;
    for (let place = from; place < end; place++) here += isPositive[place];
    const others = end - from - here;
    const negativesBelow = negatives - (from - positivesAbove) - others;
    const won = (negativesBelow + others / 2) / negatives;
    const lost = (positivesAbove + here / 2) / positives;
    for (let place = from; place < end; place++) values[order[place]] = isPositive[place] === 1 ? won : lost;
    wonPairs += others * (positivesAbove + here / 2);
    positivesAbove += here;
  }
  return { auc: wonPairs / (positives * negatives), values };
}

/** One model's placements less another's, less the difference of their AUCs: what varies about that difference. */
export function placementDifferences(first: AucPlacements, second: AucPlacements): Float64Array {
  const difference = second.auc - first.auc;
  return first.values.map((value, row) => second.values[row] - value - difference);
}

export function placementDeviations({ auc, values }: AucPlacements): Float64Array {
  return values.map((value) => value - auc);
}

/**
 * Variance of a mean placement from the deviations of the rows: by DeLong where rows are independent, by Obuchowski
 * (Biometrics 53, 1997) where rows of one cluster belong together (`clusterOf` numbers each row's from 0). Rows whose
 * deviation is NaN are left out. Null with fewer than two rows (or clusters) of either class.
 */
export function placementVariance(
  targets: ArrayLike<number>,
  deviations: Float64Array,
  clusterOf: ArrayLike<number> | null,
): number | null {
  return clusterOf === null
    ? independentVariance(targets, deviations)
    : clusteredVariance(targets, deviations, clusterOf);
}

function independentVariance(targets: ArrayLike<number>, deviations: Float64Array): number | null {
  let positives = 0;
  let negatives = 0;
  let positiveSquares = 0;
  let negativeSquares = 0;
  for (let row = 0; row < deviations.length; row++) {
    const deviation = deviations[row];
    if (Number.isNaN(deviation)) continue;
    if (targets[row] === 1) {
      positives++;
      positiveSquares += deviation * deviation;
    } else {
      negatives++;
      negativeSquares += deviation * deviation;
    }
  }
  if (positives < 2 || negatives < 2) return null;
  return positiveSquares / (positives - 1) / positives + negativeSquares / (negatives - 1) / negatives;
}

function clusteredVariance(
  targets: ArrayLike<number>,
  deviations: Float64Array,
  clusterOf: ArrayLike<number>,
): number | null {
  const { positive, negative, clusters } = sumByCluster(targets, deviations, clusterOf);
  if (positive.clusters < 2 || negative.clusters < 2) return null;
  let squares = 0;
  for (const side of [positive, negative]) {
    const ofSide = side.sums.reduce((sum, value) => sum + value * value, 0);
    squares += ((side.clusters / (side.clusters - 1)) * ofSide) / side.rows ** 2;
  }
  const products = positive.sums.reduce((sum, value, cluster) => sum + value * negative.sums[cluster], 0);
  const correction = clusters / (clusters - 1);
  return Math.max(0, squares + (2 * correction * products) / (positive.rows * negative.rows));
}

interface SideSums {
  /** Of the deviations, by cluster. */
  sums: Float64Array;
  rows: number;
  /** That have a row of this side. */
  clusters: number;
}

function sumByCluster(
  targets: ArrayLike<number>,
  deviations: Float64Array,
  clusterOf: ArrayLike<number>,
): { positive: SideSums; negative: SideSums; clusters: number } {
  const size = Array.from(clusterOf).reduce((largest, cluster) => Math.max(largest, cluster), -1) + 1;
  const side = () => ({ sums: new Float64Array(size), rows: 0, clusters: 0 });
  const [positive, negative] = [side(), side()];
  const seen = new Uint8Array(size);
  for (let row = 0; row < deviations.length; row++) {
    if (Number.isNaN(deviations[row])) continue;
    const isPositive = targets[row] === 1;
    const into = isPositive ? positive : negative;
    const flag = isPositive ? 1 : 2;
    into.sums[clusterOf[row]] += deviations[row];
    into.rows++;
    if ((seen[clusterOf[row]] & flag) === 0) into.clusters++;
    seen[clusterOf[row]] |= flag;
  }
  return { positive, negative, clusters: seen.reduce((count, flags) => count + Number(flags > 0), 0) };
}
