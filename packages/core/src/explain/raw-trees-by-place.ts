import type { OnnxNode } from './onnx-graph.ts';
import { exactly, exactlyOr, leafNode, numbersOf, type RawNode, type RawTrees } from './raw-trees.ts';
import { BranchMode } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';

/**
 * The trees of a TreeEnsemble (ai.onnx.ml 5): inner nodes and leaves in lists of their own, which refer to each other by
 * place. Here leaf j stands behind the inner nodes.
 */
export function readTreesByPlace(operator: OnnxNode): RawTrees {
  const features = numbersOf(operator, 'nodes_featureids');
  const inner = readInner(operator, features);
  const values = numbersOf(operator, 'leaf_weights');
  const targets = exactly(operator, 'leaf_targetids', values.length);
  const roots = numbersOf(operator, 'tree_roots');
  if (features.length === 0 || roots.length === 0) refuse('INVALID_TREES', 'the ensemble has no nodes');
  const count = inner.length + values.length;
  const isPlace = (place: number, below: number) => place >= 0 && place < below;
  if (inner.some(({ whenTrue, whenFalse }) => !isPlace(whenTrue, count) || !isPlace(whenFalse, count))) {
    refuse('INVALID_TREES', 'a child is not there');
  }
  if (roots.some((root) => !isPlace(root, inner.length))) refuse('INVALID_TREES', 'a root is not there');
  return {
    nodes: [...inner, ...values.map(() => ({ ...leafNode }))],
    roots: [...roots],
    weights: values.map((value, i) => ({ node: inner.length + i, target: targets[i], value })),
    members: readMembers(operator, inner),
  };
}

function readInner(operator: OnnxNode, features: readonly number[]): RawNode[] {
  const count = features.length;
  const modes = exactly(operator, 'nodes_modes', count);
  const thresholds = exactly(operator, 'nodes_splits', count);
  const missing = exactlyOr(operator, 'nodes_missing_value_tracks_true', count, 0);
  const child = (side: 'true' | 'false') => {
    const places = exactly(operator, `nodes_${side}nodeids`, count);
    const isLeaf = exactly(operator, `nodes_${side}leafs`, count);
    return places.map((place, i) => (isLeaf[i] === 1 ? count + place : place));
  };
  const [whenTrue, whenFalse] = [child('true'), child('false')];
  return features.map((feature, i) => ({
    feature,
    mode: modes[i],
    threshold: thresholds[i],
    missingPasses: missing[i] === 1,
    whenTrue: whenTrue[i],
    whenFalse: whenFalse[i],
    // Leaves have none here, so that hit rates of inner nodes alone give no shares.
    cover: null,
  }));
}

/** Sets of the MEMBER nodes, in their order; NaN ends each. */
function readMembers(operator: OnnxNode, inner: readonly RawNode[]): Map<number, Set<number>> {
  const sets: Set<number>[] = [new Set()];
  for (const value of numbersOf(operator, 'membership_values')) {
    if (Number.isNaN(value)) sets.push(new Set());
    else sets[sets.length - 1].add(value);
  }
  const owners = [...inner.keys()].filter((node) => inner[node].mode === BranchMode.MEMBER);
  if (inner.some(({ mode }) => !(mode >= 0 && mode <= BranchMode.MEMBER))) {
    refuse('UNSUPPORTED', 'a node has a mode that is not known');
  }
  if (owners.length > 0 && sets.length < owners.length)
    refuse('INVALID_TREES', 'a set of members is missing');
  return new Map(owners.map((node, i) => [node, sets[i]]));
}
