/** Probabilities are kept this far from 0 and 1, so that one certain mistake costs 36, not infinity. */
const EPSILON = 2 ** -52;

/** A probability at least 2^-52 away from 0 and 1. */
export function clipProbability(probability: number): number {
  return Math.min(1 - EPSILON, Math.max(EPSILON, probability));
}

/** Mean of -ln(probability given to the truth), natural log, at least 0; null without rows. Targets are 0/1. */
export function logLoss(targets: ArrayLike<number>, probabilities: ArrayLike<number>): number | null {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const p = clipProbability(probabilities[i]);
    sum -= targets[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return targets.length > 0 ? sum / targets.length : null;
}

/** Mean squared difference of probability and 0/1 truth, 0 to 1 (Brier 1950); null without rows. */
export function brierScore(targets: ArrayLike<number>, probabilities: ArrayLike<number>): number | null {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) sum += (probabilities[i] - targets[i]) ** 2;
  return targets.length > 0 ? sum / targets.length : null;
}
