import { z } from 'zod';
import type { Manifest } from '../features/manifest.ts';
import { LEAF } from '../training/tree.ts';
import { childOf, flattenTrees, leafAt, packedTreeSchema, type FlatTrees } from './synthetic-tree.ts';

/** What decides outcomes: as in training, or with the drifting features' effects about halved. */
export type Concept = 'STABLE' | 'DRIFTED';

const metric = z.object({ name: z.string(), value: z.number() });

/**
 * How synthetic customers behave; the file `models/<name>/truth.json`. The log-odds of the positive class are
 * intercept + slope f(x) + noise, where f(x) = ln((p + e) / (1 - p + e)), p the share of positives by a random forest
 * grown on the training rows (a learner other than the served model's) and e = 0.01. Intercept, slope and noise are
 * solved so that the served model does on synthetic customers what it did out of fold on real ones.
 */
export const truthSchema = z.object({
  truthVersion: z.literal(1),
  model: z.string(),
  intercept: z.number(),
  slope: z.number(),
  /** Standard deviation of the normal noise on the log-odds, drawn once a subject: what no feature tells. */
  noise: z.number().nonnegative(),
  /**
   * Another truth for concept drift: f(x) moves by `strength` towards its value with these features unknown, so that
   * their effects shrink to 1 - strength of what they were; its own intercept keeps the share of positives.
   */
  drift: z.object({
    features: z.array(z.string()).min(1),
    strength: z.number().min(0).max(1),
    intercept: z.number(),
  }),
  /** Figures of the served model at its threshold. */
  pinned: z.object({
    /** Fresh synthetic customers that the figures below come from. */
    customers: z.number().int().positive(),
    /** Out of fold on real rows: what was aimed at. */
    card: z.array(metric),
    stable: z.array(metric),
    drifted: z.array(metric),
  }),
  /** How the forest was chosen, in words and numbers. */
  method: z.string(),
  /** Leaves hold shares of positives; p is the mean over the trees. */
  trees: z.array(packedTreeSchema).min(1),
});

export type Truth = z.infer<typeof truthSchema>;

/** Keeps log-odds finite: a share of 0 or 1 is +-4.6. */
const SMOOTHING = 0.01;

export function smoothLogOdds(share: number): number {
  return Math.log((share + SMOOTHING) / (1 - share + SMOOTHING));
}

/** A forest's f(x), and f(x) with some features unknown, for customers in the manifest's feature order. */
export interface TruthForest {
  full(customers: readonly ArrayLike<number>[]): Float64Array;
  /**
   * A tree that asks for a hidden feature answers the mean of both branches, weighted by how many training rows went
   * each way (weighted traversal, Friedman 2001, section 8.2).
   */
  without(customers: readonly ArrayLike<number>[]): Float64Array;
}

/** `hidden` names the features that `without` does not see. Throws a RangeError on an unknown one. */
export function compileForest(
  { name, features }: Manifest,
  trees: Truth['trees'],
  hidden: readonly string[],
): TruthForest {
  const isHidden = new Uint8Array(features.length);
  for (const feature of hidden) {
    const index = features.findIndex((other) => other.name === feature);
    if (index === -1) throw new RangeError(`truth: "${feature}" is not a feature of ${name}`);
    isHidden[index] = 1;
  }
  const flat = flattenTrees(
    trees,
    features.map(({ kind }) => kind === 'CATEGORICAL'),
  );
  const row = new Float64Array(features.length);
  const eachCustomer = (customers: readonly ArrayLike<number>[], shareOf: (root: number) => number) =>
    Float64Array.from(customers, (customer) => {
      for (let i = 0; i < row.length; i++) row[i] = Math.fround(customer[i]); // as trained
      let sum = 0;
      for (const root of flat.roots) sum += shareOf(root);
      return smoothLogOdds(sum / flat.roots.length);
    });
  return {
    full: (customers) => eachCustomer(customers, (root) => leafAt(flat, root, row)),
    without: (customers) => eachCustomer(customers, (root) => meanLeaf(flat, root, row, isHidden)),
  };
}

/** The mean over the leaves that `row` may end in, in the tree or branch that begins at `root`. */
function meanLeaf(trees: FlatTrees, root: number, row: Float64Array, isHidden: Uint8Array): number {
  let node = root;
  while (trees.feature[node] !== LEAF) {
    if (isHidden[trees.feature[node]] === 1) {
      const share = trees.leftShare[node];
      const left = meanLeaf(trees, node + 1, row, isHidden);
      return share * left + (1 - share) * meanLeaf(trees, trees.right[node], row, isHidden);
    }
    node = childOf(trees, node, row);
  }
  return trees.at[node];
}

/** Log-odds of the positive class without the noise. */
export type TruthLogits = (customers: readonly ArrayLike<number>[], concept: Concept) => Float64Array;

export function compileTruth(manifest: Manifest, truth: Truth): TruthLogits {
  const { intercept, slope, drift } = truth;
  const forest = compileForest(manifest, truth.trees, drift.features);
  return (customers, concept) => {
    const full = forest.full(customers);
    if (concept === 'STABLE') return full.map((f) => intercept + slope * f);
    const without = forest.without(customers);
    return full.map((f, i) => drift.intercept + slope * driftedScore(f, without[i], drift.strength));
  };
}

export function driftedScore(full: number, without: number, strength: number): number {
  return full + strength * (without - full);
}
