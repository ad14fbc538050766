import { logGamma } from './log-gamma.ts';

/** A factor this near to 1 changes nothing; rounding may keep it from being 1. */
const CONVERGED = 4 * Number.EPSILON;

/**
 * The regularised incomplete beta function I_x(a, b): share of a beta distribution (a, b > 0) below x. 0..1, to a
 * relative 1e-10 for a + b up to 1e5, in either tail. Continued fraction (DLMF 8.17.22) by Lentz's method.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const leading = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (leading * fraction(a, b, x)) / a
    : 1 - (leading * fraction(b, a, 1 - x)) / b;
}

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    result *= c * d;
    if (!(Math.abs(c * d - 1) > CONVERGED)) return result;
  }
}
