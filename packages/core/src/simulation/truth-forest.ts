import type { Manifest } from '../features/manifest.ts';
import { labelledData, rowCount, takeRows, type LabelledData } from '../training/dataset.ts';
import { gainImportance, predict, type Ensemble } from '../training/ensemble.ts';
import { growForest, type ForestOptions } from '../training/forest.ts';
import { groupedFolds, splitByFold } from '../training/grouped-folds.ts';
import { softplus } from '../training/objective.ts';
import { fitPlatt } from '../training/platt.ts';
import { createRandom, nextSeed, type Random } from '../training/random.ts';
import type { TrainingTable } from '../training/training-table.ts';
import { packTree } from './synthetic-tree.ts';
import { smoothLogOdds, type Truth } from './truth.ts';

const TREES = 60;
const FOLDS = 4;
const DEPTHS = [4, 6, 8, 10];
const COLUMNS_PER_SPLIT = 1 / 3;
const LEAST_LEAF_ROWS = 20;
/** Leaves grow with the data, so that the file does not. */
const LEAVES = 150;

export interface FittedForest {
  readonly trees: Truth['trees'];
  readonly method: string;
  /** Feature names by share of the forest's gain, greatest first. */
  readonly importance: readonly string[];
}

/**
 * The random forest behind the truth: of several depths, the one whose log-odds, recalibrated, have the least log loss
 * on grouped folds held out. It sees what was known (NaN missing), not what a missing policy fills in.
 */
export function fitTruthForest(
  manifest: Manifest,
  { columns, values, targets }: TrainingTable,
  groups: Int32Array,
  random: Random,
): FittedForest {
  const known = columns.map(({ kind }, i) => ({ kind, values: Float32Array.from(values[i]) }));
  const data = labelledData(known, targets);
  const folds = groupedFolds(groups, targets, FOLDS, random);
  const tried = DEPTHS.map((maximumDepth) => {
    const options = {
      trees: TREES,
      maximumDepth,
      minimumLeafWeight: Math.max(LEAST_LEAF_ROWS, targets.length / LEAVES),
      columnsPerSplit: COLUMNS_PER_SPLIT,
    };
    return { options, loss: heldOutLoss(data, folds, options, createRandom(nextSeed(random))) };
  });
  const best = tried.reduce((least, other) => (other.loss < least.loss ? other : least));
  const forest = growForest(data, best.options, createRandom(nextSeed(random)));
  return {
    trees: forest.trees.map((tree) => packTree(shareLeaves(tree, forest))),
    method: describe(best.options, best.loss),
    importance: rankFeatures(manifest, forest),
  };
}

/** A forest's leaves are divided by the number of trees; here each holds its share of positives. */
function shareLeaves(tree: Ensemble['trees'][number], { trees }: Ensemble): Ensemble['trees'][number] {
  return { ...tree, value: tree.value.map((value) => value * trees.length) };
}

function heldOutLoss(data: LabelledData, folds: Int32Array, options: ForestOptions, random: Random): number {
  const scores = new Float64Array(rowCount(data));
  for (let fold = 0; fold < FOLDS; fold++) {
    const { inside, outside } = splitByFold(folds, fold);
    const forest = growForest(takeRows(data, outside), options, random);
    predict(forest, takeRows(data, inside).columns).forEach((share, i) => {
      scores[inside[i]] = smoothLogOdds(share);
    });
  }
  const { slope, intercept } = fitPlatt(scores, data.targets);
  const losses = scores.map((score, row) => {
    const logOdds = slope * score + intercept;
    return softplus(logOdds) - data.targets[row] * logOdds;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

function describe({ trees, maximumDepth, minimumLeafWeight }: ForestOptions, loss: number): string {
  return (
    `Random forest of ${trees} trees with at least ${Math.ceil(minimumLeafWeight)} rows a leaf; depth ${maximumDepth} of ` +
    `${DEPTHS.join(', ')} by log loss (${loss.toFixed(4)}) on ${FOLDS} grouped folds held out.`
  );
}

function rankFeatures({ features }: Manifest, forest: Ensemble): string[] {
  const shares = gainImportance(forest, features.length);
  const order = [...features.keys()].sort((a, b) => shares[b] - shares[a]);
  return order.map((index) => features[index].name);
}
