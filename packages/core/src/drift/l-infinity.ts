import { sharesOf, totalOf } from './shares.ts';

/**
 * The greatest difference of a share, 0..1; symmetric. Null without rows on a side. Chance alone makes it large in small
 * samples.
 */
export function lInfinity(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const r = sharesOf(reference);
  const c = sharesOf(current);
  if (r === null || c === null) return null;
  let greatest = 0;
  for (let i = 0; i < r.length; i++) greatest = Math.max(greatest, Math.abs(r[i] - c[i]));
  return greatest;
}

/** How far chance moves a share, times sqrt((n + m) / (n m)). */
const CHANCE = 1.8;

/** The same less what chance makes of it: max(0, d - 1.8 sqrt((n + m) / (n m))). */
export function lInfinityCorrected(reference: ArrayLike<number>, current: ArrayLike<number>): number | null {
  const distance = lInfinity(reference, current);
  if (distance === null) return null;
  const [n, m] = [totalOf(reference), totalOf(current)];
  return Math.max(0, distance - CHANCE * Math.sqrt((n + m) / (n * m)));
}
