import { boost, type BoostingOptions } from './boosting.ts';
import { rowCount, takeRows, type LabelledData } from './dataset.ts';
import { rescale, roundForFloat32, score, type Ensemble } from './ensemble.ts';
import { groupedFolds, splitByFold } from './grouped-folds.ts';
import { binaryLogistic } from './objective.ts';
import { fitPlatt, type Platt } from './platt.ts';
import { createRandom, nextSeed } from './random.ts';

export interface ClassifierOptions {
  readonly boosting: BoostingOptions;
  /** Inner folds that choose the number of rounds and fit the calibration, at least 2. */
  readonly innerFolds: number;
}

export interface FittedClassifier {
  /** Calibrated: its predictions are probabilities of class 1. Exact in float32. */
  readonly ensemble: Ensemble;
  /** Rounds of boosting: the median over the inner folds, each stopped early. */
  readonly rounds: number;
  readonly platt: Platt;
}

/**
 * The whole recipe of a calibrated binary classifier, as one function, so that what is evaluated is what is shipped:
 * grouped inner folds are boosted with early stopping; their held-out scores fit the Platt calibration and the median
 * of their rounds is used to boost all rows; the calibration is folded into the leaves. `groups` keeps related rows
 * on one side of every inner split.
 */
export function fitClassifier(
  data: LabelledData,
  groups: Int32Array,
  options: ClassifierOptions,
  seed: number,
): FittedClassifier {
  const random = createRandom(seed);
  const folds = groupedFolds(groups, data.targets, options.innerFolds, random);
  const heldOutScores = new Float64Array(rowCount(data));
  const rounds: number[] = [];
  for (let fold = 0; fold < options.innerFolds; fold++) {
    const { inside, outside } = splitByFold(folds, fold);
    const held = takeRows(data, inside);
    const training = takeRows(data, outside);
    const boosted = boost(training, binaryLogistic, options.boosting, createRandom(nextSeed(random)), held);
    rounds.push(boosted.rounds);
    score(boosted.ensemble, held.columns).forEach((value, i) => (heldOutScores[inside[i]] = value));
  }
  const platt = fitPlatt(heldOutScores, data.targets);
  const boosting = { ...options.boosting, rounds: Math.max(1, median(rounds)) };
  const { ensemble } = boost(data, binaryLogistic, boosting, createRandom(nextSeed(random)));
  const calibrated = rescale(ensemble, platt.slope, platt.intercept);
  return { ensemble: roundForFloat32(calibrated), rounds: boosting.rounds, platt };
}

/** Rounded to a whole number. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return Math.round(sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
}
