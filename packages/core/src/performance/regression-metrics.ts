import { quantile } from '../statistics/quantile.ts';

/** In the unit of the target unless said otherwise; null where a figure is not defined. */
export interface RegressionMetrics {
  /** Mean absolute error. */
  readonly mae: number | null;
  /** Root of the mean squared error. */
  readonly rmse: number | null;
  /** Mean of prediction - truth: above 0 it answers too much. */
  readonly bias: number | null;
  /**
   * Mean of |error| / |truth|, as a share of 1, over the rows whose truth is not 0, where it is not defined
   * (`mapeRows` says how many those are). Truths near 0 decide it, and it favours answers that are too low.
   */
  readonly mape: number | null;
  readonly mapeRows: number;
  /** Sum of |error| over sum of |truth|, a share of 1: MAPE's sound sister. Null where all truths are 0. */
  readonly wape: number | null;
  /** 1 - squared errors / squared deviations of the truths from their mean; up to 1. Null where truths are all equal. */
  readonly r2: number | null;
  /** Half, nine in ten, 95 and 99 in a hundred of the absolute errors are at most this. */
  readonly absoluteErrorQuantiles: Readonly<Record<ErrorQuantile, number | null>>;
}

export const errorQuantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
export type ErrorQuantile = keyof typeof errorQuantiles;

/** Rows with NaN are left out. */
export function regressionMetrics(
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
): RegressionMetrics {
  const sums = errorSums(truths, predictions);
  const { rows } = sums;
  const mean = (sum: number) => (rows > 0 ? finite(sum / rows) : null);
  const absolute = absoluteErrors(truths, predictions);
  const spread = squaredDeviations(truths, predictions, rows > 0 ? sums.truths / rows : 0);
  return {
    mae: mean(sums.absolute),
    rmse: rows > 0 ? finite(Math.sqrt(sums.squares / rows)) : null,
    bias: mean(sums.errors),
    mape: sums.mapeRows > 0 ? finite(sums.relative / sums.mapeRows) : null,
    mapeRows: sums.mapeRows,
    wape: sums.absoluteTruths > 0 ? finite(sums.absolute / sums.absoluteTruths) : null,
    r2: spread > 0 ? finite(1 - sums.squares / spread) : null,
    absoluteErrorQuantiles: {
      p50: finite(quantile(absolute, errorQuantiles.p50)),
      p90: finite(quantile(absolute, errorQuantiles.p90)),
      p95: finite(quantile(absolute, errorQuantiles.p95)),
      p99: finite(quantile(absolute, errorQuantiles.p99)),
    },
  };
}

/** Null for what is too large for a double, or made of infinite values. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function errorSums(truths: ArrayLike<number>, predictions: ArrayLike<number>) {
  const sums = {
    rows: 0,
    errors: 0,
    absolute: 0,
    squares: 0,
    relative: 0,
    mapeRows: 0,
    truths: 0,
    absoluteTruths: 0,
  };
  for (let row = 0; row < truths.length; row++) {
    const error = predictions[row] - truths[row];
    if (Number.isNaN(error)) continue;
    sums.rows++;
    sums.errors += error;
    sums.absolute += Math.abs(error);
    sums.squares += error * error;
    sums.truths += truths[row];
    sums.absoluteTruths += Math.abs(truths[row]);
    if (truths[row] === 0) continue;
    sums.relative += Math.abs(error / truths[row]);
    sums.mapeRows++;
  }
  return sums;
}

function squaredDeviations(truths: ArrayLike<number>, predictions: ArrayLike<number>, mean: number): number {
  let squares = 0;
  for (let row = 0; row < truths.length; row++) {
    if (!Number.isNaN(predictions[row] - truths[row])) squares += (truths[row] - mean) ** 2;
  }
  return squares;
}

/** NaN where either is missing. */
export function absoluteErrors(truths: ArrayLike<number>, predictions: ArrayLike<number>): Float64Array {
  const errors = new Float64Array(truths.length);
  for (let row = 0; row < errors.length; row++) errors[row] = Math.abs(predictions[row] - truths[row]);
  return errors;
}

/**
 * Mean pinball loss of answers that are meant as the q-quantile of the truth, 0 < q < 1 (Koenker and Bassett 1978): too
 * low costs q a unit, too high 1 - q. At q = 0.5 half the MAE. Rows with NaN are left out; null without rows.
 */
export function pinballLoss(
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
  q: number,
): number | null {
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < truths.length; row++) {
    const short = truths[row] - predictions[row];
    if (Number.isNaN(short)) continue;
    sum += short > 0 ? q * short : (q - 1) * short;
    rows++;
  }
  return rows > 0 ? finite(sum / rows) : null;
}

/** How many of the truths are at most the answer: for answers meant as the q-quantile it should be the share q. */
export function quantileCoverage(
  truths: ArrayLike<number>,
  predictions: ArrayLike<number>,
): { hits: number; of: number } {
  let hits = 0;
  let of = 0;
  for (let row = 0; row < truths.length; row++) {
    if (Number.isNaN(truths[row]) || Number.isNaN(predictions[row])) continue;
    of++;
    if (truths[row] <= predictions[row]) hits++;
  }
  return { hits, of };
}
