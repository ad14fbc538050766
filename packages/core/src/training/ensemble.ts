import type { Column } from './dataset.ts';
import { logistic, type Link } from './objective.ts';
import { addTreeScores, LEAF, mapLeaves, type Tree } from './tree.ts';

/** A sum of trees, and how it is read. Tree t adds to output t modulo the number of outputs. */
export interface Ensemble {
  readonly trees: readonly Tree[];
  /** What the outputs start from; their number is the number of outputs. */
  readonly baseScores: readonly number[];
  readonly link: Link;
}

/** The sums, output-major: entry `output * rows + row`. */
export function score({ trees, baseScores }: Ensemble, columns: readonly Column[]): Float64Array {
  const rows = columns[0].values.length;
  const scores = new Float64Array(baseScores.length * rows);
  const outputs = baseScores.map((base, k) => scores.subarray(k * rows, (k + 1) * rows).fill(base));
  trees.forEach((tree, t) => addTreeScores(tree, columns, outputs[t % outputs.length]));
  return scores;
}

/**
 * Predictions in the layout of `score`: probabilities of class 1 for a binary classifier (boosted or forest), of
 * each class for softmax, values for a regression.
 */
export function predict(ensemble: Ensemble, columns: readonly Column[]): Float64Array {
  const scores = score(ensemble, columns);
  if (ensemble.link === 'LOGISTIC') return scores.map(logistic);
  return ensemble.link === 'SOFTMAX' ? softmax(scores, ensemble.baseScores.length) : scores;
}

function softmax(scores: Float64Array, outputs: number): Float64Array {
  const rows = scores.length / outputs;
  const probabilities = new Float64Array(scores.length);
  for (let row = 0; row < rows; row++) {
    let greatest = -Infinity;
    for (let i = row; i < scores.length; i += rows) greatest = Math.max(greatest, scores[i]);
    let sum = 0;
    for (let i = row; i < scores.length; i += rows) sum += probabilities[i] = Math.exp(scores[i] - greatest);
    for (let i = row; i < scores.length; i += rows) probabilities[i] /= sum;
  }
  return probabilities;
}

/** The ensemble whose score is `slope * score + intercept`: how a Platt calibration becomes part of the trees. */
export function rescale(ensemble: Ensemble, slope: number, intercept: number): Ensemble {
  return {
    ...ensemble,
    trees: ensemble.trees.map((tree) => mapLeaves(tree, (value) => slope * value)),
    baseScores: ensemble.baseScores.map((base) => slope * base + intercept),
  };
}

/**
 * Rounds leaves and base scores to a grid (a power of two) so coarse that every partial sum is exact in float32.
 * A served score then depends neither on the batch size nor on the number of threads, whose order of addition
 * differs, and equals the score in float64. Sums below 2^s on a grid of 2^(s - 24) fit float32's 24 bits; one bit is
 * left for what the rounding itself may add.
 */
export function roundForFloat32(ensemble: Ensemble): Ensemble {
  const reach = Math.max(...ensemble.baseScores.map((_, k) => greatestSum(ensemble, k)));
  if (!(reach > 0)) return ensemble;
  const grid = 2 ** (Math.ceil(Math.log2(reach)) - 23);
  const round = (value: number) => Math.round(value / grid) * grid;
  return {
    ...ensemble,
    trees: ensemble.trees.map((tree) => mapLeaves(tree, round)),
    baseScores: ensemble.baseScores.map(round),
  };
}

/** Upper bound of the magnitude of any partial sum of an output. */
function greatestSum({ trees, baseScores }: Ensemble, output: number): number {
  let sum = Math.abs(baseScores[output]);
  for (let t = output; t < trees.length; t += baseScores.length) {
    sum += trees[t].value.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  }
  return sum;
}

/** Each feature's share of the total gain of all splits; the shares sum to 1 unless nothing was split. */
export function gainImportance({ trees }: Ensemble, features: number): number[] {
  const gains = new Array<number>(features).fill(0);
  for (const { feature, gain } of trees) {
    feature.forEach((index, node) => {
      if (index !== LEAF) gains[index] += gain[node];
    });
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}
