import type { ColumnKind } from '../drift/drift-result.ts';
import { LIMIT_QUANTILE, limitRows, nullLimits } from '../drift/null-limits.ts';
import { countsOfReference, countsOfScores } from '../drift/reference-counts.ts';
import type { ValueCounts } from '../drift/value-counts.ts';
import { ensembleTrees } from '../explain/ensemble-trees.ts';
import { shapImportance } from '../explain/feature-importance.ts';
import type { Feature, Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import type { Column } from './dataset.ts';
import type { Ensemble } from './ensemble.ts';
import { createRandom } from './random.ts';

type FeatureReference = Reference['features'][string];

/** Past this many distinct values a distribution is kept in bins. */
const MOST_DISTINCT = 10_000;
const BINS = 2000;
/** Equal-width bins of the score curve. */
export const SCORE_BINS = 1000;

/** What was normal for each feature, by name. `values` are as in the data (NaN missing), one array a feature. */
export function featureReferences(
  { features }: Manifest,
  values: readonly Float64Array[],
): Record<string, FeatureReference> {
  return Object.fromEntries(
    features.map((feature, i) => [feature.name, featureReference(feature, values[i])]),
  );
}

function featureReference(feature: Feature, values: Float64Array): FeatureReference {
  const known = values.filter((value) => !Number.isNaN(value));
  const missing = values.length - known.length;
  if (feature.kind === 'CATEGORICAL') {
    const counts = feature.categories.map(() => 0);
    for (const code of known) counts[code]++;
    return { kind: 'CATEGORICAL', missing, counts };
  }
  return { kind: 'NUMERIC', missing, ...moments(known), distribution: distributionOf(known.sort()) };
}

function moments(values: Float64Array): { mean: number | null; standardDeviation: number | null } {
  if (values.length === 0) return { mean: null, standardDeviation: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, standardDeviation: Math.sqrt(variance) };
}

function distributionOf(
  sorted: Float64Array,
): Extract<FeatureReference, { kind: 'NUMERIC' }>['distribution'] {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (values.at(-1) !== value) {
      values.push(value);
      counts.push(0);
    }
    counts[counts.length - 1]++;
  }
  if (values.length <= MOST_DISTINCT) return { values, counts };
  const [from, to] = [sorted[0], sorted[sorted.length - 1]];
  return { from, to, counts: countEqualWidth(sorted, from, to, BINS) };
}

/** Counts over equal-width bins of [from, to]; the last is closed. */
function countEqualWidth(values: Iterable<number>, from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    counts[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]++;
  }
  return counts;
}

/** Scores counted by true class: `counts[c][b]`. Targets are class indices. */
export function scoreReference(
  classes: readonly string[],
  targets: Float64Array,
  scores: Float64Array,
): NonNullable<Reference['scores']> {
  const counts = classes.map((_, index) =>
    countEqualWidth(
      scores.filter((_score, row) => targets[row] === index),
      0,
      1,
      SCORE_BINS,
    ),
  );
  return { bins: SCORE_BINS, classes: [...classes], counts };
}

/** As the figures are uncertain in the second digit, and the file is read by people. */
const LIMIT_DECIMALS = 1e5;

/** How far each feature and the scores move by chance; some 20 ms a feature. The same seed gives the same limits. */
export function referenceNullLimits(
  features: Reference['features'],
  scores: Reference['scores'],
  seed: number,
): NonNullable<Reference['nullLimits']> {
  const limitsOf = (kind: ColumnKind, counts: ValueCounts, stream: number) => {
    const limits = nullLimits(kind, counts, createRandom(seed, stream));
    return (
      limits && {
        jensenShannon: rounded(limits.jensenShannon),
        wasserstein: limits.wasserstein && rounded(limits.wasserstein),
      }
    );
  };
  const entries = Object.entries(features).flatMap(([name, feature], i) => {
    const limits = limitsOf(feature.kind, countsOfReference(feature), i);
    return limits === null ? [] : [[name, limits] as const];
  });
  return {
    quantile: LIMIT_QUANTILE,
    rows: [...limitRows],
    features: Object.fromEntries(entries),
    scores: scores && limitsOf('NUMERIC', countsOfScores(scores), entries.length),
  };
}

function rounded(limits: readonly number[]): number[] {
  return limits.map((limit) => Math.round(limit * LIMIT_DECIMALS) / LIMIT_DECIMALS);
}

/** How much each feature counts in the ensemble's answers to the training rows. */
export function importanceReference(
  { features }: Manifest,
  ensemble: Ensemble,
  columns: readonly Column[],
  seed: number,
): Reference['importance'] {
  const names = features.map(({ name }) => name);
  return shapImportance(ensembleTrees(ensemble, features.length), columns, names, seed);
}
