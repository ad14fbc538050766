import { influenceVariance } from '../performance/influence-variance.ts';
import { hypergeometricUpperTail } from '../statistics/hypergeometric.ts';
import { normalUpperTail } from '../statistics/normal-distribution.ts';

/** Sums of badness over rows. */
export interface BadnessSums {
  rows: number;
  sum: number;
  squares: number;
}

/** A slice against all other rows. */
export interface SliceContrast {
  readonly inside: BadnessSums;
  readonly outside: BadnessSums;
  /** Difference of the means over the standard deviation of all rows; positive: the slice is worse. */
  readonly effect: number;
  /** Standard normal while rows of the slice are like all others, for large slices; positive: worse. */
  readonly z: number;
}

export function contrast(all: BadnessSums, inside: BadnessSums): SliceContrast {
  const outside = {
    rows: all.rows - inside.rows,
    sum: all.sum - inside.sum,
    squares: all.squares - inside.squares,
  };
  const mean = all.sum / all.rows;
  const deviation = Math.sqrt(Math.max(0, all.squares / all.rows - mean * mean));
  const isComparable = inside.rows > 0 && outside.rows > 0 && deviation > 0;
  const effect = isComparable ? (inside.sum / inside.rows - outside.sum / outside.rows) / deviation : 0;
  const z = isComparable ? effect / Math.sqrt(1 / inside.rows + 1 / outside.rows) : 0;
  return { inside, outside, effect, z };
}

/**
 * How likely the slice would be so bad if its rows were like all others, one-sided. Shares of independent rows: Fisher's
 * exact test. Else the normal approximation: by the variance of all rows, or, where `clusterOf` numbers rows that
 * belong together, by that of whole clusters.
 */
export function slicePValue(
  badness: Float64Array,
  isInside: (row: number) => boolean,
  { inside, outside, z }: SliceContrast,
  isShare: boolean,
  clusterOf: ArrayLike<number> | null,
): number {
  if (inside.rows === 0 || outside.rows === 0) return 1;
  if (clusterOf !== null) return clusteredPValue(badness, isInside, { inside, outside }, clusterOf);
  if (!isShare) return normalUpperTail(z);
  return hypergeometricUpperTail({
    rows: inside.rows + outside.rows,
    hits: inside.sum + outside.sum,
    drawn: inside.rows,
    drawnHits: inside.sum,
  });
}

function clusteredPValue(
  badness: Float64Array,
  isInside: (row: number) => boolean,
  { inside, outside }: Pick<SliceContrast, 'inside' | 'outside'>,
  clusterOf: ArrayLike<number>,
): number {
  const mean = (inside.sum + outside.sum) / (inside.rows + outside.rows);
  const influence = badness.map((bad, row) => {
    if (Number.isNaN(bad)) return 0;
    return isInside(row) ? (bad - mean) / inside.rows : (mean - bad) / outside.rows;
  });
  const variance = influenceVariance(influence, clusterOf);
  if (variance === null || variance === 0) return 1;
  return normalUpperTail((inside.sum / inside.rows - outside.sum / outside.rows) / Math.sqrt(variance));
}
