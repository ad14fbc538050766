import { normalReach } from '../statistics/normal-quantile.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { FigureInterval } from './figure-interval.ts';

/** A share of rows, and how sure it is where rows are not independent. */
export interface ClusteredShare {
  readonly hits: number;
  readonly of: number;
  /** Variance of the share by cluster (influence-variance.ts); null: rows are independent. */
  readonly variance: number | null;
  /** Clusters that the `of` rows come from. */
  readonly clusters: number;
}

/**
 * Wilson's interval of a share. Where rows come in clusters it is made for the number of independent rows that would be
 * as sure (Korn and Graubard 1998), never more than there are; where the share does not vary, for that of clusters.
 * Null without rows.
 */
export function shareInterval(
  { hits, of, variance, clusters }: ClusteredShare,
  coverage = 0.95,
): FigureInterval | null {
  if (of === 0) return null;
  const share = hits / of;
  const spread = share * (1 - share);
  let rows = of;
  if (variance !== null) rows = Math.min(of, variance > 0 && spread > 0 ? spread / variance : clusters);
  const bounds = wilsonInterval(share * rows, rows, normalReach(coverage));
  return { ...bounds, standardError: Math.sqrt(spread / rows), method: 'WILSON' };
}
