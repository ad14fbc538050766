import { normalScores } from './synthetic-normal.ts';

/** Up to this many distinct values a number is looked at value by value too: 1, 2, 3 may be names rather than amounts. */
const FEW_VALUES = 8;

/**
 * What a tree is to tell apart about a feature's values, as standardised outputs over the rows; rows of missing values
 * hold 0. A number: its normal score, and an indicator a value where there are few. A category: an indicator each.
 * Indicators are scaled so that they sum to the variance of about one output. Empty when the values are all alike.
 */
export function treeOutputs(values: Float64Array, isCategorical: boolean): Float64Array[] {
  const rows = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  const known = Float64Array.from(rows, (row) => values[row]);
  const distinct = [...new Set(known)];
  if (distinct.length < 2) return [];
  const spread = (output: Float64Array) => {
    const whole = new Float64Array(values.length);
    rows.forEach((row, i) => (whole[row] = output[i]));
    return whole;
  };
  const amounts = isCategorical ? [] : [standardise(normalScores(known), 1)];
  const named = isCategorical || (distinct.length > 2 && distinct.length <= FEW_VALUES) ? distinct : [];
  const weight = 1 / Math.sqrt(Math.max(1, named.length - 1));
  const indicators = named.map((value) =>
    standardise(
      known.map((other) => Number(other === value)),
      weight,
    ),
  );
  return [...amounts, ...indicators].map(spread);
}

function standardise(values: Float64Array, deviation: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const scale = deviation / Math.sqrt(variance);
  return values.map((value) => scale * (value - mean));
}
