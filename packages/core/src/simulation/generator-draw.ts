import type { Random } from '../training/random.ts';
import {
  QUANTILE_SHARES,
  scaled,
  type GeneratorFeature,
  type Leaf,
  type Scale,
} from './generator-feature.ts';
import { drawNormal, normalCdf } from './synthetic-normal.ts';
import { flattenTrees, leafAt } from './synthetic-tree.ts';

/** Writes a feature's value into a row whose earlier features are drawn; a NaN there is missing and stays. */
export type FeatureDraw = (row: Float64Array, random: Random) => void;

/** Where a feature stands among the others. Features are indices into a row. */
export interface DrawContext {
  readonly index: number;
  readonly isCategorical: readonly boolean[];
  readonly earlier: ReadonlyMap<string, { readonly index: number; readonly scale: Scale | null }>;
  /** Earlier features whose values this one is at least, and at most. */
  readonly atLeast: readonly number[];
  readonly atMost: readonly number[];
}

/** Throws a RangeError when the parts of the feature do not fit together. */
export function compileFeatureDraw(feature: GeneratorFeature, context: DrawContext): FeatureDraw {
  const { index, isCategorical, atLeast, atMost } = context;
  if (feature.tree === null) return (row) => (row[index] = NaN);
  const tree = flattenTrees([feature.tree], isCategorical);
  const drawShare = compileShare(feature, context);
  const leaves = feature.leaves.map((leaf) => compileLeaf(leaf, feature.decimals));
  return (row, random) => {
    if (Number.isNaN(row[index])) return;
    const leaf = leafAt(tree, 0, row);
    const share = drawShare(row, leaf, random);
    let [least, most] = [-Infinity, Infinity];
    for (const other of atLeast) if (row[other] > least) least = row[other];
    for (const other of atMost) if (row[other] < most) most = row[other];
    row[index] = leaves[leaf](share, least, most);
  };
}

/** How far up in its leaf a customer stands, in (0, 1): by chance, and by what the residual says. */
function compileShare(
  { name, residual }: GeneratorFeature,
  { earlier }: DrawContext,
): (row: Float64Array, leaf: number, random: Random) => number {
  if (residual === null) return (_row, _leaf, random) => random();
  const terms = residual.features.map((other, k) => {
    const known = earlier.get(other);
    if (known === undefined || known.scale === null) {
      throw new RangeError(`generator: "${name}" depends on "${other}", which is no number drawn before it`);
    }
    return { index: known.index, scale: known.scale, weight: residual.weights[k] };
  });
  const { shifts, spreads } = residual;
  return (row, leaf, random) => {
    let score = spreads[leaf] * drawNormal(random) - shifts[leaf];
    for (const { index, scale, weight } of terms) score += weight * scaled(row[index], scale);
    return normalCdf(score);
  };
}

/** The value at a share of the leaf's rows, within [least, most] where the leaf has any there. */
type LeafDraw = (share: number, least: number, most: number) => number;

function compileLeaf(leaf: Leaf, decimals: number): LeafDraw {
  return 'quantiles' in leaf
    ? compileQuantiles(leaf.quantiles, decimals)
    : compileCounts(leaf.values, leaf.counts);
}

function compileCounts(values: readonly number[], counts: readonly number[]): LeafDraw {
  const shares = cumulativeShares(counts);
  const last = values.length - 1;
  return (share, least, most) => {
    let [from, to] = [0, last];
    while (from < last && values[from] < least) from++;
    while (to > 0 && values[to] > most) to--;
    const below = from > 0 ? shares[from - 1] : 0;
    const value =
      from <= to ? values[firstAbove(shares, below + share * (shares[to] - below))] : values[from];
    return Math.max(least, Math.min(most, value));
  };
}

function compileQuantiles(quantiles: readonly number[], decimals: number): LeafDraw {
  const unit = 10 ** decimals;
  return (share, least, most) => {
    let i = 1;
    while (i < QUANTILE_SHARES.length - 1 && share > QUANTILE_SHARES[i]) i++;
    const along = (share - QUANTILE_SHARES[i - 1]) / (QUANTILE_SHARES[i] - QUANTILE_SHARES[i - 1]);
    const value = quantiles[i - 1] + along * (quantiles[i] - quantiles[i - 1]);
    return Math.max(least, Math.min(most, Math.round(value * unit) / unit));
  };
}

/** Running shares of the total, the last exactly 1. */
export function cumulativeShares(counts: readonly number[]): Float64Array {
  let sum = 0;
  const running = Float64Array.from(counts, (count) => (sum += count));
  return running.map((value) => (sum > 0 ? value / sum : 1));
}

/** Index of the first of ascending `shares` that is over `share`; the last one at most. */
export function firstAbove(shares: Float64Array, share: number): number {
  let index = 0;
  while (index < shares.length - 1 && shares[index] <= share) index++;
  return index;
}
