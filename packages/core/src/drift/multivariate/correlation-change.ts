import type { Failure } from '../../errors/error-code.ts';
import { benjaminiHochbergAdjusted } from '../../statistics/benjamini-hochberg.ts';
import { twoSidedP } from '../../statistics/normal-distribution.ts';
import { createRandom, sampleIndices } from '../../training/random.ts';
import { ENOUGH_ROWS } from '../feature-drift.ts';
import { comparisonProblem, rowCountOf, type FeatureColumn } from './feature-column.ts';
import { rankCorrelation, type RankCorrelation } from './rank-correlation.ts';
import { scoreColumns, type ScoreColumn } from './score-columns.ts';

export interface CorrelationChangeOptions {
  /** For the samples: the same seed, the same figures. */
  readonly seed: number;
  /** Rows of a side beyond this number are sampled. */
  readonly mostRows?: number;
  /** On either side. */
  readonly leastRows?: number;
  /** Greatest expected share of wrong ones among the pairs that are called changed. */
  readonly level?: number;
  /** Least change of a correlation that counts. */
  readonly leastChange?: number;
}

/** So many know a correlation to 0.015, which is little beside the least change. */
const MOST_ROWS = 5000;
/** Rows that must have both values of a pair, on either side. */
const LEAST_PAIR_ROWS = 100;
const LEVEL = 0.01;
const LEAST_CHANGE = 0.1;

/** Two features, and how their association differs between the sides. */
export interface CorrelationPair {
  readonly first: string;
  readonly second: string;
  /** Which category of a feature shows the change most; null for a numeric feature. */
  readonly firstCategory: number | null;
  readonly secondCategory: number | null;
  /** Rank correlations, -1..1, of the values or of being of that category. */
  readonly reference: number;
  readonly current: number;
  /** Of this pair alone, corrected for the categories tried; 0..1. */
  readonly pValue: number;
  /** By Benjamini and Hochberg over all pairs. */
  readonly adjustedP: number;
  readonly drifted: boolean;
}

export interface CorrelationChange {
  readonly referenceRows: number;
  readonly currentRows: number;
  /** Every pair that can be compared, the least p-value first. */
  readonly pairs: readonly CorrelationPair[];
  /** Some pair has changed. */
  readonly drifted: boolean;
}

export type CorrelationOutcome = { ok: true; result: CorrelationChange } | { ok: false; failure: Failure };

/**
 * Which features no longer hang together as they did: the difference of Spearman's rank correlations of each pair, held
 * against its large-sample standard error, which assumes no distribution (see `rankCorrelation`). A categorical feature
 * stands for each of its categories, "is it this one"; of these the most changed counts, times their number
 * (Bonferroni). Blind to a feature that moves alone, by design: ranks are taken within each side. Pairs in which a
 * feature does not vary, or that fewer than 100 rows have, are left out. Fails with INSUFFICIENT_DATA for few rows,
 * BAD_USER_INPUT when the sides have not the same features.
 */
export function correlationChange(
  reference: readonly FeatureColumn[],
  current: readonly FeatureColumn[],
  options: CorrelationChangeOptions,
): CorrelationOutcome {
  const { seed, mostRows = MOST_ROWS, leastRows = ENOUGH_ROWS } = options;
  const { level = LEVEL, leastChange = LEAST_CHANGE } = options;
  const problem = comparisonProblem(reference, current, leastRows);
  if (problem !== null) return { ok: false, failure: problem };
  const random = createRandom(seed);
  const ofReference = sampleIndices(rowCountOf(reference), mostRows, random);
  const ofCurrent = sampleIndices(rowCountOf(current), mostRows, random);
  const features = reference.map((column, i) =>
    scoreColumns(takeRows(column, ofReference), takeRows(current[i], ofCurrent)),
  );
  const compared = comparePairs(features);
  const adjusted = benjaminiHochbergAdjusted(compared.map(({ pValue }) => pValue));
  const pairs = compared
    .map((pair, i) => {
      const drifted = adjusted[i] < level && Math.abs(pair.current - pair.reference) >= leastChange;
      return { ...pair, adjustedP: adjusted[i], drifted };
    })
    .sort((a, b) => a.pValue - b.pValue);
  return {
    ok: true,
    result: {
      referenceRows: ofReference.length,
      currentRows: ofCurrent.length,
      pairs,
      drifted: pairs.some(({ drifted }) => drifted),
    },
  };
}

function takeRows(column: FeatureColumn, rows: Int32Array): FeatureColumn {
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) };
}

type Compared = Omit<CorrelationPair, 'adjustedP' | 'drifted'>;

function comparePairs(features: readonly (readonly ScoreColumn[])[]): Compared[] {
  return features.flatMap((first, i) =>
    features.slice(i + 1).flatMap((second) => {
      const compared = first.flatMap((a) => second.flatMap((b) => compareScores(a, b) ?? []));
      if (compared.length === 0) return [];
      const clearest = compared.reduce((least, one) => (one.pValue < least.pValue ? one : least));
      return [{ ...clearest, pValue: Math.min(1, compared.length * clearest.pValue) }];
    }),
  );
}

function compareScores(a: ScoreColumn, b: ScoreColumn): Compared | null {
  const reference = rankCorrelation(a.reference, b.reference);
  const current = rankCorrelation(a.current, b.current);
  if (reference === null || current === null) return null;
  if (Math.min(reference.rows, current.rows) < LEAST_PAIR_ROWS) return null;
  return {
    first: a.feature,
    second: b.feature,
    firstCategory: a.category,
    secondCategory: b.category,
    reference: reference.correlation,
    current: current.correlation,
    pValue: differenceP(reference, current),
  };
}

/**
 * Both sides get the larger of their variances by row: that of a few hundred rows is often too small, and p-values
 * below 0.001 would be three times as frequent as they say.
 */
function differenceP(reference: RankCorrelation, current: RankCorrelation): number {
  const difference = current.correlation - reference.correlation;
  if (difference === 0) return 1;
  const byRow = Math.max(reference.variance * reference.rows, current.variance * current.rows);
  return twoSidedP(difference / Math.sqrt(byRow * (1 / reference.rows + 1 / current.rows)));
}
