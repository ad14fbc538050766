import type { Ensemble } from './ensemble.ts';
import type { Link } from './objective.ts';
import {
  ElementType,
  encodeModel,
  floatsAttribute,
  intAttribute,
  intsAttribute,
  stringAttribute,
  stringsAttribute,
  tensorOfRows,
  type Attribute,
} from './onnx-message.ts';
import { LEAF, mapLeaves, uniformTree, type Tree } from './tree.ts';

export interface OnnxOptions {
  /** Columns of the input `features`, float32 [N, features]; NaN is missing. */
  readonly features: number;
  /** Strings kept in the file, e.g. the model's name and version. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Whole number for the file's `model_version`. */
  readonly modelVersion?: number;
}

/** A tree and the output that it adds to. */
interface PlacedTree {
  readonly tree: Tree;
  readonly output: number;
}

const postTransforms: Record<Link, string> = { IDENTITY: 'NONE', LOGISTIC: 'LOGISTIC', SOFTMAX: 'SOFTMAX' };

/**
 * A TreeEnsembleClassifier with the outputs `label` (int64 [N], the index of the class) and `probabilities`
 * (float32 [N, classes]). A binary ensemble has one output; its weights stand under class 0, and the runtime makes
 * the two columns 1 - p and p of it.
 */
export function writeClassifier(ensemble: Ensemble, options: OnnxOptions): Uint8Array {
  const classes = Math.max(2, ensemble.baseScores.length);
  const trees = ensemble.link === 'LOGISTIC' ? withNegativeLeaf(placeTrees(ensemble)) : placeTrees(ensemble);
  return encodeModel({
    operator: 'TreeEnsembleClassifier',
    attributes: [
      ...nodeAttributes(trees),
      ...leafAttributes(trees, 'class'),
      intsAttribute('classlabels_int64s', [...Array(classes).keys()]),
      stringAttribute('post_transform', postTransforms[ensemble.link]),
    ],
    input: tensorOfRows('features', ElementType.FLOAT, options.features),
    outputs: [
      tensorOfRows('label', ElementType.INT64, null),
      tensorOfRows('probabilities', ElementType.FLOAT, classes),
    ],
    metadata: options.metadata ?? {},
    modelVersion: options.modelVersion ?? 1,
  });
}

/** A TreeEnsembleRegressor with the output `value` (float32 [N, 1]). */
export function writeRegressor(ensemble: Ensemble, options: OnnxOptions): Uint8Array {
  const trees = placeTrees(ensemble);
  return encodeModel({
    operator: 'TreeEnsembleRegressor',
    attributes: [...nodeAttributes(trees), ...leafAttributes(trees, 'target'), intAttribute('n_targets', 1)],
    input: tensorOfRows('features', ElementType.FLOAT, options.features),
    outputs: [tensorOfRows('value', ElementType.FLOAT, 1)],
    metadata: options.metadata ?? {},
    modelVersion: options.modelVersion ?? 1,
  });
}

/**
 * Base scores and trees without a split go into the leaves of each output's first real tree: the standard leaves open
 * what one base value means for two classes, and onnxruntime 1.30 was seen to add a stray weight to a first tree of
 * one leaf.
 */
function placeTrees({ trees, baseScores }: Ensemble): PlacedTree[] {
  const outputs = baseScores.length;
  return baseScores.flatMap((base, output) => {
    const own = trees.filter((_, t) => t % outputs === output);
    const constant = own.filter(isConstant).reduce((sum, tree) => sum + tree.value[0], base);
    const [first = uniformTree(0), ...others] = own.filter((tree) => !isConstant(tree));
    return [mapLeaves(first, (value) => value + constant), ...others].map((tree) => ({ tree, output }));
  });
}

/** onnxruntime takes binary weights for probabilities when none is negative: -1 and 1 are added then. */
function withNegativeLeaf(trees: PlacedTree[]): PlacedTree[] {
  if (trees.some(({ tree }) => tree.value.some((value) => value < 0))) return trees;
  return [-1, 1].map((value) => ({ tree: uniformTree(value), output: 0 })).concat(trees);
}

function isConstant(tree: Tree): boolean {
  return tree.feature.length === 1;
}

/** One value a node, trees one after another. */
function byNode(trees: readonly PlacedTree[], read: (tree: Tree, node: number) => number): number[] {
  return trees.flatMap(({ tree }) => Array.from(tree.feature, (_, node) => read(tree, node)));
}

function nodeAttributes(trees: readonly PlacedTree[]): Attribute[] {
  const orZero = (index: number) => Math.max(0, index);
  const modes = trees.flatMap(({ tree }) => Array.from(tree.feature, (_, node) => nodeMode(tree, node)));
  return [
    intsAttribute(
      'nodes_treeids',
      trees.flatMap(({ tree }, t) => Array(tree.feature.length).fill(t)),
    ),
    intsAttribute(
      'nodes_nodeids',
      byNode(trees, (_, node) => node),
    ),
    intsAttribute(
      'nodes_featureids',
      byNode(trees, ({ feature }, node) => orZero(feature[node])),
    ),
    stringsAttribute('nodes_modes', modes),
    floatsAttribute(
      'nodes_values',
      byNode(trees, ({ threshold }, node) => threshold[node]),
    ),
    intsAttribute(
      'nodes_truenodeids',
      byNode(trees, ({ left }, node) => orZero(left[node])),
    ),
    intsAttribute(
      'nodes_falsenodeids',
      byNode(trees, ({ right }, node) => orZero(right[node])),
    ),
    intsAttribute(
      'nodes_missing_value_tracks_true',
      byNode(trees, ({ missingGoesLeft }, node) => missingGoesLeft[node]),
    ),
    // Training weight through each node: what an explanation (TreeSHAP) needs and runtimes ignore.
    floatsAttribute(
      'nodes_hitrates',
      byNode(trees, ({ cover }, node) => cover[node]),
    ),
  ];
}

function nodeMode({ feature, isEquality }: Tree, node: number): string {
  if (feature[node] === LEAF) return 'LEAF';
  return isEquality[node] === 1 ? 'BRANCH_EQ' : 'BRANCH_LEQ';
}

function leafAttributes(trees: readonly PlacedTree[], prefix: 'class' | 'target'): Attribute[] {
  const leaves = trees.flatMap(({ tree, output }, t) =>
    [...tree.feature.keys()]
      .filter((node) => tree.feature[node] === LEAF)
      .map((node) => ({ t, node, output, value: tree.value[node] })),
  );
  return [
    intsAttribute(
      `${prefix}_treeids`,
      leaves.map(({ t }) => t),
    ),
    intsAttribute(
      `${prefix}_nodeids`,
      leaves.map(({ node }) => node),
    ),
    intsAttribute(
      `${prefix}_ids`,
      leaves.map(({ output }) => output),
    ),
    floatsAttribute(
      `${prefix}_weights`,
      leaves.map(({ value }) => value),
    ),
  ];
}
