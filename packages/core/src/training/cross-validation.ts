import { rowCount, takeRows, type Column, type LabelledData } from './dataset.ts';
import { groupedFolds, splitByFold } from './grouped-folds.ts';
import { createRandom, nextSeed } from './random.ts';

/** Learns from rows (with their groups and a seed) and returns what scores others: a probability a row. */
export type Fit = (
  training: LabelledData,
  groups: Int32Array,
  seed: number,
) => (columns: readonly Column[]) => Float64Array;

export interface CrossValidationOptions {
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  /** Called after each fit with the number of fits done. */
  readonly onFit?: (done: number, total: number) => void;
}

/** One pass over all rows: each is scored by the model of the fold that it was held out of. */
export interface Repeat {
  readonly folds: Int32Array;
  readonly scores: Float64Array;
}

/**
 * Repeated grouped k-fold cross-validation. Everything that looks at targets, early stopping and calibration
 * included, belongs into `fit`, which sees the training folds only.
 */
export function crossValidate(
  data: LabelledData,
  groups: Int32Array,
  fit: Fit,
  { folds, repeats, seed, onFit }: CrossValidationOptions,
): Repeat[] {
  return Array.from({ length: repeats }, (_, repeat) => {
    const random = createRandom(seed, repeat);
    const foldOf = groupedFolds(groups, data.targets, folds, random);
    const scores = new Float64Array(rowCount(data));
    for (let fold = 0; fold < folds; fold++) {
      const { inside, outside } = splitByFold(foldOf, fold);
      const trainingGroups = Int32Array.from(outside, (row) => groups[row]);
      const predict = fit(takeRows(data, outside), trainingGroups, nextSeed(random));
      predict(takeRows(data, inside).columns).forEach((value, i) => (scores[inside[i]] = value));
      onFit?.(repeat * folds + fold + 1, repeats * folds);
    }
    return { folds: foldOf, scores };
  });
}
