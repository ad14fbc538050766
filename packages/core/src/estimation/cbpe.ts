import { chunkLimits, type ChunkLimits } from '../drift/chunk-limits.ts';
import { defaultChunks, type Chunk } from '../drift/chunks.ts';
import { failure, type Failure } from '../errors/error-code.ts';
import { accuracy, f1, precision, recall, specificity, type Confusion } from '../performance/confusion.ts';
import { completePlaces } from '../performance/complete-rows.ts';
import { mergeSorted } from '../statistics/merge-sorted.ts';
import { sortFloats } from '../statistics/sort-floats.ts';
import type { Isotonic } from '../training/isotonic.ts';
import { createRandom } from '../training/random.ts';
import { needsCalibration } from './calibration-need.ts';
import { byMetric, type ByMetric } from './estimated-metrics.ts';
import { estimatedRanking } from './estimated-ranking.ts';
import { estimatedValue, type EstimatedValue } from './estimated-value.ts';
import { confusionOfAnswers, expectedConfusion } from './expected-confusion.ts';
import { realisedMetrics } from './realised-metrics.ts';
import { findChunkProblem, unitLimits } from './reference-chunks.ts';
import { samplingErrors, standardError, type SamplingError } from './sampling-error.ts';
import { knownRows, scoredColumns, type LabelledRows, type ScoredRows } from './scored-rows.ts';
import { applyToSorted, sortedIsotonic } from './sorted-isotonic.ts';
import { sortReference } from './sorted-reference.ts';

/**
 * What confidence-based performance estimation (CBPE) keeps of the reference: how to turn a score into a probability,
 * how much each metric scatters, and what is normal for it. It assumes that a score means for new rows what it meant in
 * the reference: it sees that customers have become harder to tell apart, and is blind to a changed relation of
 * features and truth (concept drift) and to classes that have become more frequent at the same score.
 */
export interface Cbpe {
  /** Rows of the reference. */
  readonly rows: number;
  /** From score to probability; null where scores are left as they are. */
  readonly calibration: Isotonic | null;
  readonly samplingErrors: ByMetric<SamplingError | null>;
  readonly limits: ByMetric<ChunkLimits | null>;
}

export interface CbpeOptions {
  readonly seed: number;
  /**
   * Chunks of the reference, ascending, by which the alert limits are set; rows count as given. Ten of equal size by
   * default. The limits hold for windows of about their size: smaller windows scatter more.
   */
  readonly chunks?: readonly Chunk[];
}

export type CbpeResult = { ok: true; cbpe: Cbpe } | { ok: false; failure: Failure };

/** Fewest labelled rows to learn from: one a chunk. */
const FEWEST_ROWS = 10;

/**
 * Learns from labelled rows that the model was not trained on (out-of-fold scores, a held-out part, or production). Fails
 * with INSUFFICIENT_DATA under 10 labelled rows, and with BAD_USER_INPUT on scores outside 0..1, answers or truths other
 * than 0 and 1, lengths that differ, and chunks that overlap.
 */
export function fitCbpe(reference: LabelledRows, { seed, chunks }: CbpeOptions): CbpeResult {
  const known = knownRows(reference);
  if (!known.ok) return known;
  const ranges = chunks ?? defaultChunks(reference.scores.length);
  const chunkProblem = findChunkProblem(ranges);
  if (chunkProblem !== null) return { ok: false, failure: chunkProblem };
  const rows = known.rows.scores.length;
  if (rows < FEWEST_ROWS) {
    const message = `${rows} labelled rows are too few: ${FEWEST_ROWS} at least`;
    return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
  }
  const sorted = sortReference(known.rows);
  const random = createRandom(seed);
  const isCalibrated = needsCalibration(sorted, random);
  const realised = realisedMetrics(sorted, ranges);
  return {
    ok: true,
    cbpe: {
      rows,
      calibration: isCalibrated ? sortedIsotonic(sorted.scores, sorted.targets) : null,
      samplingErrors: samplingErrors(sorted, random),
      limits: byMetric((metric) =>
        chunkLimits(
          realised.map((values) => values[metric]),
          unitLimits,
        ),
      ),
    },
  };
}

export interface CbpeEstimate {
  /** Rows that were estimated from. */
  readonly rows: number;
  /** Rows without a score. */
  readonly leftOut: number;
  /** Expected counts, which need not be whole. */
  readonly confusion: Confusion;
  /** All 0..1. */
  readonly metrics: ByMetric<EstimatedValue>;
}

export type CbpeEstimateResult = { ok: true; estimate: CbpeEstimate } | { ok: false; failure: Failure };

/**
 * Estimates the metrics of unlabelled rows in NannyML's dialect. Some 4 ms for 100,000 rows. Fails with
 * INSUFFICIENT_DATA without a scored row, and with BAD_USER_INPUT as `fitCbpe` does.
 */
export function estimateCbpe(cbpe: Cbpe, current: ScoredRows): CbpeEstimateResult {
  const complete = completePlaces(scoredColumns(current));
  if (!complete.ok) return complete;
  const { rows: places, leftOut } = complete;
  // Apart by answer: so the sort needs to carry nothing along.
  const [negative, positive] = scoresByAnswer(current, places).map((scores) => {
    const sorted = sortFloats(scores, new Float64Array(scores.length), scores);
    return cbpe.calibration === null ? sorted : applyToSorted(cbpe.calibration, sorted);
  });
  const confusion = confusionOfAnswers(positive, negative);
  // Calibration keeps the order of the scores.
  const ranking = estimatedRanking(mergeSorted(negative, positive).reverse());
  const rows = places.length;
  const metrics = estimatedValues(cbpe, { ...thresholdEstimates(confusion), ...ranking }, rows);
  return { ok: true, estimate: { rows, leftOut, confusion, metrics } };
}

/** Scores of the rows that were answered 0, and of those answered 1. */
function scoresByAnswer({ scores, predicted }: ScoredRows, rows: Uint32Array) {
  const ofNegative = new Float64Array(rows.length);
  const ofPositive = new Float64Array(rows.length);
  let negatives = 0;
  let positives = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (predicted[row] === 1) ofPositive[positives++] = scores[row];
    else ofNegative[negatives++] = scores[row];
  }
  return [ofNegative.subarray(0, negatives), ofPositive.subarray(0, positives)];
}

/** Estimates without bands and limits. */
export interface PointEstimate {
  readonly confusion: Confusion;
  readonly values: ByMetric<number | null>;
}

/**
 * The estimate itself, from calibrated probabilities of the positive class and answers (0/1); rows by descending score of
 * the model, as it was before calibration. Threshold metrics that would be 0/0 are 0.
 */
export function estimateSorted(probabilities: Float64Array, predicted: ArrayLike<number>): PointEstimate {
  const confusion = expectedConfusion(probabilities, predicted);
  return { confusion, values: { ...thresholdEstimates(confusion), ...estimatedRanking(probabilities) } };
}

/** The metrics of expected counts; 0/0 is 0 (NannyML's dialect). */
export function thresholdEstimates(confusion: Confusion) {
  return {
    accuracy: accuracy(confusion) ?? 0,
    precision: precision(confusion) ?? 0,
    recall: recall(confusion) ?? 0,
    specificity: specificity(confusion) ?? 0,
    f1: f1(confusion) ?? 0,
  };
}

/** Puts bands and limits to the metrics estimated from `rows` rows. */
export function estimatedValues(
  { samplingErrors: errors, limits }: Pick<Cbpe, 'samplingErrors' | 'limits'>,
  values: ByMetric<number | null>,
  rows: number,
): ByMetric<EstimatedValue> {
  return byMetric((metric) =>
    estimatedValue(values[metric], standardError(errors[metric], rows), limits[metric]),
  );
}
