import type { SamplingError } from './sampling-error.ts';

/** Mean losses, each learnt by a model of its own. */
export type PlainLoss = 'mae' | 'mse' | 'mape' | 'msle';

/**
 * In the order of a report: mean absolute error, root mean squared error and its square, mean absolute percentage error
 * (0.1 is 10 %), mean squared logarithmic error and its root.
 */
export const regressionLosses = ['mae', 'rmse', 'mse', 'mape', 'msle', 'rmsle'] as const;
export type RegressionLoss = (typeof regressionLosses)[number];
export type ByLoss<T> = Readonly<Record<RegressionLoss, T>>;

export function byLoss<T>(valueOf: (loss: RegressionLoss) => T): ByLoss<T> {
  return {
    mae: valueOf('mae'),
    rmse: valueOf('rmse'),
    mse: valueOf('mse'),
    mape: valueOf('mape'),
    msle: valueOf('msle'),
    rmsle: valueOf('rmsle'),
  };
}

/** The losses of each row; null where one is not defined for some of them, or leaves the range of float64. */
export type RowLosses = Readonly<Record<PlainLoss, Float64Array | null>>;

export function rowLosses(truths: Float64Array, predictions: Float64Array): RowLosses {
  const errors = truths.map((truth, row) => truth - predictions[row]);
  const hasZero = truths.some((truth) => Math.abs(truth) < Number.EPSILON);
  const hasNegative = truths.some((truth, row) => truth < 0 || predictions[row] < 0);
  const logErrors = () => truths.map((truth, row) => (Math.log1p(truth) - Math.log1p(predictions[row])) ** 2);
  return {
    mae: usable(errors.map(Math.abs)),
    mse: usable(errors.map((error) => error * error)),
    mape: hasZero ? null : usable(errors.map((error, row) => Math.abs(error / truths[row]))),
    msle: hasNegative ? null : usable(logErrors()),
  };
}

/** Whether means and variances of losses can be formed. */
function usable(losses: Float64Array): Float64Array | null {
  return Number.isFinite(losses.reduce((sum, loss) => sum + loss * loss, 0)) ? losses : null;
}

/** What a root is drawn from. */
export function plainLoss(loss: RegressionLoss): PlainLoss {
  if (loss === 'rmse') return 'mse';
  return loss === 'rmsle' ? 'msle' : loss;
}

function isRoot(loss: RegressionLoss): boolean {
  return loss === 'rmse' || loss === 'rmsle';
}

/** The figure from the mean loss of the rows. */
export function figureOfMean(loss: RegressionLoss, mean: number): number {
  return isRoot(loss) ? Math.sqrt(mean) : mean;
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Of a mean: the population deviation of the losses; of a root, by the delta method, that over twice the root (both as in
 * NannyML).
 */
export function lossSamplingError(loss: RegressionLoss, losses: RowLosses): SamplingError | null {
  const values = losses[plainLoss(loss)];
  if (values === null) return null;
  const mean = meanOf(values);
  const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
  if (!isRoot(loss)) return { deviation, fraction: 1 };
  return { deviation: mean > 0 ? deviation / (2 * Math.sqrt(mean)) : 0, fraction: 1 };
}
