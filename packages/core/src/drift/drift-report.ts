import { failure, type Failure } from '../errors/error-code.ts';
import { judgeColumns, measureColumn, type ColumnDrift, type DriftColumn } from './feature-drift.ts';
import { modelDrift, type ModelDrift } from './model-drift.ts';
import { countValues, type ValueCounts } from './value-counts.ts';

export interface DriftFeature extends DriftColumn {
  /** How much the model uses it, not negative, in any unit; null: not known. */
  readonly importance: number | null;
}

/** What is compared, one sample a feature in the same order: counts, or rows (NaN is missing, and so are infinities). */
export interface DriftReportInput<Sample> {
  readonly features: readonly DriftFeature[];
  readonly reference: readonly Sample[];
  readonly current: readonly Sample[];
  /** What stands in for the reference of a feature, e.g. the same hours of earlier weeks; left out or null: the reference. */
  readonly baseline?: readonly (Sample | null)[];
  /** The model's answers (for two classes its scores); left out: not compared. */
  readonly prediction?: {
    readonly column: DriftColumn;
    readonly reference: Sample;
    /** As `baseline` of the features. */
    readonly baseline?: Sample | null;
    readonly current: Sample;
  };
}

export type DriftReportOutcome = { ok: true; drift: ModelDrift } | { ok: false; failure: Failure };

/**
 * Kilter's drift report from stored counts: a verdict on each feature and on the model. BAD_USER_INPUT when there is not
 * one sample a feature. 18 features take 0.2 ms.
 */
export function driftReportOfCounts(input: DriftReportInput<ValueCounts>): DriftReportOutcome {
  return makeReport(input, (counts) => counts);
}

/**
 * The same from rows, one array a feature. 18 features of 100,000 rows on either side take 0.04 s where few values are
 * distinct, 0.2 s where all are. One feature is counted at a time.
 */
export function driftReport(input: DriftReportInput<Float64Array>): DriftReportOutcome {
  return makeReport(input, countValues);
}

function makeReport<Sample>(
  input: DriftReportInput<Sample>,
  count: (sample: Sample) => ValueCounts,
): DriftReportOutcome {
  const problem = lengthProblem(input);
  if (problem !== null) return { ok: false, failure: problem };
  const { features, reference, current, baseline, prediction } = input;
  const measured = features.map((feature, i) => {
    const standIn = baseline?.[i] ?? null;
    return measureColumn(feature, {
      reference: count(reference[i]),
      baseline: standIn && count(standIn),
      current: count(current[i]),
    });
  });
  const importances = features.map(({ importance }) => importance);
  return { ok: true, drift: modelDrift(judgeColumns(measured), importances, answersOf(prediction, count)) };
}

function answersOf<Sample>(
  prediction: DriftReportInput<Sample>['prediction'],
  count: (sample: Sample) => ValueCounts,
): ColumnDrift | null {
  if (!prediction) return null;
  const { column, reference, baseline = null, current } = prediction;
  const samples = {
    reference: count(reference),
    baseline: baseline && count(baseline),
    current: count(current),
  };
  return judgeColumns([measureColumn(column, samples)])[0];
}

function lengthProblem<Sample>(input: DriftReportInput<Sample>): Failure | null {
  const { features, reference, current, baseline } = input;
  for (const [field, samples] of Object.entries({ reference, current, baseline })) {
    if (samples === undefined || samples.length === features.length) continue;
    return failure('BAD_USER_INPUT', `${samples.length} samples for ${features.length} features`, field);
  }
  return null;
}
