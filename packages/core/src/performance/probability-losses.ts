/** Probabilities are kept this far from 0 and 1, so that one certain mistake costs 36, not infinity. */
const EPSILON = 2 ** -52;

/** A probability at least 2^-52 away from 0 and 1. */
export function clipProbability(probability: number): number {
  return Math.min(1 - EPSILON, Math.max(EPSILON, probability));
}

/** What one row costs by its 0/1 target and its probability of 1; NaN where either is. */
export type RowLoss = (target: number, probability: number) => number;

/** -ln(probability given to the truth), natural log. */
export const logLossOf: RowLoss = (target, probability) => {
  if (Number.isNaN(target)) return NaN;
  const p = clipProbability(probability);
  return target === 1 ? -Math.log(p) : -Math.log1p(-p);
};

/** Squared difference of probability and truth. */
export const squaredErrorOf: RowLoss = (target, probability) => (probability - target) ** 2;

/** The loss of each row. */
export function rowLosses(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  lossOf: RowLoss,
): Float64Array {
  const losses = new Float64Array(targets.length);
  for (let row = 0; row < losses.length; row++) losses[row] = lossOf(targets[row], probabilities[row]);
  return losses;
}

/** Mean of `logLossOf`, at least 0. Targets are 0/1; rows with NaN are left out; null without rows. */
export function logLoss(targets: ArrayLike<number>, probabilities: ArrayLike<number>): number | null {
  return meanLoss(targets, probabilities, logLossOf);
}

/** Mean of `squaredErrorOf`, 0 to 1 (Brier 1950). Targets are 0/1; rows with NaN are left out; null without rows. */
export function brierScore(targets: ArrayLike<number>, probabilities: ArrayLike<number>): number | null {
  return meanLoss(targets, probabilities, squaredErrorOf);
}

function meanLoss(targets: ArrayLike<number>, probabilities: ArrayLike<number>, lossOf: RowLoss) {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < targets.length; row++) {
    const loss = lossOf(targets[row], probabilities[row]);
    if (Number.isNaN(loss)) continue;
    sum += loss;
    rows++;
  }
  return rows > 0 ? sum / rows : null;
}
