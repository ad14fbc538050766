import { sharesOf } from './shares.ts';

/** Half the sum of all differences of shares: the share of rows that would have to move. 0..1; symmetric. */
export function totalVariation(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === null || c === null) return null;
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += Math.abs(r[i] - c[i]);
  return Math.min(1, sum / 2);
}
