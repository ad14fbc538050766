import { numberGroups } from '../training/grouped-folds.ts';

/** Rows that belong together because a subject (or another key) repeats. */
export interface Clusters {
  /** Numbers each row's cluster from 0. */
  readonly clusterOf: Int32Array;
  readonly count: number;
}

/**
 * Clusters of equal keys; null when no key repeats, so that the rows are independent. A row whose key is null or
 * undefined is a cluster of its own.
 */
export function clustersOf(keys: Iterable<unknown>): Clusters | null {
  const clusterOf = numberGroups(Array.from(keys, (key) => key ?? Symbol('alone')));
  const count = clusterOf.reduce((greatest, cluster) => Math.max(greatest, cluster), -1) + 1;
  return count < clusterOf.length ? { clusterOf, count } : null;
}
