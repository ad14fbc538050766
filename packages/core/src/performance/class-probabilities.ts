import { averageOf } from './class-averages.ts';
import { clipProbability } from './probability-losses.ts';
import { averagePrecision, rocAuc } from './ranking.ts';

/** One array a class: the probability of that class for each row. */
export type ClassProbabilities = readonly ArrayLike<number>[];

/**
 * -ln(probability of the true class) of each row, natural log; NaN where either is missing. Probabilities are taken as
 * they are: those of a row should sum to 1.
 */
export function classLogLosses(actual: ArrayLike<number>, probabilities: ClassProbabilities): Float64Array {
  const losses = new Float64Array(actual.length);
  for (let row = 0; row < losses.length; row++) {
    losses[row] = Number.isNaN(actual[row])
      ? NaN
      : -Math.log(clipProbability(probabilities[actual[row]][row]));
  }
  return losses;
}

/** Squared differences to the truth, summed over the classes (Brier 1950): 0..2, twice the binary score for two. */
export function classSquaredErrors(
  actual: ArrayLike<number>,
  probabilities: ClassProbabilities,
): Float64Array {
  const errors = new Float64Array(actual.length);
  for (let row = 0; row < errors.length; row++) {
    if (Number.isNaN(actual[row])) errors[row] = NaN;
    else {
      for (let label = 0; label < probabilities.length; label++) {
        errors[row] += (probabilities[label][row] - Number(actual[row] === label)) ** 2;
      }
    }
  }
  return errors;
}

/** Mean of `classLogLosses` without the missing; null without rows. */
export function multiclassLogLoss(
  actual: ArrayLike<number>,
  probabilities: ClassProbabilities,
): number | null {
  return meanKnown(classLogLosses(actual, probabilities));
}

/** Mean of `classSquaredErrors` without the missing; null without rows. */
export function multiclassBrier(actual: ArrayLike<number>, probabilities: ClassProbabilities): number | null {
  return meanKnown(classSquaredErrors(actual, probabilities));
}

function meanKnown(values: Float64Array): number | null {
  let sum = 0;
  let rows = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    rows++;
  }
  return rows > 0 ? sum / rows : null;
}

/** A ranking figure of each class against all others, by the class's own probability, and its averages; 0..1. */
export interface RankingByClass {
  /** Null where the class is never or always true. */
  readonly classes: readonly (number | null)[];
  /** Over the classes that have it. */
  readonly macro: number | null;
  /** By the true rows of the classes that have it. */
  readonly weighted: number | null;
  /** Of all pairs of row and class as one ranking. */
  readonly micro: number | null;
}

/** ROC AUC, one class against the rest (scikit-learn's multi_class="ovr"). */
export function rocAucByClass(actual: ArrayLike<number>, probabilities: ClassProbabilities): RankingByClass {
  return rankingByClass(rocAuc, actual, probabilities);
}

/** Average precision, one class against the rest. */
export function averagePrecisionByClass(
  actual: ArrayLike<number>,
  probabilities: ClassProbabilities,
): RankingByClass {
  return rankingByClass(averagePrecision, actual, probabilities);
}

function rankingByClass(
  figureOf: typeof rocAuc,
  actual: ArrayLike<number>,
  probabilities: ClassProbabilities,
): RankingByClass {
  const truths = probabilities.map((_, label) => truthOf(actual, label));
  const figures = truths.map((truth, label) => figureOf(truth, probabilities[label]));
  const rows = truths.map((truth) => truth.reduce((sum, value) => sum + Number(value === 1), 0));
  const present = figures.map(() => 1);
  return {
    classes: figures,
    macro: averageOf(figures, present, 'LEAVE_OUT'),
    weighted: averageOf(figures, rows, 'LEAVE_OUT'),
    micro: figureOf(joined(truths), joined(probabilities)),
  };
}

/** 1 where the row is of the class, NaN where its class is missing. */
function truthOf(actual: ArrayLike<number>, label: number): Float64Array {
  const truth = new Float64Array(actual.length);
  for (let row = 0; row < truth.length; row++) {
    truth[row] = Number.isNaN(actual[row]) ? NaN : Number(actual[row] === label);
  }
  return truth;
}

function joined(columns: ClassProbabilities): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const all = new Float64Array(rows * columns.length);
  columns.forEach((column, i) => all.set(column, i * rows));
  return all;
}
