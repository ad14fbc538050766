import type { Column } from './dataset.ts';

/** Bins of known values; with the bin of the missing there are at most 255. */
export const MAXIMUM_BINS = 254;

/** A threshold that every known value is at most: the split "known or missing". */
export const EVERY_VALUE = 3.4028234663852886e38;

/** A column as small integers: rows fall into `count` bins of known values, and bin `count` holds the missing. */
export interface BinnedColumn {
  readonly kind: Column['kind'];
  readonly count: number;
  /** The bin of each row. */
  readonly bins: Uint8Array;
  /**
   * What a split at bin b compares with. Numeric: a float32 t such that bins 0..b are the values <= t. Categorical:
   * the category code of bin b; NaN for the bin that rare categories share, which no split can name.
   */
  readonly splitValues: Float32Array;
}

export function binColumn({ kind, values }: Column): BinnedColumn {
  return kind === 'NUMERIC' ? binNumeric(values) : binCategorical(values);
}

function binNumeric(values: Float32Array): BinnedColumn {
  const splitValues = quantileThresholds(values.filter((value) => !Number.isNaN(value)).sort());
  const count = splitValues.length;
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < bins.length; row++) {
    bins[row] = Number.isNaN(values[row]) ? count : firstAtLeast(splitValues, values[row]);
  }
  return { kind: 'NUMERIC', count, bins, splitValues };
}

/**
 * Upper thresholds of bins with about equal numbers of rows; a bin for each distinct value where these are few.
 * The last is EVERY_VALUE. `sorted` is ascending without NaN.
 */
function quantileThresholds(sorted: Float32Array): Float32Array {
  const distinct = countDistinct(sorted);
  const thresholds: number[] = [];
  let begun = 0;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    const target = (sorted.length - begun) / (MAXIMUM_BINS - thresholds.length);
    if (distinct > MAXIMUM_BINS && i - begun < target) continue;
    thresholds.push(separator(sorted[i - 1], sorted[i]));
    begun = i;
    if (thresholds.length === MAXIMUM_BINS - 1) break;
  }
  if (sorted.length > 0) thresholds.push(EVERY_VALUE);
  return Float32Array.from(thresholds);
}

function countDistinct(sorted: Float32Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** A float32 t with low <= t < high: the midpoint, unless rounding lifts it onto `high`. */
export function separator(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2);
  return middle < high ? middle : low;
}

/** Index of the first threshold that `value` is at most. */
function firstAtLeast(thresholds: Float32Array, value: number): number {
  let low = 0;
  let high = thresholds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= thresholds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A bin for each category, the most frequent first; past the limit the rare ones share the last bin. */
function binCategorical(values: Float32Array): BinnedColumn {
  const frequency = new Map<number, number>();
  for (const code of values) {
    if (!Number.isNaN(code)) frequency.set(code, (frequency.get(code) ?? 0) + 1);
  }
  const codes = [...frequency.keys()].sort(
    (a, b) => (frequency.get(b) ?? 0) - (frequency.get(a) ?? 0) || a - b,
  );
  const splitValues =
    codes.length <= MAXIMUM_BINS
      ? Float32Array.from(codes)
      : Float32Array.from([...codes.slice(0, MAXIMUM_BINS - 1), NaN]);
  const count = splitValues.length;
  const binOf = new Map(codes.map((code, i) => [code, Math.min(i, count - 1)]));
  const bins = Uint8Array.from(values, (code) => binOf.get(code) ?? count);
  return { kind: 'CATEGORICAL', count, bins, splitValues };
}
