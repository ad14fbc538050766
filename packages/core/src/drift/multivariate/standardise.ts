import { isKnown, type FeatureColumn } from './feature-column.ts';

/** How a column becomes a number of mean 0 and standard deviation 1 over the reference. Plain data. */
export interface ColumnScale {
  readonly name: string;
  readonly kind: FeatureColumn['kind'];
  /** Put in for a missing value: the mean, or the most frequent category. */
  readonly fill: number;
  /** The share of the reference's rows that each category has, by its index; null for a numeric column. */
  readonly shares: readonly number[] | null;
  readonly mean: number;
  /** Population standard deviation of what is encoded; 1 where nothing varies. */
  readonly deviation: number;
}

/**
 * NannyML's preparation, from the reference: missing values get the mean (of a category the most frequent one, the
 * first of equals), categories become their share of the reference, then the population standard deviation is the unit.
 * A column without any value is 0 throughout.
 */
export function fitScale(column: FeatureColumn): ColumnScale {
  const { name, kind } = column;
  const encoding = kind === 'NUMERIC' ? numericEncoding(column.values) : categoricalEncoding(column.values);
  const raw = encode(column.values, { ...encoding, mean: 0, deviation: 1 });
  const mean = meanOf(raw);
  return { name, kind, ...encoding, mean, deviation: deviationOf(raw, mean) };
}

function numericEncoding(values: ArrayLike<number>): Pick<ColumnScale, 'fill' | 'shares'> {
  let sum = 0;
  let known = 0;
  for (let row = 0; row < values.length; row++) {
    if (!isKnown(values[row])) continue;
    sum += values[row];
    known++;
  }
  return { fill: known > 0 ? sum / known : 0, shares: null };
}

function categoricalEncoding(values: ArrayLike<number>): Pick<ColumnScale, 'fill' | 'shares'> {
  const counts: number[] = [];
  let known = 0;
  for (let row = 0; row < values.length; row++) {
    const code = values[row];
    if (!isKnown(code)) continue;
    while (counts.length <= code) counts.push(0);
    counts[code]++;
    known++;
  }
  const fill = Math.max(0, counts.indexOf(Math.max(...counts)));
  // The share is taken after the gaps are filled.
  if (counts.length > 0) counts[fill] += values.length - known;
  return { fill, shares: counts.map((count) => count / values.length) };
}

/** The column as standardised numbers. A category that the reference has not counts as one with share 0. */
export function standardise(column: FeatureColumn, scale: ColumnScale): Float64Array {
  return encode(column.values, scale);
}

function encode(
  values: ArrayLike<number>,
  { fill, shares, mean, deviation }: Omit<ColumnScale, 'name' | 'kind'>,
): Float64Array {
  const encoded = new Float64Array(values.length);
  for (let row = 0; row < encoded.length; row++) {
    const value = isKnown(values[row]) ? values[row] : fill;
    encoded[row] = ((shares === null ? value : (shares[value] ?? 0)) - mean) / deviation;
  }
  return encoded;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : 0;
}

/** Population standard deviation; 1 where the variance is only what rounding leaves of none (as scikit-learn). */
function deviationOf(values: Float64Array, mean: number): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  const variance = squares / values.length;
  const rounding = values.length * Number.EPSILON;
  return variance > rounding * variance + (rounding * mean) ** 2 ? Math.sqrt(variance) : 1;
}
