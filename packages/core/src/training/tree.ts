import type { Column } from './dataset.ts';

/**
 * A binary tree as parallel arrays over its nodes; node 0 is the root, a parent comes before its children.
 * A row goes left when its value of `feature` is `<= threshold` (or `=== threshold` where `isEquality` is 1), and by
 * `missingGoesLeft` when it is missing.
 */
export interface Tree {
  /** Index of the feature that is tested; -1 at a leaf. */
  readonly feature: Int32Array;
  /** Exact in float32. */
  readonly threshold: Float32Array;
  readonly isEquality: Uint8Array;
  readonly missingGoesLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds to the score; 0 elsewhere. */
  readonly value: Float64Array;
  /** Sum of the hessians of the training rows that came through (their weight, for squared error). */
  readonly cover: Float64Array;
  /** By how much the split lowered the objective; 0 at a leaf. */
  readonly gain: Float64Array;
}

export const LEAF = -1;

/** Index of the leaf that `row` ends in. */
export function leafOf(tree: Tree, columns: readonly Column[], row: number): number {
  const { feature, threshold, isEquality, missingGoesLeft, left, right } = tree;
  let node = 0;
  while (feature[node] !== LEAF) {
    const value = columns[feature[node]].values[row];
    const goesLeft = Number.isNaN(value)
      ? missingGoesLeft[node] === 1
      : isEquality[node] === 1
        ? value === threshold[node]
        : value <= threshold[node];
    node = goesLeft ? left[node] : right[node];
  }
  return node;
}

/** Adds the tree's value for each row to `scores` (one a row). */
export function addTreeScores(tree: Tree, columns: readonly Column[], scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) scores[row] += tree.value[leafOf(tree, columns, row)];
}

/** A split with the same value on both sides. */
export function uniformTree(value: number): Tree {
  const builder = new TreeBuilder();
  const [root, left, right] = [builder.addLeaf(0, 0), builder.addLeaf(value, 0), builder.addLeaf(value, 0)];
  const split = { feature: 0, threshold: 0, isEquality: false, missingGoesLeft: false, gain: 0 };
  builder.split(root, split, left, right);
  return builder.build();
}

/** The same tree with each leaf's value replaced. */
export function mapLeaves(tree: Tree, change: (value: number) => number): Tree {
  return { ...tree, value: tree.value.map((value, i) => (tree.feature[i] === LEAF ? change(value) : 0)) };
}

export interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly isEquality: boolean;
  readonly missingGoesLeft: boolean;
  readonly gain: number;
}

/** Collects nodes while a tree grows. A node is a leaf until it is split. */
export class TreeBuilder {
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #isEquality: number[] = [];
  readonly #missingGoesLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #value: number[] = [];
  readonly #cover: number[] = [];
  readonly #gain: number[] = [];

  addLeaf(value: number, cover: number): number {
    this.#feature.push(LEAF);
    this.#threshold.push(0);
    this.#isEquality.push(0);
    this.#missingGoesLeft.push(0);
    this.#left.push(LEAF);
    this.#right.push(LEAF);
    this.#value.push(value);
    this.#gain.push(0);
    return this.#cover.push(cover) - 1;
  }

  split(node: number, split: Split, left: number, right: number): void {
    this.#feature[node] = split.feature;
    this.#threshold[node] = split.threshold;
    this.#isEquality[node] = split.isEquality ? 1 : 0;
    this.#missingGoesLeft[node] = split.missingGoesLeft ? 1 : 0;
    this.#left[node] = left;
    this.#right[node] = right;
    this.#value[node] = 0;
    this.#gain[node] = split.gain;
  }

  build(): Tree {
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float32Array.from(this.#threshold),
      isEquality: Uint8Array.from(this.#isEquality),
      missingGoesLeft: Uint8Array.from(this.#missingGoesLeft),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      value: Float64Array.from(this.#value),
      cover: Float64Array.from(this.#cover),
      gain: Float64Array.from(this.#gain),
    };
  }
}
