import type { Column } from '../training/dataset.ts';

/** Rows of a window. A metric that is not known (NaN) leaves its row out. */
export interface ChangeWindow {
  /** What of the metric falls to each row, see `metricValues`. */
  readonly values: ArrayLike<number>;
  /** What the model saw, one column a feature in the manifest's order; NaN missing, categories as their index. */
  readonly columns: readonly Column[];
}

/** The rows whose metric is known. */
export function knownRows({ values, columns }: ChangeWindow): { values: Float64Array; columns: Column[] } {
  const rows = Int32Array.from(Array.from(values).keys()).filter((row) => Number.isFinite(values[row]));
  return {
    values: Float64Array.from(rows, (row) => values[row]),
    columns: columns.map(({ kind, values: all }) => ({
      kind,
      values: Float32Array.from(rows, (row) => all[row]),
    })),
  };
}
