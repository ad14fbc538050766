const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

/** Up to here the area from 0 is summed as a series; beyond, where that would cancel, the tail is a fraction. */
const SERIES_REACH = 2.5;
/** Enough for full precision from `SERIES_REACH` on. */
const FRACTION_DEPTH = 120;

/** Share of a standard normal above `z`; to a relative 1e-13, also far out in the tail. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  return z < SERIES_REACH ? 0.5 - areaFromZero(z) : farTail(z);
}

/** Share of a standard normal below `z`. */
export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

/** How likely it is that a standard normal lies at least as far from 0 as `z`, on either side. */
export function twoSidedP(z: number): number {
  return 2 * normalUpperTail(Math.abs(z));
}

/** The area over [0, z]: density(z) (z + z^3/3 + z^5/15 + ...) (Marsaglia 2004, "Evaluating the normal distribution"). */
function areaFromZero(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum * normalDensity(z);
}

/** density(z) / (z + 1/(z + 2/(z + 3/(z + ...)))) (Laplace; Abramowitz and Stegun 1964, 26.2.14). */
function farTail(z: number): number {
  let fraction = z;
  for (let k = FRACTION_DEPTH; k > 0; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}

function normalDensity(z: number): number {
  return DENSITY_AT_0 * Math.exp((-z * z) / 2);
}
