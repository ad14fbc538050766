import { totalOf } from './shares.ts';

/** Base of the logarithm: e as Evidently takes it, so that the greatest distance is 0.833; 2 as NannyML, for 1. */
export type LogBase = 'E' | 'TWO';

/**
 * Jensen-Shannon distance of two counts over the same bins: the square root of the mean divergence of both from their
 * mixture (Endres and Schindelin 2003). 0 for equal shares, 1 (base 2) or sqrt(ln 2) (base e) for shares that have no
 * bin in common; symmetric, a metric. Null without rows on a side.
 */
export function jensenShannonDistance(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  base: LogBase,
): number | null {
  const referenceTotal = totalOf(reference);
  const currentTotal = totalOf(current);
  if (referenceTotal === 0 || currentTotal === 0) return null;
  return jensenShannonOfTotals(reference, referenceTotal, current, currentTotal, base);
}

/** The same with known totals, both above 0; it makes no garbage. */
export function jensenShannonOfTotals(
  reference: ArrayLike<number>,
  referenceTotal: number,
  current: ArrayLike<number>,
  currentTotal: number,
  base: LogBase,
): number {
  let divergence = 0;
  for (let i = 0; i < reference.length; i++) {
    const r = reference[i] / referenceTotal;
    const c = current[i] / currentTotal;
    const mixture = (r + c) / 2;
    if (r > 0) divergence += r * Math.log(r / mixture);
    if (c > 0) divergence += c * Math.log(c / mixture);
  }
  // Rounding may leave it just outside of 0 to 2 ln 2.
  const bounded = Math.min(Math.max(0, divergence), 2 * Math.LN2);
  return Math.sqrt(bounded / (base === 'TWO' ? 2 * Math.LN2 : 2));
}
