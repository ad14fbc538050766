import { chunkLimits, type ChunkLimits } from '../drift/chunk-limits.ts';
import { defaultChunks } from '../drift/chunks.ts';
import { failure, type Failure } from '../errors/error-code.ts';
import { ascendingOrder } from '../statistics/ascending-order.ts';
import { createRandom } from '../training/random.ts';
import { applyIsotonic, type Isotonic } from '../training/isotonic.ts';
import { needsCalibration } from './calibration-need.ts';
import { estimatedValues, estimateSorted, type CbpeOptions } from './cbpe.ts';
import { byMetric, type ByMetric, type EstimatedMetric } from './estimated-metrics.ts';
import type { EstimatedValue } from './estimated-value.ts';
import {
  isClass,
  knownClassRows,
  type KnownClassRows,
  type LabelledClassRows,
  type ScoredClassRows,
} from './multiclass-rows.ts';
import { realisedClassMetrics } from './realised-class-metrics.ts';
import { findChunkProblem, unitLimits } from './reference-chunks.ts';
import { multiclassErrors, type SamplingError } from './sampling-error.ts';
import { sortedIsotonic } from './sorted-isotonic.ts';
import { sortReference } from './sorted-reference.ts';

/** What CBPE keeps of a reference of several classes; see `Cbpe`. */
export interface MulticlassCbpe {
  readonly rows: number;
  /** By class; null where its scores are left as they are. */
  readonly calibrations: readonly (Isotonic | null)[];
  readonly samplingErrors: ByMetric<SamplingError | null>;
  readonly limits: ByMetric<ChunkLimits | null>;
}

export type MulticlassCbpeResult = { ok: true; cbpe: MulticlassCbpe } | { ok: false; failure: Failure };

const FEWEST_ROWS = 10;

/**
 * Learns from labelled rows that the model was not trained on (NannyML's dialect): every class is calibrated against the
 * rest. Fails as `fitCbpe` does.
 */
export function fitMulticlassCbpe(
  reference: LabelledClassRows,
  { seed, chunks }: CbpeOptions,
): MulticlassCbpeResult {
  const known = knownClassRows(reference);
  if (!known.ok) return known;
  const ranges = chunks ?? defaultChunks(reference.predicted.length);
  const chunkProblem = findChunkProblem(ranges);
  if (chunkProblem !== null) return { ok: false, failure: chunkProblem };
  const rows = known.rows.predicted.length;
  if (rows < FEWEST_ROWS) {
    const message = `${rows} labelled rows are too few: ${FEWEST_ROWS} at least`;
    return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
  }
  const sorted = known.rows.probabilities.map((_, label) => sortReference(againstRest(known.rows, label)));
  const random = createRandom(seed);
  const realised = realisedClassMetrics(sorted, ranges);
  return {
    ok: true,
    cbpe: {
      rows,
      calibrations: sorted.map((one) =>
        needsCalibration(one, random) ? sortedIsotonic(one.scores, one.targets) : null,
      ),
      samplingErrors: multiclassErrors(sorted, shareRight(known.rows), random),
      limits: byMetric((metric) =>
        chunkLimits(
          realised.map((values) => values[metric]),
          unitLimits,
        ),
      ),
    },
  };
}

/** The rows of a class against all others. */
function againstRest({ probabilities, predicted, targets, places, leftOut }: KnownClassRows, label: number) {
  return {
    scores: probabilities[label],
    predicted: isClass(predicted, label),
    targets: isClass(targets, label),
    places,
    leftOut,
  };
}

function shareRight({ predicted, targets }: KnownClassRows): number {
  let right = 0;
  for (let row = 0; row < predicted.length; row++) if (predicted[row] === targets[row]) right++;
  return right / predicted.length;
}

export interface MulticlassEstimate {
  readonly rows: number;
  readonly leftOut: number;
  /** Expected rows, `confusion[actual][predicted]`. */
  readonly confusion: readonly (readonly number[])[];
  /** Accuracy of all; the other metrics are means over the classes, each against the rest (macro). */
  readonly metrics: ByMetric<EstimatedValue>;
  /** Of each class against the rest, without bands. */
  readonly classes: readonly ByMetric<number | null>[];
}

export type MulticlassEstimateResult =
  { ok: true; estimate: MulticlassEstimate } | { ok: false; failure: Failure };

/**
 * Estimates the metrics of unlabelled rows (NannyML's dialect). Scores are calibrated class by class and divided by their
 * sum. Rows of equal score of a class count in the order given. Fails as `estimateCbpe` does, and with BAD_USER_INPUT
 * where the classes differ from the reference's in number.
 */
export function estimateMulticlassCbpe(
  cbpe: MulticlassCbpe,
  current: ScoredClassRows,
): MulticlassEstimateResult {
  if (current.probabilities.length !== cbpe.calibrations.length) {
    const message = `there must be ${cbpe.calibrations.length} classes`;
    return { ok: false, failure: failure('BAD_USER_INPUT', message, 'probabilities') };
  }
  const known = knownClassRows(current);
  if (!known.ok) return known;
  const calibrated = calibrate(cbpe, known.rows.probabilities);
  const { leftOut } = known.rows;
  const rows = known.rows.predicted.length;
  const confusion = expectedMatrix(calibrated, known.rows.predicted);
  const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
  const classes = calibrated.map((probabilities, label) => estimateClass(probabilities, known.rows, label));
  const values = byMetric((metric) => (metric === 'accuracy' ? right / rows : macro(classes, metric)));
  return {
    ok: true,
    estimate: { rows, leftOut, confusion, metrics: estimatedValues(cbpe, values, rows), classes },
  };
}

/** Equal shares where all classes have become impossible. */
function calibrate({ calibrations }: MulticlassCbpe, scores: readonly Float64Array[]): Float64Array[] {
  const calibrated = scores.map((values, label) => {
    const calibration = calibrations[label];
    return calibration === null ? values.slice() : values.map((score) => applyIsotonic(calibration, score));
  });
  for (let row = 0; row < scores[0].length; row++) {
    let sum = 0;
    for (const values of calibrated) sum += values[row];
    for (const values of calibrated) values[row] = sum > 0 ? values[row] / sum : 1 / calibrated.length;
  }
  return calibrated;
}

function expectedMatrix(probabilities: readonly Float64Array[], predicted: Float64Array): number[][] {
  const matrix = probabilities.map(() => probabilities.map(() => 0));
  probabilities.forEach((values, actual) => {
    for (let row = 0; row < values.length; row++) matrix[actual][predicted[row]] += values[row];
  });
  return matrix;
}

function estimateClass(
  probabilities: Float64Array,
  known: KnownClassRows,
  label: number,
): ByMetric<number | null> {
  const order = ascendingOrder(known.probabilities[label]).reverse();
  const sorted = new Float64Array(order.length);
  const answers = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) {
    sorted[i] = probabilities[order[i]];
    answers[i] = Number(known.predicted[order[i]] === label);
  }
  return estimateSorted(sorted, answers).values;
}

/** Null where one class has no figure. */
function macro(classes: readonly ByMetric<number | null>[], metric: EstimatedMetric): number | null {
  let sum = 0;
  for (const values of classes) {
    const value = values[metric];
    if (value === null) return null;
    sum += value;
  }
  return sum / classes.length;
}
