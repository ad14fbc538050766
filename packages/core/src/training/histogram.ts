import type { BinnedColumn } from './binning.ts';

/**
 * Gradient and hessian sums by bin, for all features in one array: entry `2 * (offset + bin)` is the gradient sum,
 * the next one the hessian sum.
 */
export type Histogram = Float64Array;

/** Where each feature's bins begin in a histogram. */
export interface HistogramLayout {
  readonly offsets: Int32Array;
  /** Entries of a histogram: two a bin, the missing bin of each feature included. */
  readonly length: number;
}

export function layOut(columns: readonly BinnedColumn[]): HistogramLayout {
  const offsets = new Int32Array(columns.length);
  let bins = 0;
  columns.forEach(({ count }, feature) => {
    offsets[feature] = bins;
    bins += count + 1;
  });
  return { offsets, length: 2 * bins };
}

/** The rows of a node, as the range [start, end) of `rows`, with each row's gradient and hessian. */
export interface NodeRows {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** Overwrites the entries of `features` with the sums over the node's rows. */
export function fillHistogram(
  histogram: Histogram,
  layout: HistogramLayout,
  columns: readonly BinnedColumn[],
  features: Int32Array,
  { rows, start, end, gradients, hessians }: NodeRows,
): void {
  for (const feature of features) {
    const { bins, count } = columns[feature];
    const offset = layout.offsets[feature];
    histogram.fill(0, 2 * offset, 2 * (offset + count + 1));
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const entry = 2 * (offset + bins[row]);
      histogram[entry] += gradients[row];
      histogram[entry + 1] += hessians[row];
    }
  }
}

/** Turns a parent's histogram into that of the other child: rows are counted once a level, in the smaller child. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.length; i++) parent[i] -= child[i];
}
