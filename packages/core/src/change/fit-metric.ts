import { boost, type BoostingOptions } from '../training/boosting.ts';
import { takeRows, type LabelledData } from '../training/dataset.ts';
import type { Ensemble } from '../training/ensemble.ts';
import { squaredError } from '../training/objective.ts';
import { createRandom, shuffle } from '../training/random.ts';

const boosting: BoostingOptions = {
  rounds: 200,
  learningRate: 0.1,
  maximumDepth: 4,
  l2: 5,
  minimumChildWeight: 20,
  minimumGain: 0,
  rowFraction: 0.7,
  columnFraction: 0.7,
  patience: 20,
};

/** One row in so many is held out to choose the number of rounds. */
const HELD_ONE_IN = 4;
/** Less of the held-out variance than this is taken for chance: nothing was learned. */
const LEAST_FORETOLD = 0.01;

export interface FittedMetric {
  /** Expects the metric of a row; its mean when nothing could be learned. */
  readonly ensemble: Ensemble;
  /** Share of the variance between held-out rows that it foretells, 0..1. */
  readonly foretold: number;
}

/** Boosted regression trees for a metric by row, as long as they foretell rows that were held out. */
export function fitMetric(data: LabelledData, seed: number): FittedMetric {
  const order = Int32Array.from(data.targets.keys());
  shuffle(order, createRandom(seed, 7));
  const cut = Math.floor(order.length / HELD_ONE_IN);
  const held = takeRows(data, order.subarray(0, cut));
  const training = takeRows(data, order.subarray(cut));
  const trial = boost(training, squaredError, boosting, createRandom(seed, 8), held);
  const foretold = foretoldShare(training, held, trial.validationLoss[trial.rounds - 1]);
  const rounds = foretold === 0 ? 0 : trial.rounds;
  const { ensemble } = boost(data, squaredError, { ...boosting, rounds }, createRandom(seed, 9));
  return { ensemble, foretold };
}

function foretoldShare(training: LabelledData, held: LabelledData, loss: number | undefined): number {
  if (loss === undefined) return 0;
  const base = squaredError.baseScores(training.targets, training.weights)[0];
  const constant = squaredError.loss(
    new Float64Array(held.targets.length).fill(base),
    held.targets,
    held.weights,
  );
  const share = constant > 0 ? 1 - loss / constant : 0;
  return share >= LEAST_FORETOLD ? share : 0;
}
