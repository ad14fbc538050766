import { macroAverage, weightedAverage } from './class-averages.ts';
import {
  matrixAccuracy,
  matrixBalancedAccuracy,
  matrixMcc,
  type ConfusionMatrix,
} from './confusion-matrix.ts';
import type { WeightedFigure } from './weighted-figure.ts';

const figures = {
  accuracy: matrixAccuracy,
  balancedAccuracy: matrixBalancedAccuracy,
  mcc: matrixMcc,
  macroPrecision: (matrix: ConfusionMatrix) => macroAverage(matrix).precision,
  macroRecall: (matrix: ConfusionMatrix) => macroAverage(matrix).recall,
  macroF1: (matrix: ConfusionMatrix) => macroAverage(matrix).f1,
  weightedF1: (matrix: ConfusionMatrix) => weightedAverage(matrix).f1,
};

export type MulticlassMetric = keyof typeof figures;

/** A metric of complete rows (class indices) by the weights of the rows: what a bootstrap needs. */
export function multiclassFigure(
  metric: MulticlassMetric,
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): WeightedFigure {
  return (weights) => {
    const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    for (let row = 0; row < actual.length; row++) matrix[actual[row]][predicted[row]] += weights[row];
    return figures[metric](matrix);
  };
}
