import { rowsOf, type ValueCounts } from './value-counts.ts';

/** Two samples over the same ascending values: what every comparison of distributions is computed from. */
export interface PairedCounts {
  readonly values: Float64Array;
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** Rows with a value, of each side. */
  readonly referenceRows: number;
  readonly currentRows: number;
}

export function pairCounts(reference: ValueCounts, current: ValueCounts): PairedCounts {
  const [n, m] = [reference.values.length, current.values.length];
  const values = new Float64Array(n + m);
  const ofReference = new Float64Array(n + m);
  const ofCurrent = new Float64Array(n + m);
  let distinct = 0;
  let i = 0;
  let j = 0;
  // Reading past the end of a typed array is slow: each side runs out in its own loop.
  while (i < n && j < m) {
    const [left, right] = [reference.values[i], current.values[j]];
    values[distinct] = left < right ? left : right;
    if (left <= right) ofReference[distinct] = reference.counts[i++];
    if (right <= left) ofCurrent[distinct] = current.counts[j++];
    distinct++;
  }
  for (; i < n; i++, distinct++) {
    values[distinct] = reference.values[i];
    ofReference[distinct] = reference.counts[i];
  }
  for (; j < m; j++, distinct++) {
    values[distinct] = current.values[j];
    ofCurrent[distinct] = current.counts[j];
  }
  return {
    values: values.subarray(0, distinct),
    reference: ofReference.subarray(0, distinct),
    current: ofCurrent.subarray(0, distinct),
    referenceRows: rowsOf(reference),
    currentRows: rowsOf(current),
  };
}

/** Whether a side has no rows: then nothing can be compared. */
export function isOneSided({ referenceRows, currentRows }: PairedCounts): boolean {
  return referenceRows === 0 || currentRows === 0;
}
