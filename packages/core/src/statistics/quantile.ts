/**
 * The q-quantile (0..1) of ascending, finite values, linear between the neighbours (type 7 of Hyndman and Fan 1996,
 * as numpy and R); null without values.
 */
export function sortedQuantile(ascending: ArrayLike<number>, q: number): number | null {
  if (ascending.length === 0) return null;
  const at = q * (ascending.length - 1);
  const below = Math.floor(at);
  const low = ascending[below];
  const high = ascending[Math.min(below + 1, ascending.length - 1)];
  return low + (at - below) * (high - low);
}

/** The same of values in any order; NaN and infinities are left out. */
export function quantile(values: Float64Array, q: number): number | null {
  return sortedQuantile(values.filter(Number.isFinite).sort(), q);
}
