/**
 * The q-quantile (0..1) of ascending values without NaN, linear between the neighbours (type 7 of Hyndman and Fan 1996,
 * as numpy and R); null without values.
 */
export function sortedQuantile(ascending: ArrayLike<number>, q: number): number | null {
  if (ascending.length === 0) return null;
  const at = q * (ascending.length - 1);
  const below = Math.floor(at);
  const low = ascending[below];
  const high = ascending[Math.min(below + 1, ascending.length - 1)];
  // Not low + share x (high - low): between two infinities of one sign that would be NaN.
  return low === high ? low : low + (at - below) * (high - low);
}

/** The same of values in any order; NaN is missing and left out. */
export function quantile(values: Float64Array, q: number): number | null {
  return sortedQuantile(values.filter((value) => !Number.isNaN(value)).sort(), q);
}
