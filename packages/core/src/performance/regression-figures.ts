import { meanFigure } from './binary-figures.ts';
import { absoluteErrors } from './regression-metrics.ts';
import type { SmoothRegressionMetric } from './regression-report.ts';
import type { WeightedFigure } from './weighted-figure.ts';

/** A metric of complete rows by the weights of the rows: what a bootstrap needs. */
export function regressionFigure(
  metric: SmoothRegressionMetric,
  truths: Float64Array,
  predictions: Float64Array,
): WeightedFigure {
  const errors = predictions.map((prediction, row) => prediction - truths[row]);
  const meanSquare = meanFigure(errors.map((error) => error * error));
  switch (metric) {
    case 'mae':
      return meanFigure(absoluteErrors(truths, predictions));
    case 'bias':
      return meanFigure(errors);
    case 'rmse':
      return (weights) => rootOf(meanSquare(weights));
    case 'r2':
      return (weights) => explainedShare(truths, weights, meanSquare(weights));
  }
}

function rootOf(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}

function explainedShare(truths: Float64Array, weights: Float64Array, lost: number | null): number | null {
  const mean = meanFigure(truths)(weights);
  if (mean === null || lost === null) return null;
  const spread = meanFigure(truths.map((truth) => (truth - mean) ** 2))(weights);
  return spread !== null && spread > 0 ? 1 - lost / spread : null;
}
