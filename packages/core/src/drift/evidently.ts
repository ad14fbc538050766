import { failure } from '../errors/error-code.ts';
import { andersonDarling } from './anderson-darling.ts';
import { chiSquareGoodnessOfFit } from './chi-square.ts';
import { cramerVonMises } from './cramer-von-mises.ts';
import type { ColumnKind, DriftMethod, DriftOutcome } from './drift-result.ts';
import { countInBins, sturgesEdges } from './equal-width-bins.ts';
import { hellingerByAffinity } from './hellinger.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { kullbackLeibler } from './kullback-leibler.ts';
import { mannWhitney, type MannWhitneyTest } from './mann-whitney.ts';
import { mergeCounts } from './merge-counts.ts';
import { pairCounts, type PairedCounts } from './paired-counts.ts';
import { populationStability } from './population-stability.ts';
import { twoValueTest } from './two-value-test.ts';
import { rowsOf, type ValueCounts } from './value-counts.ts';
import { normedWasserstein } from './wasserstein.ts';

/** Evidently's methods that are computed here. */
export type EvidentlyMethod = Exclude<DriftMethod, 'TOTAL_VARIATION' | 'L_INFINITY'>;

/** A reference of more rows is compared by a distance, a smaller one by a test. */
const SMALL_REFERENCE = 1000;
/** Numbers with more distinct values on both sides count as a scale, those with fewer as categories. */
const FEW_VALUES = 5;
/** Numbers with more distinct values in the reference are binned. */
const UNBINNED_VALUES = 20;

const THRESHOLD = 0.1;
/** Tests that decide at another: Evidently's defaults differ, and leave 0.1 to Cramer-von Mises and Anderson-Darling. */
const TEST_THRESHOLD = 0.05;
const testsAtLess: readonly EvidentlyMethod[] = [
  'KOLMOGOROV_SMIRNOV',
  'MANN_WHITNEY',
  'CHI_SQUARE',
  'Z_TEST',
];

/** What Evidently chooses when it is not told: by kind, rows of the reference and distinct values on both sides. */
export function evidentlyMethod(
  kind: ColumnKind,
  reference: ValueCounts,
  current: ValueCounts,
): EvidentlyMethod {
  const distinct = distinctValues(reference, current);
  const isScale = kind === 'NUMERIC' && distinct > FEW_VALUES;
  if (rowsOf(reference) > SMALL_REFERENCE) return isScale ? 'WASSERSTEIN' : 'JENSEN_SHANNON';
  if (isScale) return 'KOLMOGOROV_SMIRNOV';
  return distinct > 2 ? 'CHI_SQUARE' : 'Z_TEST';
}

/** Of both sides together; where a side alone has many, no matter how many. */
function distinctValues(reference: ValueCounts, current: ValueCounts): number {
  const atLeast = Math.max(reference.values.length, current.values.length);
  return atLeast > FEW_VALUES ? atLeast : pairCounts(reference, current).values.length;
}

/**
 * Both sides over Evidently's bins: numbers with more than 20 distinct values in the reference in bins of equal width
 * (Sturges) over both sides together; anything else by value. A series of windows is therefore binned anew each time.
 */
export function evidentlyBins(
  kind: ColumnKind,
  reference: ValueCounts,
  current: ValueCounts,
): { reference: Float64Array; current: Float64Array } {
  if (kind === 'CATEGORICAL' || reference.values.length <= UNBINNED_VALUES)
    return pairCounts(reference, current);
  const edges = sturgesEdges(mergeCounts(reference, current));
  return { reference: countInBins(reference, edges), current: countInBins(current, edges) };
}

export interface EvidentlyOptions {
  /** Left out: Evidently's own choice. */
  method?: EvidentlyMethod;
  /** Left out: 0.1 for distances, Cramer-von Mises and Anderson-Darling, 0.05 for the other tests. */
  threshold?: number;
}

/**
 * Drift of one column as Evidently decides it. Missing values and infinities are dropped. The counts must be exact: on
 * a grid, ties and bins would fall otherwise. INSUFFICIENT_DATA without values on a side.
 */
export function evidentlyDrift(
  kind: ColumnKind,
  reference: ValueCounts,
  current: ValueCounts,
  options: EvidentlyOptions = {},
): DriftOutcome {
  if (reference.values.length === 0) return insufficient('The reference has no values.');
  if (current.values.length === 0) return insufficient('The current side has no values.');
  const method = options.method ?? evidentlyMethod(kind, reference, current);
  const figures = compute(method, kind, reference, current);
  if (figures === null) return insufficient('All values are equal.');
  const { statistic, pValue } = figures;
  const threshold = options.threshold ?? (testsAtLess.includes(method) ? TEST_THRESHOLD : THRESHOLD);
  return {
    ok: true,
    result: {
      method,
      dialect: 'EVIDENTLY',
      statistic: Number.isFinite(statistic) ? statistic : null,
      threshold,
      decidedBy: pValue === null ? 'STATISTIC' : 'P_VALUE',
      pValue,
      drifted: isDrifted(method, statistic, pValue, threshold),
    },
  };
}

const insufficient = (message: string): DriftOutcome => ({
  ok: false,
  failure: failure('INSUFFICIENT_DATA', message),
});

function isDrifted(method: EvidentlyMethod, statistic: number, pValue: number | null, threshold: number) {
  if (pValue === null) return statistic >= threshold;
  const isClosed = method === 'KOLMOGOROV_SMIRNOV' || method === 'CRAMER_VON_MISES';
  return isClosed ? pValue <= threshold : pValue < threshold;
}

interface Figures {
  statistic: number;
  pValue: number | null;
}

function compute(
  method: EvidentlyMethod,
  kind: ColumnKind,
  reference: ValueCounts,
  current: ValueCounts,
): Figures | null {
  const pair = () => pairCounts(reference, current);
  const binned = (distance: (r: Float64Array, c: Float64Array) => number | null) => {
    const bins = evidentlyBins(kind, reference, current);
    return asDistance(distance(bins.reference, bins.current));
  };
  switch (method) {
    case 'KOLMOGOROV_SMIRNOV':
      return kolmogorovSmirnov(pair());
    case 'CRAMER_VON_MISES':
      return cramerVonMises(pair());
    case 'ANDERSON_DARLING':
      return ofSides(pair(), (r, c) => andersonDarling([r, c]));
    case 'MANN_WHITNEY':
      return oneSided(mannWhitney(pair()));
    case 'CHI_SQUARE':
      return ofSides(pair(), chiSquareGoodnessOfFit);
    case 'Z_TEST':
      return asTest(twoValueTest(pair()));
    case 'POPULATION_STABILITY':
      return binned(populationStability);
    case 'KULLBACK_LEIBLER':
      return binned(kullbackLeibler);
    case 'JENSEN_SHANNON':
      return binned((r, c) => jensenShannonDistance(r, c, 'E'));
    case 'HELLINGER':
      return asDistance(hellinger(kind, reference, current, pair()));
    case 'WASSERSTEIN':
      return asDistance(normedWasserstein(reference, current));
  }
}

const ofSides = (pair: PairedCounts, test: (r: Float64Array, c: Float64Array) => Figures | null) =>
  test(pair.reference, pair.current);

const asDistance = (statistic: number | null): Figures | null =>
  statistic === null ? null : { statistic, pValue: null };

const asTest = (test: { z: number; pValue: number } | null): Figures | null =>
  test === null ? null : { statistic: test.z, pValue: test.pValue };

const oneSided = (test: MannWhitneyTest | null): Figures | null =>
  test === null ? null : { statistic: test.statistic, pValue: test.pValueLower };

/** Numbers are binned by Sturges' rule on the distinct values, each counting once. */
function hellinger(kind: ColumnKind, reference: ValueCounts, current: ValueCounts, pair: PairedCounts) {
  if (kind === 'CATEGORICAL') return hellingerByAffinity(pair.reference, pair.current);
  const { values } = pair;
  const edges = sturgesEdges({ values, counts: new Float64Array(values.length).fill(1), missing: 0 });
  return hellingerByAffinity(countInBins(reference, edges), countInBins(current, edges));
}

/** From this share of drifted columns on, Evidently calls a dataset drifted. */
const DATASET_SHARE = 0.5;

/** Whether the columns together have drifted: at least half of those with a result. Null without results. */
export function evidentlyDatasetDrift(
  outcomes: readonly DriftOutcome[],
): { drifted: boolean; driftedShare: number } | null {
  const results = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result] : []));
  if (results.length === 0) return null;
  const driftedShare = results.filter(({ drifted }) => drifted).length / results.length;
  return { drifted: driftedShare >= DATASET_SHARE, driftedShare };
}
