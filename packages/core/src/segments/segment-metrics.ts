import { failure, type Failure } from '../errors/error-code.ts';
import { classIndex, completeRows, PROBABILITY, type NumberColumn } from '../performance/complete-rows.ts';
import { confusionMatrix, oneAgainstRest } from '../performance/confusion-matrix.ts';
import { labelMetrics, type LabelMetrics } from '../performance/label-metrics.ts';
import { brierScore, logLoss } from '../performance/probability-losses.ts';
import { averagePrecision, rocAuc } from '../performance/ranking.ts';
import { shareInterval } from '../performance/share-interval.ts';
import type { LabelTallies } from '../sketches/label-counters.ts';
import type { Bounds } from '../statistics/wilson-interval.ts';
import { enoughData } from './enough-data.ts';

/** The figures of one segment. They stand whatever its size; `isShown` says whether they mean something. */
export interface SegmentFigures {
  readonly label: string;
  /** Labelled rows. */
  readonly rows: number;
  /** True positives of the world, not of the model: rows of the positive class. Null unless there are two classes. */
  readonly positives: number | null;
  readonly metrics: LabelMetrics;
  /** 95 %, rows taken as independent; null where the figure is, or for several classes. */
  readonly intervals: {
    readonly accuracy: Bounds | null;
    readonly precision: Bounds | null;
    readonly recall: Bounds | null;
  };
  /** From 100 labelled rows and 10 positives on. */
  readonly isShown: boolean;
  /** From 300 labelled rows on. */
  readonly mayAlert: boolean;
}

/**
 * Figures of each segment from its stored label counters, in the order of `labels`. `positive` is the index of the
 * positive class, -1 for several classes.
 */
export function segmentMetricsOfCounts(
  labels: readonly string[],
  tallies: readonly LabelTallies[],
  positive: number,
): SegmentFigures[] {
  return labels.map((label, i) =>
    segmentFigures(label, tallies[i], labelMetrics(tallies[i], positive), positive),
  );
}

/** Labelled answers in columns; NaN is missing, and such rows are left out. */
export interface LabelledAnswers {
  /** True and answered class, as indices. */
  readonly actual: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  /** Of the positive class; null where it is not known or there are several classes. */
  readonly probabilities: ArrayLike<number> | null;
  readonly classes: number;
  /** Index of the positive class; -1 for several classes. */
  readonly positive: number;
}

export type SegmentMetricsResult = { ok: true; segments: SegmentFigures[] } | { ok: false; failure: Failure };

/**
 * The same from rows: `codes` is each row's segment, an index into `labels`. ROC and PR AUC are exact. BAD_USER_INPUT
 * for what is no class, segment or probability, INSUFFICIENT_DATA without labelled rows.
 */
export function segmentMetrics(
  labels: readonly string[],
  codes: ArrayLike<number>,
  answers: LabelledAnswers,
): SegmentMetricsResult {
  const { classes, positive, probabilities } = answers;
  if (positive >= 0 && classes !== 2) {
    return {
      ok: false,
      failure: failure('BAD_USER_INPUT', 'only one of two classes is positive', 'positive'),
    };
  }
  const given: NumberColumn[] = [
    { name: 'codes', values: codes, allowed: classIndex(labels.length) },
    { name: 'actual', values: answers.actual, allowed: classIndex(classes) },
    { name: 'predicted', values: answers.predicted, allowed: classIndex(classes) },
  ];
  if (probabilities !== null)
    given.push({ name: 'probabilities', values: probabilities, allowed: PROBABILITY });
  const complete = completeRows(given);
  if (!complete.ok) return complete;
  const segments = labels.map((label, segment) => {
    const [, actual, predicted, known] = rowsOf(complete.columns, segment);
    const confusion = confusionMatrix(actual, predicted, classes);
    const tallies = talliesOf(confusion);
    const metrics = labelMetrics(tallies, positive);
    const targets = actual.map((truth) => Number(truth === positive));
    const exact = probabilities === null || positive < 0 ? {} : scoreMetrics(targets, known);
    return segmentFigures(label, tallies, { ...metrics, ...exact }, positive);
  });
  return { ok: true, segments };
}

function rowsOf(columns: readonly Float64Array[], segment: number): Float64Array[] {
  const [codes] = columns;
  return columns.map((column) => column.filter((_, row) => codes[row] === segment));
}

function talliesOf(confusion: number[][]): LabelTallies {
  const labelled = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
  return { labelled, right, confusion, scores: null };
}

function scoreMetrics(targets: Float64Array, probabilities: Float64Array): Partial<LabelMetrics> {
  return {
    rocAuc: rocAuc(targets, probabilities),
    prAuc: averagePrecision(targets, probabilities),
    logLoss: logLoss(targets, probabilities),
    brier: brierScore(targets, probabilities),
  };
}

function segmentFigures(
  label: string,
  { labelled, right, confusion }: LabelTallies,
  metrics: LabelMetrics,
  positive: number,
): SegmentFigures {
  const counts = confusion === null || positive < 0 ? null : oneAgainstRest(confusion, positive);
  const positives = counts && counts.truePositives + counts.falseNegatives;
  const answered = counts && counts.truePositives + counts.falsePositives;
  const found = counts?.truePositives ?? 0;
  return {
    label,
    rows: labelled,
    positives,
    metrics,
    intervals: {
      accuracy: boundsOf(right, labelled),
      precision: boundsOf(found, answered ?? 0),
      recall: boundsOf(found, positives ?? 0),
    },
    ...enoughData(labelled, positives),
  };
}

function boundsOf(hits: number, of: number): Bounds | null {
  const interval = shareInterval({ hits, of, variance: null, clusters: of });
  return interval && { lower: interval.lower, upper: interval.upper };
}
