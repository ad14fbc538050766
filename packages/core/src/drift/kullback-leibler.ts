import { sharesOf } from './shares.ts';
import { fillZeros } from './zero-fill.ts';

/**
 * Kullback-Leibler divergence of the reference from the current shares, in nats: the sum of r ln(r / c), zeros filled as
 * Evidently does and each side brought back to a sum of 1. 0 for equal shares, without an upper bound, not symmetric.
 * Null without rows on a side.
 */
export function kullbackLeibler(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const r = filledShares(reference);
  const c = filledShares(current);
  if (r === null || c === null) return null;
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += r[i] * Math.log(r[i] / c[i]);
  return Math.max(0, sum);
}

function filledShares(counts: ArrayLike<number>): Float64Array | null {
  const shares = sharesOf(counts);
  return shares && sharesOf(fillZeros(shares));
}
