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
} from '../../training/onnx-message.ts';
import type { Random } from '../../training/random.ts';

export const FEATURES = 5;
const MODES = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'];

/** What a test may want of random trees. */
export interface Wanted {
  trees: number;
  depth: number;
  /** Class or target ids that each leaf has a weight under. */
  targets: readonly number[];
  /** Lowest weight of a leaf; weights reach up to 1. */
  lowest: number;
  hitRates: 'COVER' | 'ONES' | 'NONE';
}

const usual: Wanted = { trees: 3, depth: 4, targets: [0], lowest: -1, hitRates: 'COVER' };

interface Lists {
  nodes: {
    tree: number;
    id: number;
    feature: number;
    mode: string;
    value: number;
    children: number[];
    cover: number;
  }[];
  missing: number[];
  weights: { tree: number; id: number; target: number; value: number }[];
}

/** Trees of all modes over `FEATURES` columns of quarters, as the attributes of ai.onnx.ml 3. Every tree has a split. */
export function randomTrees(
  random: Random,
  prefix: 'class' | 'target',
  wanted: Partial<Wanted> = {},
): Attribute[] {
  const options = { ...usual, ...wanted };
  const lists: Lists = { nodes: [], missing: [], weights: [] };
  for (let tree = 0; tree < options.trees; tree++) growTree(lists, tree, random, options);
  const { nodes, weights, missing } = lists;
  const hitRates = nodes.map(({ cover }) => (options.hitRates === 'ONES' ? 1 : cover));
  return [
    intsAttribute(
      'nodes_treeids',
      nodes.map(({ tree }) => tree),
    ),
    intsAttribute(
      'nodes_nodeids',
      nodes.map(({ id }) => id),
    ),
    intsAttribute(
      'nodes_featureids',
      nodes.map(({ feature }) => feature),
    ),
    stringsAttribute(
      'nodes_modes',
      nodes.map(({ mode }) => mode),
    ),
    floatsAttribute(
      'nodes_values',
      nodes.map(({ value }) => value),
    ),
    intsAttribute(
      'nodes_truenodeids',
      nodes.map(({ children }) => children[0]),
    ),
    intsAttribute(
      'nodes_falsenodeids',
      nodes.map(({ children }) => children[1]),
    ),
    intsAttribute('nodes_missing_value_tracks_true', missing),
    ...(options.hitRates === 'NONE' ? [] : [floatsAttribute('nodes_hitrates', hitRates)]),
    intsAttribute(
      `${prefix}_treeids`,
      weights.map(({ tree }) => tree),
    ),
    intsAttribute(
      `${prefix}_nodeids`,
      weights.map(({ id }) => id),
    ),
    intsAttribute(
      `${prefix}_ids`,
      weights.map(({ target }) => target),
    ),
    floatsAttribute(
      `${prefix}_weights`,
      weights.map(({ value }) => value),
    ),
  ];
}

function growTree(lists: Lists, tree: number, random: Random, { depth, targets, lowest }: Wanted): void {
  let next = 0;
  const quarter = (reach: number) => Math.round(4 * reach * (2 * random() - 1)) / 4;
  const grow = (left: number): { id: number; cover: number } => {
    const id = next++;
    const node = {
      tree,
      id,
      feature: 0,
      mode: 'LEAF',
      value: 0,
      children: [0, 0],
      cover: 1 + Math.floor(9 * random()),
    };
    lists.nodes.push(node);
    lists.missing.push(0);
    const place = lists.nodes.length - 1;
    if (left === 0 || (left < depth && random() < 0.25)) {
      for (const target of targets) {
        lists.weights.push({ tree, id, target, value: lowest + (1 - lowest) * random() });
      }
      return node;
    }
    lists.missing[place] = Math.floor(2 * random());
    const [whenTrue, whenFalse] = [grow(left - 1), grow(left - 1)];
    node.feature = Math.floor(FEATURES * random());
    node.mode = MODES[Math.floor(MODES.length * random())];
    node.value = quarter(0.75);
    node.children = [whenTrue.id, whenFalse.id];
    node.cover = whenTrue.cover + whenFalse.cover;
    return node;
  };
  grow(depth);
}

/** Rows of few quarters, a fifth missing. */
export function randomRows(random: Random, count: number): Float64Array[] {
  const value = () => (random() < 0.2 ? NaN : Math.round(8 * random() - 4) / 4);
  return Array.from({ length: count }, () => Float64Array.from({ length: FEATURES }, value));
}

/** A TreeEnsembleClassifier with the outputs `label` and `probabilities`. */
export function classifier(
  trees: Attribute[],
  classes: number,
  postTransform: string,
  bases: number[] = [],
): Uint8Array {
  return encodeModel({
    operator: 'TreeEnsembleClassifier',
    attributes: [
      ...trees,
      intsAttribute('classlabels_int64s', [...Array(classes).keys()]),
      stringAttribute('post_transform', postTransform),
      ...(bases.length === 0 ? [] : [floatsAttribute('base_values', bases)]),
    ],
    input: tensorOfRows('features', ElementType.FLOAT, FEATURES),
    outputs: [
      tensorOfRows('label', ElementType.INT64, null),
      tensorOfRows('probabilities', ElementType.FLOAT, classes),
    ],
    metadata: {},
    modelVersion: 1,
  });
}

/** A TreeEnsembleRegressor with the output `value`. */
export function regressor(trees: Attribute[], targets: number, more: Attribute[] = []): Uint8Array {
  return encodeModel({
    operator: 'TreeEnsembleRegressor',
    attributes: [...trees, intAttribute('n_targets', targets), ...more],
    input: tensorOfRows('features', ElementType.FLOAT, FEATURES),
    outputs: [tensorOfRows('value', ElementType.FLOAT, targets)],
    metadata: {},
    modelVersion: 1,
  });
}
