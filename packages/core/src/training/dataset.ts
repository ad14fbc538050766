/**
 * One feature over all rows. Values are float32, as onnxruntime compares them; NaN is missing. A categorical value
 * is the index of its category in the manifest; an unseen category is NaN too.
 */
export interface Column {
  readonly kind: 'NUMERIC' | 'CATEGORICAL';
  readonly values: Float32Array;
}

/** Column-major features with the truth of each row. */
export interface LabelledData {
  readonly columns: readonly Column[];
  /** Class index for a classification, the value itself for a regression. */
  readonly targets: Float64Array;
  /** How much each row counts, at least 0. */
  readonly weights: Float64Array;
}

/** Every row with weight 1. */
export function labelledData(columns: readonly Column[], targets: ArrayLike<number>): LabelledData {
  return { columns, targets: Float64Array.from(targets), weights: new Float64Array(targets.length).fill(1) };
}

export function rowCount(data: LabelledData): number {
  return data.targets.length;
}

/** The rows of `rows`, in that order, copied. */
export function takeRows(data: LabelledData, rows: ArrayLike<number>): LabelledData {
  const gather = <A extends Float32Array | Float64Array>(from: A, to: A): A => {
    for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]];
    return to;
  };
  return {
    columns: data.columns.map(({ kind, values }) => ({
      kind,
      values: gather(values, new Float32Array(rows.length)),
    })),
    targets: gather(data.targets, new Float64Array(rows.length)),
    weights: gather(data.weights, new Float64Array(rows.length)),
  };
}
