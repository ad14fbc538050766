import { logistic, softplus } from './objective.ts';

/** Calibrated log-odds = slope * score + intercept. */
export interface Platt {
  readonly slope: number;
  readonly intercept: number;
}

const MAXIMUM_STEPS = 100;
const TOLERANCE = 1e-12;
/** Keeps the Newton matrix invertible when all scores are equal. */
const RIDGE = 1e-12;

/**
 * Platt scaling: the logistic regression of 0/1 targets on scores, by Newton's method with step halving. Targets are
 * softened to (n1 + 1)/(n1 + 2) and 1/(n0 + 2) as a prior against overconfidence (Platt 1999; Lin, Lin and Weng 2007).
 */
export function fitPlatt(scores: ArrayLike<number>, targets: ArrayLike<number>): Platt {
  const softened = softenTargets(targets);
  let platt: Platt = { slope: 0, intercept: logOdds(softened) };
  let loss = lossOf(platt, scores, softened);
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const direction = newtonDirection(platt, scores, softened);
    let size = 1;
    let next = platt;
    let nextLoss = Infinity;
    for (; size > 1e-10 && !(nextLoss <= loss); size /= 2) {
      next = {
        slope: platt.slope - size * direction.slope,
        intercept: platt.intercept - size * direction.intercept,
      };
      nextLoss = lossOf(next, scores, softened);
    }
    if (!(nextLoss <= loss)) break;
    const improvement = loss - nextLoss;
    platt = next;
    loss = nextLoss;
    if (improvement < TOLERANCE * Math.abs(loss)) break;
  }
  return platt;
}

function softenTargets(targets: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(targets);
  const positives = values.reduce((sum, value) => sum + value, 0);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (values.length - positives + 2);
  return values.map((value) => (value === 1 ? high : low));
}

function logOdds(targets: Float64Array): number {
  const rate = targets.reduce((sum, value) => sum + value, 0) / targets.length;
  return Math.log(rate / (1 - rate));
}

function lossOf({ slope, intercept }: Platt, scores: ArrayLike<number>, targets: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < targets.length; i++) {
    const s = slope * scores[i] + intercept;
    loss += softplus(s) - targets[i] * s;
  }
  return loss;
}

/** The inverse Hessian times the gradient of the loss. */
function newtonDirection(
  { slope, intercept }: Platt,
  scores: ArrayLike<number>,
  targets: Float64Array,
): Platt {
  let gradientSlope = 0;
  let gradientIntercept = 0;
  let h11 = RIDGE;
  let h12 = 0;
  let h22 = RIDGE;
  for (let i = 0; i < targets.length; i++) {
    const x = scores[i];
    const p = logistic(slope * x + intercept);
    const difference = p - targets[i];
    const curvature = p * (1 - p);
    gradientSlope += difference * x;
    gradientIntercept += difference;
    h11 += curvature * x * x;
    h12 += curvature * x;
    h22 += curvature;
  }
  const determinant = h11 * h22 - h12 * h12;
  return {
    slope: (h22 * gradientSlope - h12 * gradientIntercept) / determinant,
    intercept: (h11 * gradientIntercept - h12 * gradientSlope) / determinant,
  };
}
