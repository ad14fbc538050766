import type { BinnedColumn } from './binning.ts';
import { findSplit, type BinnedSplit, type SplitLimits, type Sums } from './find-split.ts';
import {
  fillHistogram,
  layOut,
  subtractHistogram,
  type Histogram,
  type HistogramLayout,
} from './histogram.ts';
import { sampleIndices, type Random } from './random.ts';
import { TreeBuilder, type Tree } from './tree.ts';

export interface GrowthOptions extends SplitLimits {
  /** Greatest number of splits on the way to a leaf, at least 1. */
  readonly maximumDepth: number;
  /** Share of a tree's features that each split may choose from, in (0, 1]. */
  readonly columnsPerSplit: number;
}

/** First and second derivatives of the objective by row. */
export interface Derivatives {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/**
 * Grows trees over one binned data set, depth first. Buffers are shared between the trees: one histogram a level,
 * since a node's own is no longer needed when its larger child has taken it over.
 */
export class TreeGrower {
  readonly #columns: readonly BinnedColumn[];
  readonly #options: GrowthOptions;
  readonly #layout: HistogramLayout;
  readonly #histograms: Histogram[] = [];
  readonly #scratch: Int32Array;

  #builder = new TreeBuilder();
  #rows: Int32Array = new Int32Array(0);
  #features: Int32Array = new Int32Array(0);
  #derivatives: Derivatives;
  #random: Random;

  constructor(columns: readonly BinnedColumn[], rowCount: number, options: GrowthOptions) {
    this.#columns = columns;
    this.#options = options;
    this.#layout = layOut(columns);
    this.#scratch = new Int32Array(rowCount);
    this.#derivatives = { gradients: new Float64Array(0), hessians: new Float64Array(0) };
    this.#random = () => 0;
  }

  /**
   * The tree that lowers the objective most greedily, with the leaf values -G / (H + l2).
   * `rows` are the rows to learn from (reordered here), `features` the features allowed.
   */
  grow(derivatives: Derivatives, rows: Int32Array, features: Int32Array, random: Random): Tree {
    this.#builder = new TreeBuilder();
    this.#rows = rows;
    this.#features = features;
    this.#derivatives = derivatives;
    this.#random = random;
    const root = this.#histogram(0);
    this.#fill(root, 0, rows.length);
    this.#growNode(0, rows.length, 0, sumOver(derivatives, rows), root);
    return this.#builder.build();
  }

  /** Grows the node of the rows [start, end) and what is below; returns its index. Uses up `histogram`. */
  #growNode(start: number, end: number, depth: number, sums: Sums, histogram: Histogram): number {
    const node = this.#builder.addLeaf(this.#leafValue(sums), sums.hessian);
    if (depth >= this.#options.maximumDepth) return node;
    const split = this.#findSplit(histogram, sums);
    if (split === null) return node;

    const middle = this.#partition(start, end, split);
    const right = {
      gradient: sums.gradient - split.left.gradient,
      hessian: sums.hessian - split.left.hessian,
    };
    const [leftHistogram, rightHistogram] = this.#childHistograms(start, middle, end, depth + 1, histogram);
    const children = [
      this.#growNode(start, middle, depth + 1, split.left, leftHistogram),
      this.#growNode(middle, end, depth + 1, right, rightHistogram),
    ];
    this.#builder.split(node, split, children[0], children[1]);
    return node;
  }

  #leafValue({ gradient, hessian }: Sums): number {
    const denominator = hessian + this.#options.l2;
    return denominator > 0 ? (0 - gradient) / denominator : 0; // never -0
  }

  #findSplit(histogram: Histogram, sums: Sums): BinnedSplit | null {
    return findSplit(histogram, this.#layout, this.#columns, this.#candidates(), sums, this.#options);
  }

  #candidates(): Int32Array {
    const { columnsPerSplit } = this.#options;
    if (columnsPerSplit >= 1) return this.#features;
    const size = Math.max(1, Math.round(columnsPerSplit * this.#features.length));
    return sampleIndices(this.#features.length, size, this.#random).map((i) => this.#features[i]);
  }

  /** Moves the rows that go left to the front, order kept; returns where the right ones begin. */
  #partition(start: number, end: number, { feature, bin, isEquality, missingGoesLeft }: BinnedSplit): number {
    const rows = this.#rows;
    const scratch = this.#scratch;
    const { bins, count } = this.#columns[feature];
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const value = bins[row];
      const goesLeft = value === count ? missingGoesLeft : isEquality ? value === bin : value <= bin;
      if (goesLeft) rows[left++] = row;
      else scratch[right++] = row;
    }
    rows.set(scratch.subarray(0, right), left);
    return left;
  }

  /** Counts the smaller child's rows and subtracts them from the parent's; nothing is counted for final leaves. */
  #childHistograms(
    start: number,
    middle: number,
    end: number,
    depth: number,
    parent: Histogram,
  ): Histogram[] {
    if (depth >= this.#options.maximumDepth) return [parent, parent];
    const smaller = this.#histogram(depth);
    const leftIsSmaller = middle - start <= end - middle;
    if (leftIsSmaller) this.#fill(smaller, start, middle);
    else this.#fill(smaller, middle, end);
    subtractHistogram(parent, smaller);
    return leftIsSmaller ? [smaller, parent] : [parent, smaller];
  }

  #fill(histogram: Histogram, start: number, end: number): void {
    const node = { rows: this.#rows, start, end, ...this.#derivatives };
    fillHistogram(histogram, this.#layout, this.#columns, this.#features, node);
  }

  #histogram(level: number): Histogram {
    return (this.#histograms[level] ??= new Float64Array(this.#layout.length));
  }
}

function sumOver({ gradients, hessians }: Derivatives, rows: Int32Array): Sums {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += gradients[row];
    hessian += hessians[row];
  }
  return { gradient, hessian };
}
