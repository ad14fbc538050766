import type { Failure } from '../errors/error-code.ts';
import { meanInfluence } from './binary-influence.ts';
import { completeRows, FINITE } from './complete-rows.ts';
import { ANY, linearisedFigure, LOSS, type ReportedFigure } from './figure-interval.ts';
import { influenceVariance } from './influence-variance.ts';
import { absoluteErrors, regressionMetrics, type RegressionMetrics } from './regression-metrics.ts';

export interface RegressionReportOptions {
  /** A key a row (subject, group); where one repeats, intervals count whole clusters. Null: rows are independent. */
  readonly keys?: readonly unknown[] | null;
  /** Share that each interval covers by itself, 0.95 by default. */
  readonly coverage?: number;
}

export type SmoothRegressionMetric = 'mae' | 'rmse' | 'bias' | 'r2';

export interface RegressionReport {
  readonly rows: number;
  /** Rows without a truth or a prediction. */
  readonly leftOut: number;
  /** Clusters that the rows came in; null where no key repeats. */
  readonly clusters: number | null;
  readonly metrics: RegressionMetrics;
  readonly figures: Readonly<Record<SmoothRegressionMetric, ReportedFigure>>;
}

export type RegressionReportResult = { ok: true; report: RegressionReport } | { ok: false; failure: Failure };

/**
 * All that truths say of a regression's answers; NaN is missing. BAD_USER_INPUT for infinite values, INSUFFICIENT_DATA
 * without rows.
 */
export function regressionReport(
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
  { keys = null, coverage = 0.95 }: RegressionReportOptions = {},
): RegressionReportResult {
  const complete = completeRows(
    [
      { name: 'truths', values: truths, allowed: FINITE },
      { name: 'predictions', values: predictions, allowed: FINITE },
    ],
    keys,
  );
  if (!complete.ok) return complete;
  const { clusters } = complete;
  const [known, answered] = complete.columns;
  const metrics = regressionMetrics(known, answered);
  const figure = (metric: SmoothRegressionMetric): ReportedFigure => {
    const influence = regressionInfluence(metric, known, answered);
    const variance = influence === null ? null : influenceVariance(influence, clusters?.clusterOf ?? null);
    const range = metric === 'mae' || metric === 'rmse' ? LOSS : metric === 'r2' ? { ...ANY, upper: 1 } : ANY;
    return linearisedFigure(metrics[metric], variance, coverage, range);
  };
  return {
    ok: true,
    report: {
      rows: known.length,
      leftOut: complete.leftOut,
      clusters: clusters?.count ?? null,
      metrics,
      figures: { mae: figure('mae'), rmse: figure('rmse'), bias: figure('bias'), r2: figure('r2') },
    },
  };
}

/** How much each complete row moves a figure, as in binary-influence.ts. Null where the figure is not defined. */
export function regressionInfluence(
  metric: SmoothRegressionMetric,
  truths: Float64Array,
  predictions: Float64Array,
): Float64Array | null {
  const errors = predictions.map((prediction, row) => prediction - truths[row]);
  const squares = errors.map((error) => error * error);
  switch (metric) {
    case 'mae':
      return meanInfluence(absoluteErrors(truths, predictions));
    case 'bias':
      return meanInfluence(errors);
    case 'rmse':
      return rootInfluence(squares);
    case 'r2':
      return explainedInfluence(truths, squares);
  }
}

function rootInfluence(squares: Float64Array): Float64Array | null {
  const influence = meanInfluence(squares);
  const root = Math.sqrt(total(squares) / squares.length);
  return influence === null || root === 0 ? null : influence.map((value) => value / (2 * root));
}

/** Of 1 - errors / spread, both sums of squares: the mean of the truths moves too, but not to first order. */
function explainedInfluence(truths: Float64Array, squares: Float64Array): Float64Array | null {
  const mean = total(truths) / truths.length;
  const deviations = truths.map((truth) => (truth - mean) ** 2);
  const spread = total(deviations);
  if (!(spread > 0)) return null;
  const lost = total(squares) / spread;
  return squares.map((square, row) => (lost * deviations[row] - square) / spread);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
