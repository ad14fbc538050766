import type { OnnxNode } from './onnx-graph.ts';
import {
  attributeOf,
  exactly,
  exactlyOr,
  leafNode,
  numbersOf,
  type RawNode,
  type RawTrees,
  type RawWeight,
} from './raw-trees.ts';
import { BranchMode } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';

const modes = new Map<string, number>([
  ['BRANCH_LEQ', BranchMode.LEQ],
  ['BRANCH_LT', BranchMode.LT],
  ['BRANCH_GTE', BranchMode.GTE],
  ['BRANCH_GT', BranchMode.GT],
  ['BRANCH_EQ', BranchMode.EQ],
  ['BRANCH_NEQ', BranchMode.NEQ],
]);

/** Finds a node's place in the lists by its tree and its number in that tree. */
type Locate = (tree: number, node: number) => number;

/**
 * The trees of a TreeEnsembleClassifier (`prefix` class) or TreeEnsembleRegressor (target), ai.onnx.ml 1 to 3: one entry
 * a node in parallel lists, which refer to each other by tree and node number.
 */
export function readTreesById(operator: OnnxNode, prefix: 'class' | 'target'): RawTrees {
  const treeIds = numbersOf(operator, 'nodes_treeids');
  if (treeIds.length === 0) refuse('INVALID_TREES', 'the ensemble has no nodes');
  const locate = makeLocate(treeIds, exactly(operator, 'nodes_nodeids', treeIds.length));
  const nodes = readNodes(operator, treeIds, locate);
  const weights = readWeights(operator, prefix, locate);
  for (const { node } of weights) {
    if (nodes[node].feature >= 0) refuse('INVALID_TREES', 'a node that is no leaf has a weight');
  }
  return { nodes, roots: findRoots(nodes, treeIds), weights, members: new Map() };
}

function makeLocate(treeIds: readonly number[], nodeIds: readonly number[]): Locate {
  const places = new Map<number, Map<number, number>>();
  treeIds.forEach((tree, place) => {
    const ofTree = places.get(tree) ?? new Map<number, number>();
    if (ofTree.has(nodeIds[place])) refuse('INVALID_TREES', `tree ${tree} has two nodes ${nodeIds[place]}`);
    places.set(tree, ofTree.set(nodeIds[place], place));
  });
  return (tree, node) =>
    places.get(tree)?.get(node) ?? refuse('INVALID_TREES', `tree ${tree} has no node ${node}`);
}

function readNodes(operator: OnnxNode, treeIds: readonly number[], locate: Locate): RawNode[] {
  const count = treeIds.length;
  const texts = attributeOf(operator, 'nodes_modes')?.texts ?? [];
  if (texts.length !== count)
    refuse('INVALID_TREES', `nodes_modes has ${texts.length} entries, not ${count}`);
  const features = exactly(operator, 'nodes_featureids', count);
  const thresholds = exactly(operator, 'nodes_values', count);
  const whenTrue = exactly(operator, 'nodes_truenodeids', count);
  const whenFalse = exactly(operator, 'nodes_falsenodeids', count);
  const missing = exactlyOr(operator, 'nodes_missing_value_tracks_true', count, 0);
  const covers = numbersOf(operator, 'nodes_hitrates');
  return texts.map((text, i) => {
    const cover = covers.length === count ? covers[i] : null;
    if (text === 'LEAF') return { ...leafNode, cover };
    return {
      feature: features[i],
      mode: modes.get(text) ?? refuse('UNSUPPORTED', `a node has the mode "${text}"`),
      threshold: thresholds[i],
      missingPasses: missing[i] === 1,
      whenTrue: locate(treeIds[i], whenTrue[i]),
      whenFalse: locate(treeIds[i], whenFalse[i]),
      cover,
    };
  });
}

function readWeights(operator: OnnxNode, prefix: 'class' | 'target', locate: Locate): RawWeight[] {
  const values = numbersOf(operator, `${prefix}_weights`);
  const trees = exactly(operator, `${prefix}_treeids`, values.length);
  const nodes = exactly(operator, `${prefix}_nodeids`, values.length);
  const targets = exactly(operator, `${prefix}_ids`, values.length);
  return values.map((value, i) => ({ node: locate(trees[i], nodes[i]), target: targets[i], value }));
}

/** The node of each tree that is nobody's child. */
function findRoots(nodes: readonly RawNode[], treeIds: readonly number[]): number[] {
  const children = new Set(nodes.flatMap(({ whenTrue, whenFalse }) => [whenTrue, whenFalse]));
  const roots = [...nodes.keys()].filter((node) => !children.has(node));
  const trees = new Set(treeIds).size;
  if (roots.length !== trees || new Set(roots.map((root) => treeIds[root])).size !== trees) {
    refuse('INVALID_TREES', 'a tree does not have exactly one root');
  }
  return roots;
}
