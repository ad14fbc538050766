import type { ReportedFigure } from './figure-interval.ts';
import { influenceVariance } from './influence-variance.ts';
import { shareInterval } from './share-interval.ts';

/** A share of some rows: of those that are counted, how many are hits. */
export interface ShareOfRows {
  readonly rows: number;
  readonly isCounted: (row: number) => boolean;
  readonly isHit: (row: number) => boolean;
  /** Numbers the cluster of each row from 0; null: rows are independent. */
  readonly clusterOf: ArrayLike<number> | null;
  readonly coverage: number;
}

/** The share with its interval (share-interval.ts); both null where no row is counted. */
export function shareFigure(share: ShareOfRows): ReportedFigure {
  const { rows, isCounted, isHit, clusterOf, coverage } = share;
  let hits = 0;
  let of = 0;
  for (let row = 0; row < rows; row++) {
    if (!isCounted(row)) continue;
    of++;
    if (isHit(row)) hits++;
  }
  if (of === 0) return { value: null, interval: null };
  const clustered =
    clusterOf === null
      ? { variance: null, clusters: of }
      : clusteredVariance(share, clusterOf, hits / of, of);
  return { value: hits / of, interval: shareInterval({ hits, of, ...clustered }, coverage) };
}

function clusteredVariance(
  { rows, isCounted, isHit }: ShareOfRows,
  clusterOf: ArrayLike<number>,
  share: number,
  of: number,
): { variance: number | null; clusters: number } {
  const influence = new Float64Array(rows);
  const seen = new Set<number>();
  for (let row = 0; row < rows; row++) {
    if (!isCounted(row)) continue;
    influence[row] = (Number(isHit(row)) - share) / of;
    seen.add(clusterOf[row]);
  }
  return { variance: influenceVariance(influence, clusterOf), clusters: seen.size };
}
