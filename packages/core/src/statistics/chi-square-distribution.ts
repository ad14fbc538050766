import { upperGamma } from './incomplete-gamma.ts';

/**
 * Share of a chi-square distribution with `degrees` of freedom (above 0) that is greater than `x`; to a relative 1e-12,
 * also far out in the tail. With no degrees of freedom nothing varies: 1 at 0, else 0.
 */
export function chiSquareUpperTail(x: number, degrees: number): number {
  if (degrees <= 0) return x > 0 ? 0 : 1;
  return upperGamma(degrees / 2, x / 2);
}
