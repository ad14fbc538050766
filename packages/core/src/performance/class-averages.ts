import { f1, precision, recall, specificity, type Confusion } from './confusion.ts';
import { oneAgainstRest, supportOf, type ConfusionMatrix } from './confusion-matrix.ts';

/** Figures of one class against all others, 0..1; null where one is not defined. */
export interface ClassFigures {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly specificity: number | null;
}

/**
 * What a class counts for in an average when its figure is not defined (never answered, never true). LEAVE_OUT:
 * nothing, as scikit-learn with zero_division=nan; ZERO: 0, as scikit-learn by default.
 */
export type UndefinedClass = 'LEAVE_OUT' | 'ZERO';

export function figuresByClass(matrix: ConfusionMatrix): ClassFigures[] {
  return matrix.map((_, label) => figuresOf(oneAgainstRest(matrix, label)));
}

function figuresOf(counts: Confusion): ClassFigures {
  return {
    precision: precision(counts),
    recall: recall(counts),
    f1: f1(counts),
    specificity: specificity(counts),
  };
}

/** Each class counts alike. A class that is neither true nor answered is no class of the data, and is left out. */
export function macroAverage(
  matrix: ConfusionMatrix,
  undefinedAs: UndefinedClass = 'LEAVE_OUT',
): ClassFigures {
  const isThere = matrix.map(
    (row, label) => row.some((n) => n > 0) || matrix.some((other) => other[label] > 0),
  );
  return averageFigures(matrix, isThere.map(Number), undefinedAs);
}

/** Each class counts by its true rows. */
export function weightedAverage(
  matrix: ConfusionMatrix,
  undefinedAs: UndefinedClass = 'LEAVE_OUT',
): ClassFigures {
  return averageFigures(matrix, supportOf(matrix), undefinedAs);
}

/**
 * Each row counts alike: counts of all classes against their rest, added up. With one answer a row precision, recall
 * and F1 are the accuracy.
 */
export function microAverage(matrix: ConfusionMatrix): ClassFigures {
  const total = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  matrix.forEach((_, label) => {
    const counts = oneAgainstRest(matrix, label);
    total.truePositives += counts.truePositives;
    total.falsePositives += counts.falsePositives;
    total.falseNegatives += counts.falseNegatives;
    total.trueNegatives += counts.trueNegatives;
  });
  return figuresOf(total);
}

function averageFigures(
  matrix: ConfusionMatrix,
  weights: readonly number[],
  undefinedAs: UndefinedClass,
): ClassFigures {
  const figures = figuresByClass(matrix);
  const average = (name: keyof ClassFigures) =>
    averageOf(
      figures.map((figure) => figure[name]),
      weights,
      undefinedAs,
    );
  return {
    precision: average('precision'),
    recall: average('recall'),
    f1: average('f1'),
    specificity: average('specificity'),
  };
}

/** Weighted mean of what is defined; null without weight on it. */
export function averageOf(
  values: readonly (number | null)[],
  weights: readonly number[],
  undefinedAs: UndefinedClass,
): number | null {
  let sum = 0;
  let weight = 0;
  values.forEach((value, i) => {
    if (value === null && undefinedAs === 'LEAVE_OUT') return;
    sum += weights[i] * (value ?? 0);
    weight += weights[i];
  });
  return weight > 0 ? sum / weight : null;
}
