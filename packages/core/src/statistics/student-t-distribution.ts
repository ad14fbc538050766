import { incompleteBeta } from './incomplete-beta.ts';
import { twoSidedP } from './normal-distribution.ts';

/** Beyond these degrees of freedom the normal distribution is within a relative 1e-6 at |t| <= 10. */
const AS_GOOD_AS_NORMAL = 1e9;

/**
 * How likely Student's t with `degrees` of freedom (above 0) lies at least as far from 0 as `t`, on either side; to a
 * relative 1e-10, also far out in the tail.
 */
export function studentTwoSidedP(t: number, degrees: number): number {
  if (degrees > AS_GOOD_AS_NORMAL) return twoSidedP(t);
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

/** Share of Student's t above `t`. */
export function studentUpperTail(t: number, degrees: number): number {
  const beyond = studentTwoSidedP(t, degrees) / 2;
  return t >= 0 ? beyond : 1 - beyond;
}
