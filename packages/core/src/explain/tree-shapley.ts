import { LEAF } from '../training/tree.ts';
import { gaussLegendre, type Quadrature } from './gauss-legendre.ts';
import { passes, type TreeModel, type TreeNodes, type TreeSum } from './tree-model.ts';

/**
 * Shapley values of the features for one sum over trees, exactly, in time proportional to nodes x depth / 2.
 *
 * A coalition's worth is what the trees add when the features in it are the row's and the others are averaged out: at a
 * node that tests such a feature, either child counts by its share of the training weight (path-dependent; Lundberg et
 * al. 2018, "Consistent individualized feature attribution for tree ensembles"), or the child that a background row goes
 * to counts (interventional; Lundberg et al. 2020). Both are products over the features on a leaf's path: `row` (1 when
 * the row passes all their tests, else 0) for a feature in the coalition, `rest` (the product of shares) for another.
 *
 * The Shapley value is the integral over t in [0, 1] of the derivative of the multilinear extension along its diagonal
 * (Owen 1972): for a leaf and a feature on its path, value x (row - rest) x the product over the other features of
 * (1 - t) rest + t row. That is a polynomial in t of a degree below the number of features on the path, so
 * Gauss-Legendre quadrature with half as many points is exact; and all factors are positive, so nothing cancels, however
 * deep the tree (the usual unwinding of paths divides and loses digits there). Subtrees share their products as in
 * Linear TreeSHAP (Yu et al. 2022).
 */
export class TreeShapley {
  readonly #nodes: TreeNodes;
  readonly #sum: TreeSum;
  readonly #quadrature: Quadrature;
  /** Products of the path down to each depth, and sums over the leaves below it; by depth and point. */
  readonly #products: Float64Array;
  readonly #subtrees: Float64Array;
  /** Of each feature on the way to the current node: what it is for the row, and for the rest. */
  readonly #row: Float64Array;
  readonly #rest: Float64Array;
  #values: Float64Array = new Float64Array();
  #background: Float64Array | null = null;
  #contributions: Float64Array = new Float64Array();

  constructor({ nodes, width }: TreeModel, sum: TreeSum) {
    const { depth, features } = greatestPath(nodes, sum.roots);
    this.#nodes = nodes;
    this.#sum = sum;
    this.#quadrature = gaussLegendre(Math.max(1, Math.ceil(features / 2)));
    const points = this.#quadrature.points.length;
    this.#products = new Float64Array((depth + 1) * points).fill(1, 0, points);
    this.#subtrees = new Float64Array((depth + 1) * points);
    this.#row = new Float64Array(width).fill(1);
    this.#rest = new Float64Array(width).fill(1);
  }

  /**
   * Adds each feature's Shapley value to `contributions`. Rows are as `comparableRow` makes them. Without a background
   * row the model's `trueShare` is used, which must be there.
   */
  add(values: Float64Array, background: Float64Array | null, contributions: Float64Array): void {
    this.#values = values;
    this.#background = background;
    this.#contributions = contributions;
    for (const root of this.#sum.roots) this.#descend(root, 0);
  }

  /** Leaves in `#subtrees`, at `depth`, the sum over the leaves below `node` of value x product, at each point. */
  #descend(node: number, depth: number): void {
    const points = this.#quadrature.points.length;
    const here = depth * points;
    const feature = this.#nodes.feature[node];
    if (feature === LEAF) {
      const value = this.#sum.leafValue[node];
      for (let i = here; i < here + points; i++) this.#subtrees[i] = value * this.#products[i];
      return;
    }
    this.#subtrees.fill(0, here, here + points);
    const share = this.#shareAt(node, feature);
    const isPassing = passes(this.#nodes, node, this.#values[feature]);
    this.#branch(this.#nodes.whenTrue[node], depth, feature, isPassing ? 1 : 0, share);
    this.#branch(this.#nodes.whenFalse[node], depth, feature, isPassing ? 0 : 1, 1 - share);
  }

  /** Of what is averaged out, the share that passes at the node. */
  #shareAt(node: number, feature: number): number {
    if (this.#background !== null) return passes(this.#nodes, node, this.#background[feature]) ? 1 : 0;
    return this.#nodes.trueShare?.[node] ?? 0.5;
  }

  #branch(child: number, depth: number, feature: number, goes: number, share: number): void {
    const row = this.#row[feature];
    const rest = this.#rest[feature];
    const newRow = row * goes;
    const newRest = rest * share;
    // No coalition comes this way.
    if (newRow === 0 && newRest === 0) return;
    const { points, weights } = this.#quadrature;
    const count = points.length;
    const here = depth * count;
    const below = here + count;
    const products = this.#products;
    const subtrees = this.#subtrees;
    for (let i = 0; i < count; i++) {
      const t = points[i];
      products[below + i] = (products[here + i] * mix(newRest, newRow, t)) / mix(rest, row, t);
    }
    this.#row[feature] = newRow;
    this.#rest[feature] = newRest;
    this.#descend(child, depth + 1);
    this.#row[feature] = row;
    this.#rest[feature] = rest;
    let contribution = 0;
    for (let i = 0; i < count; i++) {
      const t = points[i];
      const subtree = subtrees[below + i];
      subtrees[here + i] += subtree;
      // An earlier test of the feature counts these leaves as if this one were not: taken off again.
      const change = (newRow - newRest) / mix(newRest, newRow, t) - (row - rest) / mix(rest, row, t);
      contribution += weights[i] * subtree * change;
    }
    this.#contributions[feature] += contribution;
  }
}

/** From `rest` at t = 0 to `row` at t = 1. */
function mix(rest: number, row: number, t: number): number {
  return rest + t * (row - rest);
}

/** The longest path's depth, and the most features that any path can have. */
function greatestPath(nodes: TreeNodes, roots: Int32Array): { depth: number; features: number } {
  const depths = new Int32Array(nodes.feature.length).fill(-1);
  const depthOf = (node: number): number => {
    if (nodes.feature[node] === LEAF) return 0;
    if (depths[node] < 0)
      depths[node] = 1 + Math.max(depthOf(nodes.whenTrue[node]), depthOf(nodes.whenFalse[node]));
    return depths[node];
  };
  const depth = roots.reduce((most, root) => Math.max(most, depthOf(root)), 0);
  const tested = new Set(nodes.feature.filter((feature) => feature !== LEAF));
  return { depth, features: Math.min(depth, tested.size) };
}
