import { LEAF } from '../training/tree.ts';
import type { RawNode, RawTrees } from './raw-trees.ts';
import type { TreeNodes, TreeSum } from './tree-model.ts';
import { refuse } from './tree-refusal.ts';

/** Paths from a root to its leaves past which shared nodes make explanations too slow. */
const MOST_PATHS = 2 ** 22;
/** Of sums that share trees, together; 256 MB. */
const MOST_LEAF_VALUES = 2 ** 25;
/** Explanations descend by recursion. */
const MOST_DEPTH = 1000;
/** How far, relatively, a node's cover may be from what its children hold together: float32 sums are not exact. */
const COVER_TOLERANCE = 1e-3;

/** Checked nodes as arrays. `width` is the number of input columns. Throws a refusal where they make no trees. */
export function assembleNodes({ nodes, roots, members }: RawTrees, width: number): TreeNodes {
  const far = nodes.find(({ feature }) => feature !== LEAF && !(feature >= 0 && feature < width));
  if (far) refuse('INVALID_TREES', `a node tests column ${far.feature} of ${width}`);
  checkPaths(nodes, roots);
  return {
    feature: Int32Array.from(nodes, ({ feature }) => feature),
    mode: Uint8Array.from(nodes, ({ mode }) => mode),
    threshold: Float64Array.from(nodes, ({ threshold }) => threshold),
    missingPasses: Uint8Array.from(nodes, ({ missingPasses }) => Number(missingPasses)),
    whenTrue: Int32Array.from(nodes, ({ whenTrue }) => whenTrue),
    whenFalse: Int32Array.from(nodes, ({ whenFalse }) => whenFalse),
    members,
    trueShare: sharesFromCover(nodes),
  };
}

/**
 * The sums of a model over its trees; `bases` gives one value a sum. Weights are multiplied by `factor`. Where each tree
 * adds to one sum (boosting), all sums share one list of leaves.
 */
export function assembleSums(trees: RawTrees, bases: readonly number[], factor = 1): TreeSum[] {
  const far = trees.weights.find(({ target }) => !(target in bases));
  if (far) refuse('INVALID_TREES', `a weight stands under ${far.target} of ${bases.length}`);
  if (![...bases, ...trees.weights.map(({ value }) => value)].every(Number.isFinite)) {
    refuse('INVALID_TREES', 'a leaf or a base value is no finite number');
  }
  const targets = targetsByRoot(trees);
  const isSplit = targets.every((ofTree) => ofTree.size <= 1);
  const lists = isSplit ? 1 : bases.length;
  if (lists * trees.nodes.length > MOST_LEAF_VALUES) refuse('UNSUPPORTED', 'the model is too large');
  const leafValues = Array.from({ length: lists }, () => new Float64Array(trees.nodes.length));
  for (const { node, target, value } of trees.weights) {
    leafValues[isSplit ? 0 : target][node] += factor * value;
  }
  return bases.map((base, i) => ({
    base,
    roots: Int32Array.from(trees.roots.filter((_, t) => targets[t].has(i))),
    leafValue: leafValues[isSplit ? 0 : i],
  }));
}

/** The sums that each tree adds to. */
function targetsByRoot({ nodes, roots, weights }: RawTrees): Set<number>[] {
  const ofLeaf = new Map<number, number[]>();
  for (const { node, target } of weights) {
    const targets = ofLeaf.get(node);
    if (targets) targets.push(target);
    else ofLeaf.set(node, [target]);
  }
  return roots.map((root) => {
    const targets = new Set<number>();
    const seen = new Set([root]);
    // A set takes what is added while it is walked through.
    for (const node of seen) {
      const { feature, whenTrue, whenFalse } = nodes[node];
      if (feature !== LEAF) seen.add(whenTrue).add(whenFalse);
      else for (const target of ofLeaf.get(node) ?? []) targets.add(target);
    }
    return targets;
  });
}

/** Refuses cycles, and what is too deep or, by shared nodes, has too many paths. */
function checkPaths(nodes: readonly RawNode[], roots: readonly number[]): void {
  const [UNKNOWN, OPEN] = [0, -1];
  // A node's paths are those of its children together.
  const paths = new Float64Array(nodes.length).fill(UNKNOWN);
  const depths = new Int32Array(nodes.length);
  const waiting = [...roots];
  while (waiting.length > 0) {
    const node = waiting[waiting.length - 1];
    const { feature, whenTrue, whenFalse } = nodes[node];
    const children = feature === LEAF ? [] : [whenTrue, whenFalse];
    const unknown = children.filter((child) => !(paths[child] > 0));
    if (unknown.some((child) => child === node || paths[child] === OPEN)) {
      refuse('INVALID_TREES', 'a tree has a cycle');
    }
    if (unknown.length > 0) {
      paths[node] = OPEN;
      waiting.push(unknown[0]);
      continue;
    }
    paths[node] = children.reduce((sum, child) => sum + paths[child], 0) || 1;
    depths[node] = children.reduce((most, child) => Math.max(most, depths[child] + 1), 0);
    waiting.pop();
  }
  if (roots.some((root) => depths[root] > MOST_DEPTH)) refuse('UNSUPPORTED', 'a tree is too deep');
  if (roots.some((root) => paths[root] > MOST_PATHS)) {
    refuse('UNSUPPORTED', 'a tree has too many paths to its leaves');
  }
}

/**
 * Shares from the weight that a file says came through each node (`nodes_hitrates`). Many exporters write a constant
 * there: shares are believed only where every node holds what its children hold together.
 */
function sharesFromCover(nodes: readonly RawNode[]): Float64Array | null {
  const shares = new Float64Array(nodes.length);
  let total = 0;
  for (const [i, { feature, cover, whenTrue, whenFalse }] of nodes.entries()) {
    if (feature === LEAF) continue;
    const [passing, failing] = [nodes[whenTrue].cover, nodes[whenFalse].cover];
    if (cover === null || passing === null || failing === null || passing < 0 || failing < 0) return null;
    const held = passing + failing;
    if (!(Math.abs(cover - held) <= COVER_TOLERANCE * Math.max(cover, held))) return null;
    shares[i] = shareOf(passing, held);
    total += cover;
  }
  return total > 0 ? shares : null;
}

/** Nobody came: both ways are taken to be equally likely. */
export function shareOf(passing: number, all: number): number {
  return all > 0 ? passing / all : 0.5;
}
