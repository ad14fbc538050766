import type { Feature, Manifest } from '../features/manifest.ts';
import { binColumn, type BinnedColumn } from '../training/binning.ts';
import { groupCount } from '../training/grouped-folds.ts';
import type { TrainingTable } from '../training/training-table.ts';
import { QUANTILE_SHARES, type GeneratorFeature, type Leaf, type Scale } from './generator-feature.ts';
import { findGaps } from './generator-gaps.ts';
import { treeOutputs } from './generator-outputs.ts';
import { fitResidual, type Predictor } from './generator-residual.ts';
import { findOrderRules } from './generator-rules.ts';
import { growGeneratorTree, type GeneratorTreeOptions } from './generator-tree.ts';
import type { Generator } from './generator.ts';
import { packTree, roundTo } from './synthetic-tree.ts';

/** Leaves of at least 15 independent rows: too wide to hold anybody's row, narrow enough for what matters. */
const LEAF_WEIGHT = 15;
const LEAST_GAIN = 6;
const MOST_DEPTH = 10;
/** A leaf with more distinct values than this keeps quantiles. */
const MOST_COUNTED = 64;
const MOST_DECIMALS = 6;

/**
 * Fits the generator of synthetic customers to a training table of a binary classifier. `groups`: related rows have
 * equal numbers; only one row a group counts as evidence. Deterministic, without chance.
 */
export function fitGenerator(manifest: Manifest, table: TrainingTable, groups: Int32Array): Generator {
  const { values, targets } = table;
  const rowWeight = groupCount(groups) / groups.length;
  const order = drawingOrder(values);
  const fit = new FeatureFit(manifest, table, {
    rowWeight,
    minimumLeafWeight: LEAF_WEIGHT,
    minimumGain: LEAST_GAIN,
    maximumDepth: MOST_DEPTH,
  });
  const positives = targets.reduce((sum, target) => sum + target, 0);
  const names = manifest.features.map(({ name }) => name);
  return {
    generatorVersion: 1,
    model: manifest.name,
    rows: targets.length,
    groups: groupCount(groups),
    classes: [targets.length - positives, positives],
    gaps: findGaps(names, values, targets),
    rules: findOrderRules(manifest, values),
    features: order.map((index) => fit.next(index)),
  };
}

/** Features with few values first: they part the customers, and the fine ones follow within the parts. */
function drawingOrder(values: readonly Float64Array[]): number[] {
  const distinct = values.map((column) => new Set(column).size);
  return [...values.keys()].sort((a, b) => distinct[a] - distinct[b]);
}

/** Fits the features one after another, each on those before it. */
class FeatureFit {
  readonly #features: readonly Feature[];
  readonly #values: readonly Float64Array[];
  readonly #options: GeneratorTreeOptions;
  /** What a tree may ask about, by index; of a feature not drawn yet only whether it is missing. */
  readonly #columns: BinnedColumn[];
  readonly #predictors: Predictor[] = [];

  constructor({ features }: Manifest, { values, targets }: TrainingTable, options: GeneratorTreeOptions) {
    this.#features = features;
    this.#values = values;
    this.#options = options;
    const known = values.map((column) => column.map((value) => (Number.isNaN(value) ? NaN : 0)));
    this.#columns = [
      ...known.map((column) => binColumn({ kind: 'NUMERIC', values: Float32Array.from(column) })),
      binColumn({ kind: 'CATEGORICAL', values: Float32Array.from(targets) }),
    ];
  }

  next(index: number): GeneratorFeature {
    const { name, kind } = this.#features[index];
    const values = this.#values[index];
    const scale = kind === 'NUMERIC' ? scaleOf(values) : null;
    const fitted = this.#fitTree(index, kind === 'CATEGORICAL');
    this.#columns[index] = binColumn({ kind, values: Float32Array.from(values) });
    const decimals = kind === 'NUMERIC' ? decimalsOf(values) : 0;
    if (fitted === null) return { name, tree: null, leaves: [], decimals, scale, residual: null };
    const { tree, leafRows } = fitted;
    const residual =
      scale === null ? null : fitResidual(values, leafRows, this.#predictors, this.#options.rowWeight);
    if (scale !== null) this.#predictors.push({ name, values, scale });
    const { cover: _, ...packed } = packTree(tree);
    const leaves = leafRows.map((rows) => describeLeaf(Float64Array.from(rows, (row) => values[row])));
    return { name, tree: packed, leaves, decimals, scale, residual };
  }

  #fitTree(index: number, isCategorical: boolean) {
    const values = this.#values[index];
    const known = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
    if (known.length === 0) return null;
    return growGeneratorTree(this.#columns, treeOutputs(values, isCategorical), known, this.#options);
  }
}

function scaleOf(values: Float64Array): Scale | null {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return variance > 0 ? { mean: roundTo(6, mean), deviation: roundTo(6, Math.sqrt(variance)) } : null;
}

/** Decimals that the known values are written with. */
function decimalsOf(values: Float64Array): number {
  let decimals = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    while (decimals < MOST_DECIMALS && Number(value.toFixed(decimals)) !== value) decimals++;
  }
  return decimals;
}

/** `values` are a leaf's, all known. */
function describeLeaf(values: Float64Array): Leaf {
  const counts = new Map<number, number>();
  for (const value of values.sort()) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size <= MOST_COUNTED) return { values: [...counts.keys()], counts: [...counts.values()] };
  return { quantiles: QUANTILE_SHARES.map((share) => roundTo(6, quantile(values, share))) };
}

/** Linear between the two nearest of ascending values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const next = sorted[Math.min(sorted.length - 1, below + 1)];
  return sorted[below] + (at - below) * (next - sorted[below]);
}
