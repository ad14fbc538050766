import { normalUpperTail } from './normal-distribution.ts';

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Each step triples the number of right digits, of which the start has three. */
const STEPS = 3;

/**
 * The standard normal value below which the share `p` lies, to a relative 1e-12; -Infinity at 0, Infinity at 1.
 * Halley's method from the approximation 26.2.23 of Abramowitz and Stegun (1964).
 */
export function normalQuantile(p: number): number {
  return p < 0.5 ? -upperQuantile(p) : upperQuantile(1 - p);
}

/** Half-width, in standard errors, of a two-sided normal interval that covers `coverage` (0..1), e.g. 1.96 for 0.95. */
export function normalReach(coverage: number): number {
  return upperQuantile((1 - coverage) / 2);
}

/** The value above which the share `q`, at most one half, lies. */
function upperQuantile(q: number): number {
  if (q <= 0) return Infinity;
  const t = Math.sqrt(-2 * Math.log(q));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = t - top / bottom;
  for (let step = 0; step < STEPS; step++) {
    const miss = (normalUpperTail(z) - q) * ROOT_TWO_PI * Math.exp((z * z) / 2);
    z += miss / (1 - (z * miss) / 2);
  }
  return z;
}
