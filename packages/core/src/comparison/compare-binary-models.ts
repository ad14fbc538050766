import type { Failure } from '../errors/error-code.ts';
import { failure } from '../errors/error-code.ts';
import type { SmoothMetric } from '../performance/binary-influence.ts';
import { binaryMetricNames } from '../performance/binary-metrics.ts';
import { clustersOf } from '../performance/clusters.ts';
import { BINARY, completeRows, pick, PROBABILITY } from '../performance/complete-rows.ts';
import { binaryGains, type BinaryPair } from './binary-gains.ts';
import { judgeComparison, type Verdict } from './comparison-verdict.ts';
import { findGains, type MetricFinding } from './gain-findings.ts';
import type { MetricGain } from './metric-gain.ts';
import { oneRowPerSubject } from './one-row-per-subject.ts';

/** The same rows scored by two models. NaN is missing; a row that lacks anything is left out. */
export interface ComparedRows {
  /** 0 or 1. */
  readonly targets: ArrayLike<number>;
  /** Calibrated probabilities of the positive class, 0..1. */
  readonly champion: ArrayLike<number>;
  readonly challenger: ArrayLike<number>;
  /** Whom each row is of, so that one row a subject is tested; null: rows are independent. */
  readonly subjects?: readonly (string | null)[] | null;
  /** Ids of the rows, by which a subject's row is chosen; by default their places. */
  readonly rowKeys?: readonly string[] | null;
}

export interface ComparisonOptions {
  /** Positive is answered from here on. */
  readonly thresholds: { readonly champion: number; readonly challenger: number };
  /** The metrics to compare, with how much worse is still as good; `defaultMargins` by default. */
  readonly margins?: Partial<Readonly<Record<SmoothMetric, number>>>;
  /** One-sided, 0.05 by default. */
  readonly level?: number;
  /** Of the choice of a row a subject. */
  readonly seed?: number;
}

/** About half of what counts as a degradation: a challenger must not bring one in unseen. */
export const defaultMargins = {
  accuracy: 0.01,
  recall: 0.03,
  precision: 0.03,
  rocAuc: 0.01,
  prAuc: 0.02,
} as const satisfies Partial<Record<SmoothMetric, number>>;

export interface ModelComparison extends Verdict {
  /** Complete rows. */
  readonly rows: number;
  readonly leftOut: number;
  /** Independent rows that were tested: one a subject. */
  readonly subjects: number;
  /** Positives among them. */
  readonly positives: number;
  /** On one row a subject: what the verdict rests on. */
  readonly metrics: readonly MetricFinding[];
  /** On all rows, with intervals by subject: what the application sees. The same where no subject repeats. */
  readonly perPrediction: readonly MetricGain[];
}

export type ComparisonResult = { ok: true; comparison: ModelComparison } | { ok: false; failure: Failure };

/**
 * Whether a challenger may take a champion's place, on rows that neither was trained on: better, not worse within
 * margins, worse, or not enough data, with the figures and a sentence for each. BAD_USER_INPUT for what is no target
 * or probability, INSUFFICIENT_DATA where no row is complete.
 */
export function compareBinaryModels(rows: ComparedRows, options: ComparisonOptions): ComparisonResult {
  const complete = completeRows([
    { name: 'targets', values: rows.targets, allowed: BINARY },
    { name: 'champion', values: rows.champion, allowed: PROBABILITY },
    { name: 'challenger', values: rows.challenger, allowed: PROBABILITY },
  ]);
  if (!complete.ok) return complete;
  const problem = findKeyProblem(rows);
  if (problem !== null) return { ok: false, failure: problem };
  const { level = 0.05, margins = defaultMargins, seed = 0 } = options;
  const names = metricsOf(margins);
  const subjects = rows.subjects ? Array.from(complete.rows, (row) => rows.subjects?.[row] ?? null) : null;
  const keys = Array.from(complete.rows, (row) => rows.rowKeys?.[row] ?? String(row));
  const chosen = subjects === null ? null : oneRowPerSubject(subjects, keys, seed);
  const columns = chosen === null ? complete.columns : complete.columns.map((column) => pick(column, chosen));
  const clusters = subjects === null ? null : clustersOf(subjects);
  const tested = binaryGains(pairOf(columns, options), names, null, level);
  const perPrediction =
    clusters === null
      ? tested
      : binaryGains(pairOf(complete.columns, options), names, clusters.clusterOf, level);
  const findings = findGains(tested, (metric) => marginOf(margins, metric), level);
  const positives = columns[0].reduce((sum, target) => sum + target, 0);
  const count = columns[0].length;
  const basis = { rows: count, rarer: Math.min(positives, count - positives), level };
  return {
    ok: true,
    comparison: {
      ...judgeComparison(findings, basis),
      rows: complete.rows.length,
      leftOut: complete.leftOut,
      subjects: count,
      positives,
      metrics: findings,
      perPrediction,
    },
  };
}

function findKeyProblem({ targets, subjects, rowKeys }: ComparedRows): Failure | null {
  for (const [name, keys] of Object.entries({ subjects, rowKeys })) {
    if (keys && keys.length !== targets.length) {
      return failure('BAD_USER_INPUT', `${name} must have one entry a row (${targets.length})`, name);
    }
  }
  return null;
}

type Margins = NonNullable<ComparisonOptions['margins']>;

const comparable = binaryMetricNames.filter((name): name is SmoothMetric => name !== 'ece');

function metricsOf(margins: Margins): SmoothMetric[] {
  return comparable.filter((metric) => margins[metric] !== undefined);
}

function marginOf(margins: Margins, metric: string): number {
  return Object.entries(margins).find(([name]) => name === metric)?.[1] ?? 0;
}

function pairOf(
  [targets, champion, challenger]: readonly Float64Array[],
  options: ComparisonOptions,
): BinaryPair {
  const { thresholds } = options;
  return {
    champion: { targets, probabilities: champion, threshold: thresholds.champion },
    challenger: { targets, probabilities: challenger, threshold: thresholds.challenger },
  };
}
