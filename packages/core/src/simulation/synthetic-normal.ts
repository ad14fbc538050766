import type { Random } from '../training/random.ts';

const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

/** Beyond this many standard deviations nothing is drawn or scored. */
const REACH = 8;

export function normalDensity(z: number): number {
  return DENSITY_AT_0 * Math.exp((-z * z) / 2);
}

/** Standard normal distribution function, to 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const sum = 0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)));
  const tail = normalDensity(z) * t * sum;
  return z > 0 ? 1 - tail : tail;
}

/** The z below which a share `p` of a standard normal lies, within +-8; by bisection, so not for inner loops. */
export function normalQuantile(p: number): number {
  let low = -REACH;
  let high = REACH;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** One standard normal number (Box and Muller 1958; their second one is not used, so that a draw has no memory). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * The normal score of each value: values are ranked, and each gets the mean of a standard normal over the ranks that
 * it shares with its equals. Known values only; mean 0, standard deviation at most 1 (less, the more ties).
 */
export function normalScores(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const scores = new Float64Array(values.length);
  let densityBelow = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    const densityAbove = to < order.length ? normalDensity(normalQuantile(to / order.length)) : 0;
    const score = ((densityBelow - densityAbove) * order.length) / (to - from);
    for (let i = from; i < to; i++) scores[order[i]] = score;
    densityBelow = densityAbove;
  }
  return scores;
}
