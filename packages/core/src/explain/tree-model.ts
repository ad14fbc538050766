import { LEAF } from '../training/tree.ts';

/** How a node tests its feature against its threshold; the numbers of ai.onnx.ml's TreeEnsemble. */
export const BranchMode = { LEQ: 0, LT: 1, GTE: 2, GT: 3, EQ: 4, NEQ: 5, MEMBER: 6 } as const;

/**
 * Nodes of all trees as parallel arrays. A row goes to `whenTrue` when its value passes the node's test; children may be
 * shared between parents (LightGBM's exports of categorical splits), but there are no cycles.
 */
export interface TreeNodes {
  /** Column that is tested; -1 at a leaf. */
  readonly feature: Int32Array;
  /** A `BranchMode`. */
  readonly mode: Uint8Array;
  readonly threshold: Float64Array;
  /** 1 where a missing value (NaN) passes whatever the test says. */
  readonly missingPasses: Uint8Array;
  readonly whenTrue: Int32Array;
  readonly whenFalse: Int32Array;
  /** The sets that MEMBER nodes look their value up in. */
  readonly members: ReadonlyMap<number, ReadonlySet<number>>;
  /** Of the training (or reference) weight at a node, the share 0..1 that passes; null where nobody counted it. */
  readonly trueShare: Float64Array | null;
}

/** One sum over trees: the margin of a class, or the value of a target. */
export interface TreeSum {
  readonly base: number;
  readonly roots: Int32Array;
  /** By node: what a leaf adds; 0 elsewhere. */
  readonly leafValue: Float64Array;
}

/** How margins become answers: as they are, 1 / (1 + e^-m), e^m / sum of e^m over the sums, or e^m. */
export type TreeLink = 'NONE' | 'LOGISTIC' | 'SOFTMAX' | 'EXPONENTIAL';

/** A tree ensemble whose answers are sums of leaves, whoever trained it. */
export interface TreeModel {
  /** Columns of a row, in the order of the model's input. */
  readonly width: number;
  /** Values are rounded to float32 before they are compared, as the file's runtime does. */
  readonly isFloat32: boolean;
  readonly nodes: TreeNodes;
  /** Of all trees. */
  readonly roots: Int32Array;
  /** One a class or target; one for two classes whose second is answered from it. */
  readonly sums: readonly TreeSum[];
  readonly link: TreeLink;
  /** In the order of the answers; empty for a regression. */
  readonly classes: readonly string[];
  /** With one sum for two classes: the first class answers 1 - p of the second, or its margin with the sign turned. */
  readonly firstClass: 'COMPLEMENT' | 'OPPOSITE' | null;
}

/** Whether a value passes a node's test. NaN passes no comparison but "is not", as in IEEE arithmetic. */
export function passes(nodes: TreeNodes, node: number, value: number): boolean {
  if (Number.isNaN(value) && nodes.missingPasses[node] === 1) return true;
  const threshold = nodes.threshold[node];
  switch (nodes.mode[node]) {
    case BranchMode.LEQ:
      return value <= threshold;
    case BranchMode.LT:
      return value < threshold;
    case BranchMode.GTE:
      return value >= threshold;
    case BranchMode.GT:
      return value > threshold;
    case BranchMode.EQ:
      return value === threshold;
    case BranchMode.NEQ:
      return value !== threshold;
    default:
      return !Number.isNaN(value) && (nodes.members.get(node)?.has(value) ?? false);
  }
}

/** The leaf that a row ends in, from `root`. */
export function leafOf(nodes: TreeNodes, root: number, row: ArrayLike<number>): number {
  const { feature, whenTrue, whenFalse } = nodes;
  let node = root;
  while (feature[node] !== LEAF) {
    node = passes(nodes, node, row[feature[node]]) ? whenTrue[node] : whenFalse[node];
  }
  return node;
}

/** A row as the model compares it. */
export function comparableRow({ width, isFloat32 }: TreeModel, row: ArrayLike<number>): Float64Array {
  const values = new Float64Array(width);
  for (let i = 0; i < width; i++) values[i] = isFloat32 ? Math.fround(row[i]) : row[i];
  return values;
}
