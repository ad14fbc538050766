import { binColumn } from './binning.ts';
import { rowCount, type LabelledData } from './dataset.ts';
import type { Ensemble } from './ensemble.ts';
import { TreeGrower } from './grow-tree.ts';
import { squaredError } from './objective.ts';
import type { Random } from './random.ts';
import { mapLeaves } from './tree.ts';

export interface ForestOptions {
  readonly trees: number;
  readonly maximumDepth: number;
  /** Least weight of the rows in a leaf. */
  readonly minimumLeafWeight: number;
  /** Share of the features that each split may choose from; null: the square root of their number. */
  readonly columnsPerSplit: number | null;
}

export const defaultForest: ForestOptions = {
  trees: 200,
  maximumDepth: 12,
  minimumLeafWeight: 5,
  columnsPerSplit: null,
};

/**
 * Random forest (Breiman 2001): trees on bootstrap samples, each split choosing from a few features. Leaves are
 * means, so that the average over the trees is the probability of class 1 on 0/1 targets, or a regression's value.
 */
export function growForest(data: LabelledData, options: ForestOptions, random: Random): Ensemble {
  const rows = rowCount(data);
  const { columns, targets } = data;
  const grower = new TreeGrower(columns.map(binColumn), rows, {
    l2: 0,
    minimumGain: 0,
    minimumChildWeight: options.minimumLeafWeight,
    maximumDepth: options.maximumDepth,
    columnsPerSplit: options.columnsPerSplit ?? 1 / Math.sqrt(columns.length),
  });
  const features = Int32Array.from(columns.keys());
  const scores = new Float64Array(rows);
  const derivatives = { gradients: new Float64Array(rows), hessians: new Float64Array(rows) };
  const trees = Array.from({ length: options.trees }, () => {
    const weights = bootstrapWeights(data.weights, random);
    squaredError.derive(scores, targets, weights, derivatives.gradients, derivatives.hessians);
    const drawn = Int32Array.from(weights.keys()).filter((row) => weights[row] > 0);
    const tree = grower.grow(derivatives, drawn, features, random);
    return mapLeaves(tree, (value) => value / options.trees);
  });
  return { trees, baseScores: [0], link: 'IDENTITY' };
}

/** Each row's weight times how often it comes in as many draws with replacement as there are rows. */
function bootstrapWeights(weights: Float64Array, random: Random): Float64Array {
  const drawn = new Float64Array(weights.length);
  for (let i = 0; i < drawn.length; i++) drawn[Math.floor(random() * drawn.length)]++;
  return drawn.map((times, row) => times * weights[row]);
}
