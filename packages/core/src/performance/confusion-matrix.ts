import type { Confusion } from './confusion.ts';

/** `matrix[actual][predicted]`: counts (or weights) of answers by true and answered class. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Counts answers by class index. Rows in which either is NaN are left out. */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < actual.length; row++) {
    if (Number.isNaN(actual[row]) || Number.isNaN(predicted[row])) continue;
    matrix[actual[row]][predicted[row]]++;
  }
  return matrix;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** Rows of each true class. */
export function supportOf(matrix: ConfusionMatrix): number[] {
  return matrix.map(sum);
}

/** Answers of each class. */
export function answersOf(matrix: ConfusionMatrix): number[] {
  return matrix.map((_, label) => sum(matrix.map((row) => row[label])));
}

/** Counts of one class against all others. */
export function oneAgainstRest(matrix: ConfusionMatrix, label: number): Confusion {
  const truePositives = matrix[label][label];
  const falseNegatives = sum(matrix[label]) - truePositives;
  const falsePositives = sum(matrix.map((row) => row[label])) - truePositives;
  const trueNegatives = sum(matrix.map(sum)) - truePositives - falseNegatives - falsePositives;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** Share of right answers, 0..1; null without answers. */
export function matrixAccuracy(matrix: ConfusionMatrix): number | null {
  const rows = sum(supportOf(matrix));
  return rows > 0 ? sum(matrix.map((row, label) => row[label])) / rows : null;
}

/** Mean recall of the classes that occur, 0..1; null without answers. */
export function matrixBalancedAccuracy(matrix: ConfusionMatrix): number | null {
  const recalls = matrix.flatMap((row, label) => (sum(row) > 0 ? row[label] / sum(row) : []));
  return recalls.length > 0 ? sum(recalls) / recalls.length : null;
}

/**
 * Matthews' correlation coefficient for several classes, up to 1 (Gorodkin 2004, R_K); for two classes that of
 * confusion.ts. Null when all answers or all truths are alike.
 */
export function matrixMcc(matrix: ConfusionMatrix): number | null {
  const support = supportOf(matrix);
  const answers = answersOf(matrix);
  const rows = sum(support);
  const right = sum(matrix.map((row, label) => row[label]));
  const covariance = right * rows - sum(support.map((count, label) => count * answers[label]));
  const spread = (counts: readonly number[]) => rows * rows - sum(counts.map((count) => count * count));
  const norm = Math.sqrt(spread(support)) * Math.sqrt(spread(answers));
  return norm > 0 ? covariance / norm : null;
}
