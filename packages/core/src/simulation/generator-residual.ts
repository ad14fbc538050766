import { scaled, type Residual, type Scale } from './generator-feature.ts';
import { normalScores } from './synthetic-normal.ts';
import { roundTo } from './synthetic-tree.ts';

/** An earlier feature that later ones may depend on. */
export interface Predictor {
  readonly name: string;
  readonly values: Float64Array;
  readonly scale: Scale;
}

/** Independent rows' worth of doubt about each weight: a ridge, so that chance does not become dependence. */
const RIDGE = 20;
/** Smaller weights are left out. */
const LEAST_WEIGHT = 0.02;
/** Share of a normal score's variance that earlier features may explain. */
const MOST_EXPLAINED = 0.9;

/**
 * The linear dependence that a tree leaves inside its leaves: the regression of the feature's normal score within its
 * leaf on the predictors' scores less their means in the leaf. Ties narrow a normal score, so that the weights are
 * divided by its variance (as for an ordinal with a normal behind it). Null when nothing is left.
 */
export function fitResidual(
  values: Float64Array,
  leafRows: readonly Int32Array[],
  predictors: readonly Predictor[],
  rowWeight: number,
): Residual | null {
  const rows = leafRows.reduce((sum, inside) => sum + inside.length, 0);
  const scores = predictors.map(({ values: earlier, scale }) => earlier.map((value) => scaled(value, scale)));
  const own = new Float64Array(values.length);
  for (const inside of leafRows) {
    normalScores(Float64Array.from(inside, (row) => values[row])).forEach((s, i) => (own[inside[i]] = s));
  }
  const variance = leafRows.reduce((sum, inside) => sum + dot(own, own, inside), 0) / rows;
  if (!(variance > 0)) return null;
  const centred = scores.map((score) => centreByLeaf(score, leafRows));
  const regression = regress(
    own,
    centred,
    leafRows.flatMap((inside) => [...inside]),
    RIDGE / rowWeight,
  );
  const weights = limit(
    regression.map((weight) => weight / variance),
    centred,
    rows,
  );
  const kept = [...weights.keys()].filter((k) => Math.abs(weights[k]) >= LEAST_WEIGHT);
  if (kept.length === 0) return null;
  const sum = values.map((_, row) => kept.reduce((total, k) => total + weights[k] * scores[k][row], 0));
  return {
    features: kept.map((k) => predictors[k].name),
    weights: kept.map((k) => roundTo(4, weights[k])),
    ...leafMoments(sum, leafRows),
  };
}

function dot(a: Float64Array, b: Float64Array, rows: Iterable<number>): number {
  let sum = 0;
  for (const row of rows) sum += a[row] * b[row];
  return sum;
}

/** Less the mean of each leaf; 0 outside of the leaves. */
function centreByLeaf(values: Float64Array, leafRows: readonly Int32Array[]): Float64Array {
  const centred = new Float64Array(values.length);
  for (const inside of leafRows) {
    const mean = inside.reduce((sum, row) => sum + values[row], 0) / inside.length;
    for (const row of inside) centred[row] = values[row] - mean;
  }
  return centred;
}

/** Ridge regression of `target` on the inputs, over `rows`. */
function regress(
  target: Float64Array,
  inputs: readonly Float64Array[],
  rows: readonly number[],
  ridge: number,
): number[] {
  const matrix = inputs.map((a, i) =>
    inputs.map((b, j) => (j < i ? 0 : dot(a, b, rows)) + (i === j ? ridge : 0)),
  );
  for (let i = 0; i < matrix.length; i++) for (let j = 0; j < i; j++) matrix[i][j] = matrix[j][i];
  return solvePositive(
    matrix,
    inputs.map((input) => dot(input, target, rows)),
  );
}

/** Solves A x = b for a symmetric positive definite A, by elimination without pivots. Overwrites both. */
function solvePositive(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j < n; j++) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
  return b;
}

/** Shrinks weights that would explain too much. */
function limit(weights: readonly number[], centred: readonly Float64Array[], rows: number): number[] {
  let explained = 0;
  for (let row = 0; row < (centred[0]?.length ?? 0); row++) {
    explained += weights.reduce((sum, weight, k) => sum + weight * centred[k][row], 0) ** 2 / rows;
  }
  const factor = explained > MOST_EXPLAINED ? Math.sqrt(MOST_EXPLAINED / explained) : 1;
  return weights.map((weight) => factor * weight);
}

/** Mean of the explained part by leaf, and the deviation of what makes up a variance of 1 with it. */
function leafMoments(
  explained: Float64Array,
  leafRows: readonly Int32Array[],
): Pick<Residual, 'shifts' | 'spreads'> {
  const means = leafRows.map((rows) => rows.reduce((sum, row) => sum + explained[row], 0) / rows.length);
  const variances = leafRows.map(
    (rows, leaf) => rows.reduce((sum, row) => sum + (explained[row] - means[leaf]) ** 2, 0) / rows.length,
  );
  return {
    shifts: means.map((mean) => roundTo(4, mean)),
    spreads: variances.map((variance) => roundTo(4, Math.sqrt(Math.max(1 - MOST_EXPLAINED, 1 - variance)))),
  };
}
