import { sharesOf } from './shares.ts';

/**
 * Hellinger distance of two counts over the same bins: sqrt(sum of (sqrt r - sqrt c)^2) / sqrt 2, as NannyML computes it.
 * 0 for equal shares, 1 for shares that have no bin in common; symmetric. Null without rows on a side.
 */
export function hellingerDistance(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === null || c === null) return null;
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += (Math.sqrt(r[i]) - Math.sqrt(c[i])) ** 2;
  return Math.sqrt(Math.min(1, sum / 2));
}

/**
 * The same number as Evidently computes it, sqrt(1 - sum of sqrt(r c)), which rounding spoils below 1e-8: equal shares
 * may give 1e-8 instead of 0.
 */
export function hellingerByAffinity(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === null || c === null) return null;
  let affinity = 0;
  for (let i = 0; i < r.length; i++) affinity += Math.sqrt(r[i] * c[i]);
  return Math.sqrt(1 - Math.min(1, affinity));
}
