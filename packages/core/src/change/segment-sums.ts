import type { Sums } from '../statistics/two-means.ts';

/** A metric by segment: how many rows, and their values' sum and sum of squares (of 0/1 values: the sum again). */
export type SegmentSums = ReadonlyMap<string, Sums>;

/** The name of rows without a value. */
export const MISSING_SEGMENT = 'missing';

/**
 * Adds up a metric by the values of a column; values with one name are one segment. Rows whose metric is not known (NaN)
 * are left out.
 */
export function segmentSums(
  codes: ArrayLike<number>,
  metric: ArrayLike<number>,
  nameOf: (code: number) => string,
): SegmentSums {
  const byCode = new Map<number, Sums>();
  for (let row = 0; row < metric.length; row++) {
    if (!Number.isFinite(metric[row])) continue;
    const sums = byCode.get(codes[row]) ?? { count: 0, sum: 0, squares: 0 };
    sums.count++;
    sums.sum += metric[row];
    sums.squares += metric[row] * metric[row];
    byCode.set(codes[row], sums);
  }
  const name = (code: number) => (Number.isNaN(code) ? MISSING_SEGMENT : nameOf(code));
  const byName = Map.groupBy(byCode, ([code]) => name(code));
  return new Map(
    [...byName].map(([segment, entries]) => [segment, mergeSums(entries.map(([, sums]) => sums))]),
  );
}

export function mergeSums(all: Iterable<Sums>): Sums {
  const merged = { count: 0, sum: 0, squares: 0 };
  for (const { count, sum, squares } of all) {
    merged.count += count;
    merged.sum += sum;
    merged.squares += squares;
  }
  return merged;
}
