import type { Ensemble } from '../training/ensemble.ts';
import type { Link } from '../training/objective.ts';
import { LEAF, type Tree } from '../training/tree.ts';
import { shareOf } from './assemble-trees.ts';
import { BranchMode, type TreeLink, type TreeModel, type TreeNodes } from './tree-model.ts';

const links: Record<Link, TreeLink> = { IDENTITY: 'NONE', LOGISTIC: 'LOGISTIC', SOFTMAX: 'SOFTMAX' };

/** An ensemble of this project's training as a model that can be explained, without the way through a file. */
export function ensembleTrees(
  { trees, baseScores, link }: Ensemble,
  width: number,
  classes: readonly string[] = [],
): TreeModel {
  const starts = trees.map(() => 0);
  for (let t = 1; t < trees.length; t++) starts[t] = starts[t - 1] + trees[t - 1].feature.length;
  const leafValue = Float64Array.from(trees.flatMap((tree) => [...tree.value]));
  const outputs = baseScores.length;
  return {
    width,
    isFloat32: true,
    nodes: joinNodes(trees, starts),
    roots: Int32Array.from(starts),
    sums: baseScores.map((base, k) => ({
      base,
      roots: Int32Array.from(starts.filter((_, t) => t % outputs === k)),
      leafValue,
    })),
    link: links[link],
    classes,
    firstClass: link === 'LOGISTIC' ? 'COMPLEMENT' : null,
  };
}

function joinNodes(trees: readonly Tree[], starts: readonly number[]): TreeNodes {
  const byNode = (read: (tree: Tree, node: number, start: number) => number) =>
    trees.flatMap((tree, t) => Array.from(tree.feature, (_, node) => read(tree, node, starts[t])));
  const child = (side: 'left' | 'right') => (tree: Tree, node: number, start: number) =>
    tree.feature[node] === LEAF ? LEAF : start + tree[side][node];
  return {
    feature: Int32Array.from(byNode(({ feature }, node) => feature[node])),
    mode: Uint8Array.from(
      byNode(({ isEquality }, node) => (isEquality[node] ? BranchMode.EQ : BranchMode.LEQ)),
    ),
    threshold: Float64Array.from(byNode(({ threshold }, node) => threshold[node])),
    missingPasses: Uint8Array.from(byNode(({ missingGoesLeft }, node) => missingGoesLeft[node])),
    whenTrue: Int32Array.from(byNode(child('left'))),
    whenFalse: Int32Array.from(byNode(child('right'))),
    members: new Map(),
    trueShare: Float64Array.from(byNode(leftShare)),
  };
}

function leftShare({ feature, left, right, cover }: Tree, node: number): number {
  if (feature[node] === LEAF) return 0;
  return shareOf(cover[left[node]], cover[left[node]] + cover[right[node]]);
}
