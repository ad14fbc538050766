import { logGamma, stirlingRest } from './log-gamma.ts';

/** Below this a, x^a e^-x / Gamma(a + 1) is taken by logarithms; from it on those would cancel. */
const LARGE_A = 10;
/** A factor this near to 1 changes nothing; rounding may keep it from being 1. */
const CONVERGED = 4 * Number.EPSILON;

/**
 * The regularised incomplete gamma function P(a, x): share of a gamma distribution of shape a > 0 below x >= 0. 0..1,
 * to a relative 1e-12. Series or continued fraction (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).
 */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? seriesBelow(a, x) : 1 - fractionAbove(a, x);
}

/** Q(a, x) = 1 - P(a, x), as exact far out in the tail. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - seriesBelow(a, x) : fractionAbove(a, x);
}

/** x^a e^-x / Gamma(a + 1). */
function leading(a: number, x: number): number {
  if (a < LARGE_A) return Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  const off = (x - a) / a;
  return Math.exp(a * (Math.log1p(off) - off) - stirlingRest(a)) / Math.sqrt(2 * Math.PI * a);
}

function seriesBelow(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return leading(a, x) * sum;
}

/** By Lentz's way to run a continued fraction (Thompson and Barnett 1986). */
function fractionAbove(a: number, x: number): number {
  const first = leading(a, x) * a;
  if (first === 0) return 0;
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; ; i++) {
    const numerator = i * (a - i);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    fraction *= c * d;
    if (!(Math.abs(c * d - 1) > CONVERGED)) return first * fraction;
  }
}
