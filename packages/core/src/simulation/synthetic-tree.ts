import { z } from 'zod';
import { EVERY_VALUE } from '../training/binning.ts';
import { LEAF, type Tree } from '../training/tree.ts';

/**
 * A tree as the files of a synthetic model hold it: its nodes in the order parent, left branch, right branch, so that
 * the children need no pointers.
 */
export const packedTreeSchema = z
  .object({
    /** Index of the feature that a node tests; -1 at a leaf. */
    feature: z.array(z.number().int().min(LEAF)).min(1),
    /**
     * What the node compares with (a row goes left when its value is <= this, or its category equal to it; null: when
     * it is known). At a leaf, what the leaf holds.
     */
    at: z.array(z.number().nullable()),
    /** Where a missing value goes, a letter a node: L or R; - at a leaf. */
    missing: z.string().regex(/^[LR-]+$/),
    /** Training weight that came through each node. */
    cover: z.array(z.number()).optional(),
  })
  .refine(({ feature, at, missing }) => feature.length === at.length && feature.length === missing.length, {
    message: 'feature, at and missing differ in length',
  });

export type PackedTree = z.infer<typeof packedTreeSchema>;

/** Digits kept of thresholds and leaves. */
const DIGITS = 6;

export function roundTo(digits: number, value: number): number {
  return Number(value.toPrecision(digits));
}

/** `tree` must have been grown depth first, left before right. */
export function packTree({ feature, threshold, missingGoesLeft, value, cover }: Tree): PackedTree {
  const indices = Array.from(feature);
  return {
    feature: indices,
    at: indices.map((index, node) => {
      if (index === LEAF) return roundTo(DIGITS, value[node]);
      return threshold[node] === EVERY_VALUE ? null : roundTo(DIGITS, threshold[node]);
    }),
    missing: indices
      .map((index, node) => (index === LEAF ? '-' : missingGoesLeft[node] === 1 ? 'L' : 'R'))
      .join(''),
    cover: Array.from(cover, Math.round),
  };
}

const AT_MOST = 0;
const OR_MISSING = 1;
const EQUAL = 2;

/** Trees laid out for walking rows one by one. Several trees share the arrays; `roots` says where each begins. */
export interface FlatTrees {
  readonly roots: Int32Array;
  /** Feature of a node; -1 at a leaf. */
  readonly feature: Int32Array;
  /** Threshold or category of a split, value of a leaf. */
  readonly at: Float64Array;
  /** How a node decides; see `childOf`. */
  readonly test: Uint8Array;
  /** The left child of a node is the next node. */
  readonly right: Int32Array;
  /** Share of the training weight of a split that went left; 0 at a leaf and where covers were not kept. */
  readonly leftShare: Float64Array;
}

/** `isCategorical` says of each feature index whether its values are categories. */
export function flattenTrees(trees: readonly PackedTree[], isCategorical: readonly boolean[]): FlatTrees {
  const nodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const flat = {
    roots: new Int32Array(trees.length),
    feature: new Int32Array(nodes),
    at: new Float64Array(nodes),
    test: new Uint8Array(nodes),
    right: new Int32Array(nodes).fill(LEAF),
    leftShare: new Float64Array(nodes),
  };
  let offset = 0;
  trees.forEach((tree, t) => {
    flat.roots[t] = offset;
    tree.feature.forEach((index, i) => {
      const at = tree.at[i];
      flat.feature[offset + i] = index;
      flat.at[offset + i] = at ?? EVERY_VALUE;
      const isEquality = index !== LEAF && at !== null && isCategorical[index];
      flat.test[offset + i] = (isEquality ? EQUAL : AT_MOST) + (tree.missing[i] === 'L' ? OR_MISSING : 0);
    });
    linkChildren(flat, offset, offset + tree.feature.length);
    shareCover(flat, tree, offset);
    offset += tree.feature.length;
  });
  return flat;
}

/** Finds each split's right child: it follows the last node of the left branch. Throws a RangeError on a tree that is cut off. */
function linkChildren({ feature, right }: FlatTrees, from: number, to: number): void {
  const open: number[] = [];
  for (let node = from; node < to; node++) {
    if (feature[node] !== LEAF) {
      open.push(node);
      continue;
    }
    const parent = open.pop();
    const isLast = node + 1 === to;
    if ((parent === undefined) !== isLast) throw new RangeError('a tree has nodes too many or too few');
    if (parent !== undefined) right[parent] = node + 1;
  }
  if (open.length > 0) throw new RangeError('a tree has nodes too many or too few');
}

function shareCover({ feature, leftShare, right }: FlatTrees, { cover }: PackedTree, offset: number): void {
  if (cover === undefined) return;
  for (let i = 0; i < cover.length; i++) {
    if (feature[offset + i] === LEAF) continue;
    const [left, other] = [cover[i + 1], cover[right[offset + i] - offset]];
    leftShare[offset + i] = left + other > 0 ? left / (left + other) : 0.5;
  }
}

/** The child of `node` that `row` goes to. */
export function childOf({ feature, at, test, right }: FlatTrees, node: number, row: Float64Array): number {
  const value = row[feature[node]];
  switch (test[node]) {
    case AT_MOST:
      return value <= at[node] ? node + 1 : right[node];
    case AT_MOST + OR_MISSING:
      return value > at[node] ? right[node] : node + 1; // NaN is not greater
    case EQUAL:
      return value === at[node] ? node + 1 : right[node];
    default:
      return value === at[node] || Number.isNaN(value) ? node + 1 : right[node];
  }
}

/** What the leaf holds that `row` ends in, in the tree that begins at `root`. */
export function leafAt(trees: FlatTrees, root: number, row: Float64Array): number {
  let node = root;
  while (trees.feature[node] !== LEAF) node = childOf(trees, node, row);
  return trees.at[node];
}
