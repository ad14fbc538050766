/** A share that is zero counts as this, or as less where the side has smaller shares than it. */
const SMALLEST = 1e-4;
const FAR_BELOW = 1e6;

/**
 * Shares without zeros, so that their logarithms exist, as Evidently fills them: a zero becomes 0.0001 or, if the
 * least other share of this side is not above that, a millionth of it. The sum is then a little over 1.
 */
export function fillZeros(shares: Float64Array): Float64Array {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < shares.length; i++) if (shares[i] > 0) least = Math.min(least, shares[i]);
  const fill = least <= SMALLEST ? least / FAR_BELOW : SMALLEST;
  return shares.map((share) => (share === 0 ? fill : share));
}
