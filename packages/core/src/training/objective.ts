/** How scores become predictions: as they are, by 1 / (1 + e^-s), or by e^s / sum of e^s over the outputs. */
export type Link = 'IDENTITY' | 'LOGISTIC' | 'SOFTMAX';

/**
 * What boosting lowers. Scores, gradients and hessians are output-major: entry `output * rows + row`.
 * Targets are class indices, or the values of a regression.
 */
export interface Objective {
  readonly link: Link;
  /** Scores a row: 1, or one a class. */
  readonly outputs: number;
  /** The best constant score of each output. */
  baseScores(targets: Float64Array, weights: Float64Array): number[];
  /** Writes the weighted first and second derivatives of the loss by score. */
  derive(
    scores: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    gradients: Float64Array,
    hessians: Float64Array,
  ): void;
  /** Weighted mean loss. */
  loss(scores: Float64Array, targets: Float64Array, weights: Float64Array): number;
}

/** Log-odds stay within +-LIMIT, so that a class without rows has a finite base score. */
const LIMIT = 10;
/** Keeps leaves finite where a probability has reached 0 or 1. */
const LEAST_HESSIAN = 1e-16;

export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** ln(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    weight += weights[i];
  }
  return weight > 0 ? sum / weight : 0;
}

/** Log loss of a 0/1 target; the score is the log-odds of 1. */
export const binaryLogistic: Objective = {
  link: 'LOGISTIC',
  outputs: 1,
  baseScores(targets, weights) {
    const rate = weightedMean(targets, weights);
    return [Math.max(-LIMIT, Math.min(LIMIT, Math.log(rate / (1 - rate))))];
  },
  derive(scores, targets, weights, gradients, hessians) {
    for (let row = 0; row < targets.length; row++) {
      const p = logistic(scores[row]);
      gradients[row] = weights[row] * (p - targets[row]);
      hessians[row] = weights[row] * Math.max(p * (1 - p), LEAST_HESSIAN);
    }
  },
  loss(scores, targets, weights) {
    const losses = targets.map((target, row) => softplus(scores[row]) - target * scores[row]);
    return weightedMean(losses, weights);
  },
};

/** Half the squared error; on 0/1 targets it splits as the Gini impurity does, and leaves are class shares. */
export const squaredError: Objective = {
  link: 'IDENTITY',
  outputs: 1,
  baseScores: (targets, weights) => [weightedMean(targets, weights)],
  derive(scores, targets, weights, gradients, hessians) {
    for (let row = 0; row < targets.length; row++) {
      gradients[row] = weights[row] * (scores[row] - targets[row]);
      hessians[row] = weights[row];
    }
  },
  loss(scores, targets, weights) {
    return (
      weightedMean(
        targets.map((target, row) => (scores[row] - target) ** 2),
        weights,
      ) / 2
    );
  },
};

/** Cross entropy over `classes` classes, one tree a class and round (Friedman 2001, algorithm 6, with full hessians). */
export function softmaxCrossEntropy(classes: number): Objective {
  /** ln of the sum of e^s over the row's scores. */
  const logSum = (scores: Float64Array, rows: number, row: number) => {
    let greatest = -Infinity;
    for (let k = 0; k < classes; k++) greatest = Math.max(greatest, scores[k * rows + row]);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(scores[k * rows + row] - greatest);
    return greatest + Math.log(sum);
  };
  return {
    link: 'SOFTMAX',
    outputs: classes,
    baseScores(targets, weights) {
      return Array.from({ length: classes }, (_, k) => {
        const rate = weightedMean(
          targets.map((target) => Number(target === k)),
          weights,
        );
        return Math.max(-LIMIT, Math.log(rate));
      });
    },
    derive(scores, targets, weights, gradients, hessians) {
      const rows = targets.length;
      for (let row = 0; row < rows; row++) {
        const total = logSum(scores, rows, row);
        for (let k = 0; k < classes; k++) {
          const entry = k * rows + row;
          const p = Math.exp(scores[entry] - total);
          gradients[entry] = weights[row] * (p - Number(targets[row] === k));
          hessians[entry] = weights[row] * Math.max(p * (1 - p), LEAST_HESSIAN);
        }
      }
    },
    loss(scores, targets, weights) {
      const rows = targets.length;
      const losses = targets.map((target, row) => logSum(scores, rows, row) - scores[target * rows + row]);
      return weightedMean(losses, weights);
    },
  };
}
