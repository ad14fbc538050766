import type { BinnedColumn } from '../training/binning.ts';
import { TreeBuilder, type Split, type Tree } from '../training/tree.ts';

export interface GeneratorTreeOptions {
  /** Weight of a row: under 1 where rows are related, so that weights count what is independent. */
  readonly rowWeight: number;
  /** Least weight of the rows in a leaf. */
  readonly minimumLeafWeight: number;
  /** What a split must explain at least: a split of pure chance explains about 1 an output of variance 1. */
  readonly minimumGain: number;
  readonly maximumDepth: number;
}

/** A tree whose leaves hold their own number (0, 1, ... in order), and the rows of each leaf. */
export interface GrownTree {
  readonly tree: Tree;
  readonly leafRows: readonly Int32Array[];
}

interface Found extends Split {
  readonly bin: number;
}

/** Count and sums of the outputs over some rows: entry 0 is the count, entry 1 + k the sum of output k. */
type Sums = Float64Array;

/**
 * Regression tree with several outputs at once (de'Ath 2002): each split lowers the summed squared error of all
 * outputs most. With the indicators of a category as outputs that is the Gini impurity. Depth first, left branch first.
 * `outputs`: one array over all rows each, standardised. Only `rows` are learned from.
 */
export function growGeneratorTree(
  columns: readonly BinnedColumn[],
  outputs: readonly Float64Array[],
  rows: Int32Array,
  options: GeneratorTreeOptions,
): GrownTree {
  const builder = new TreeBuilder();
  const leafRows: Int32Array[] = [];
  const grow = (inside: Int32Array, depth: number): number => {
    const split = depth < options.maximumDepth ? findSplit(columns, outputs, inside, options) : null;
    if (split === null) return builder.addLeaf(leafRows.push(inside) - 1, inside.length);
    const node = builder.addLeaf(0, inside.length);
    const goesLeft = (row: number) => isLeft(columns[split.feature], split, row);
    const left = grow(inside.filter(goesLeft), depth + 1);
    const right = grow(
      inside.filter((row) => !goesLeft(row)),
      depth + 1,
    );
    builder.split(node, split, left, right);
    return node;
  };
  grow(rows, 0);
  return { tree: builder.build(), leafRows };
}

function isLeft({ bins, count }: BinnedColumn, split: Found, row: number): boolean {
  const bin = bins[row];
  if (bin === count) return split.missingGoesLeft;
  return split.isEquality ? bin === split.bin : bin <= split.bin;
}

function findSplit(
  columns: readonly BinnedColumn[],
  outputs: readonly Float64Array[],
  rows: Int32Array,
  options: GeneratorTreeOptions,
): Found | null {
  const least = options.minimumLeafWeight / options.rowWeight;
  if (rows.length < 2 * least || outputs.length === 0) return null;
  const total = sumRows(outputs, rows);
  let best: Found | null = null;
  columns.forEach((column, feature) => {
    const histogram = fillHistogram(column, outputs, rows);
    forEachSplit(column, histogram, (left, bin, isEquality, missingGoesLeft) => {
      const inLeft = left[0];
      if (inLeft < least || rows.length - inLeft < least) return;
      const gain = options.rowWeight * gainOf(left, total);
      if (gain <= (best?.gain ?? options.minimumGain)) return;
      best = { feature, threshold: column.splitValues[bin], bin, isEquality, missingGoesLeft, gain };
    });
  });
  return best;
}

function sumRows(outputs: readonly Float64Array[], rows: Int32Array): Sums {
  const sums = new Float64Array(outputs.length + 1);
  sums[0] = rows.length;
  outputs.forEach((output, k) => {
    for (const row of rows) sums[k + 1] += output[row];
  });
  return sums;
}

/** Sums by bin, the bin of the missing last. */
function fillHistogram(
  { bins, count }: BinnedColumn,
  outputs: readonly Float64Array[],
  rows: Int32Array,
): Sums[] {
  const histogram = Array.from({ length: count + 1 }, () => new Float64Array(outputs.length + 1));
  for (const row of rows) {
    const sums = histogram[bins[row]];
    sums[0]++;
    for (let k = 0; k < outputs.length; k++) sums[k + 1] += outputs[k][row];
  }
  return histogram;
}

type Visit = (left: Sums, bin: number, isEquality: boolean, missingGoesLeft: boolean) => void;

/** Every split of a column: at each threshold or category, with the missing on either side. */
function forEachSplit({ kind, count, splitValues }: BinnedColumn, histogram: readonly Sums[], visit: Visit) {
  const missing = histogram[count];
  const left = new Float64Array(missing.length);
  const visitBoth = (bin: number, isEquality: boolean) => {
    visit(left, bin, isEquality, false);
    if (missing[0] > 0)
      visit(
        left.map((sum, k) => sum + missing[k]),
        bin,
        isEquality,
        true,
      );
  };
  for (let bin = 0; bin < count; bin++) {
    if (kind === 'CATEGORICAL') left.fill(0);
    histogram[bin].forEach((sum, k) => (left[k] += sum));
    if (!Number.isNaN(splitValues[bin])) visitBoth(bin, kind === 'CATEGORICAL');
  }
}

/** By how much splitting `total` into `left` and the rest lowers the summed squared error. */
function gainOf(left: Sums, total: Sums): number {
  const [inLeft, inAll] = [left[0], total[0]];
  let gain = 0;
  for (let k = 1; k < total.length; k++) {
    gain += left[k] ** 2 / inLeft + (total[k] - left[k]) ** 2 / (inAll - inLeft) - total[k] ** 2 / inAll;
  }
  return gain;
}
