import type { Random } from '../training/random.ts';
import { drawBinomial } from './binomial-draw.ts';

/**
 * How often each of several outcomes comes up in `n` draws; `weights` (not negative, not all 0) need not add up to 1.
 * Fills and returns `into`. One binomial draw an outcome, given the outcomes before it.
 */
export function drawMultinomial(
  n: number,
  weights: ArrayLike<number>,
  random: Random,
  into: Float64Array,
): Float64Array {
  let restWeight = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    restWeight += weights[i];
    if (weights[i] > 0) last = i;
  }
  let rest = n;
  for (let i = 0; i < weights.length; i++) {
    // What rounding leaves of the weights must not leave draws over.
    into[i] = i === last ? rest : drawBinomial(rest, weights[i] / restWeight, random);
    rest -= into[i];
    restWeight -= weights[i];
  }
  return into;
}
