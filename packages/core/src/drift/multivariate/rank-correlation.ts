import { ascendingOrder } from '../../statistics/ascending-order.ts';
import { isKnown } from './feature-column.ts';

/** A column with its rows by ascending value, the missing ones left out. */
export interface RankedColumn {
  readonly values: ArrayLike<number>;
  readonly order: Uint32Array;
}

export function rankColumn(values: ArrayLike<number>): RankedColumn {
  return { values, order: ascendingOrder(values).filter((row) => isKnown(values[row])) };
}

export interface RankCorrelation {
  /** Rows that have both values. */
  readonly rows: number;
  /** -1..1. */
  readonly correlation: number;
  /** Of the correlation, for independent rows; 0 where it is 1 or -1. */
  readonly variance: number;
}

/**
 * Spearman's rank correlation, ties sharing their mean rank, and its large-sample variance without any assumption about
 * the distribution, from the influence of each row on it (Hampel 1974; for rank correlations Croux and Dehon 2010). For
 * two columns of 0 and 1 it is the phi coefficient. Null where a column does not vary over the rows that have both.
 *
 * With u, v the mid-distribution functions less 1/2, it is r = C(u, v) / sqrt(C(u, u) C(v, v)), C the mean product; row i
 * moves C(u, v) by u_i v_i + mean_j k(x_j - x_i) v_j + mean_j k(y_j - y_i) u_j, k being 1 above 0, 1/2 at 0, 0 below.
 */
export function rankCorrelation(x: RankedColumn, y: RankedColumn): RankCorrelation | null {
  const isComplete = completeRows(x, y);
  const rows = sumOfProducts(isComplete, isComplete);
  if (rows < 2) return null;
  const u = centredRanks(x, isComplete, rows);
  const v = centredRanks(y, isComplete, rows);
  const spreadX = sumOfProducts(u, u) / rows;
  const spreadY = sumOfProducts(v, v) / rows;
  const unit = Math.sqrt(spreadX * spreadY);
  if (!(unit > 0)) return null;
  const correlation = Math.min(1, Math.max(-1, sumOfProducts(u, v) / rows / unit));

  const [uAboveX, vAboveX] = [meansAbove(x, u, rows), meansAbove(x, v, rows)];
  const [uAboveY, vAboveY] = [meansAbove(y, u, rows), meansAbove(y, v, rows)];
  const influence = new Float64Array(u.length);
  for (let row = 0; row < u.length; row++) {
    const onBoth = u[row] * v[row] + vAboveX[row] + uAboveY[row];
    const onX = u[row] * u[row] + 2 * uAboveX[row];
    const onY = v[row] * v[row] + 2 * vAboveY[row];
    influence[row] = onBoth / unit - (correlation / 2) * (onX / spreadX + onY / spreadY);
  }
  return { rows, correlation, variance: varianceOver(influence, isComplete, rows) / rows };
}

/** 1 for a row that has both values, else 0. */
function completeRows(x: RankedColumn, y: RankedColumn): Float64Array {
  const hasX = new Uint8Array(x.values.length);
  const complete = new Float64Array(x.values.length);
  for (const row of x.order) hasX[row] = 1;
  for (const row of y.order) complete[row] = hasX[row];
  return complete;
}

/** Share of the complete rows below each one, equals counting one half, less 1/2; 0 for a row that is not complete. */
function centredRanks(column: RankedColumn, isComplete: Float64Array, rows: number): Float64Array {
  return meansAbove(column, isComplete, rows).map((above, row) => isComplete[row] * (0.5 - above));
}

/** For each row the sum of `weights` over rows with a larger value and half of that over equal ones, by `rows`. */
function meansAbove({ values, order }: RankedColumn, weights: Float64Array, rows: number): Float64Array {
  const means = new Float64Array(values.length);
  let above = 0;
  for (let last = order.length - 1; last >= 0;) {
    const value = values[order[last]];
    let first = last;
    let equal = 0;
    for (; first >= 0 && values[order[first]] === value; first--) equal += weights[order[first]];
    for (let i = last; i > first; i--) means[order[i]] = (above + equal / 2) / rows;
    above += equal;
    last = first;
  }
  return means;
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row] * b[row];
  return sum;
}

/** Over the complete rows, n - 1. */
function varianceOver(influence: Float64Array, isComplete: Float64Array, rows: number): number {
  const mean = sumOfProducts(influence, isComplete) / rows;
  let squares = 0;
  for (let row = 0; row < influence.length; row++) squares += isComplete[row] * (influence[row] - mean) ** 2;
  return squares / (rows - 1);
}
