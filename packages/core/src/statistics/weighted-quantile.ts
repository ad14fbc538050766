/**
 * The q-quantile (0..1) of ascending `values` that occur `weights` times: the smallest value up to which at least the
 * share q of the weight lies (the inverse of the distribution function; type 1 of Hyndman and Fan 1996). It is always
 * one of the values. Null without weight.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  q: number,
): number | null {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  if (!(total > 0)) return null;
  const wanted = q * total;
  let upTo = 0;
  let last = 0;
  for (let i = 0; i < values.length; i++) {
    if (weights[i] === 0) continue;
    upTo += weights[i];
    last = i;
    if (upTo >= wanted) break;
  }
  return values[last];
}
