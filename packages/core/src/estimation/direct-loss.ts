import { chunkLimits, type ChunkLimits } from '../drift/chunk-limits.ts';
import { defaultChunks, type Chunk } from '../drift/chunks.ts';
import { failure, type Failure } from '../errors/error-code.ts';
import { completeRows, FINITE } from '../performance/complete-rows.ts';
import { boost, type BoostingOptions } from '../training/boosting.ts';
import { labelledData, rowCount, takeRows, type Column } from '../training/dataset.ts';
import { predict, type Ensemble } from '../training/ensemble.ts';
import { squaredError } from '../training/objective.ts';
import { createRandom, nextSeed, sampleIndices, type Random } from '../training/random.ts';
import { estimatedValue, type EstimatedValue } from './estimated-value.ts';
import {
  byLoss,
  figureOfMean,
  lossSamplingError,
  meanOf,
  plainLoss,
  rowLosses,
  type ByLoss,
  type PlainLoss,
  type RegressionLoss,
  type RowLosses,
} from './regression-losses.ts';
import { findChunkProblem } from './reference-chunks.ts';
import { standardError, type SamplingError } from './sampling-error.ts';

/** Rows of a regression, as its model saw them. */
export interface PredictedRows {
  /** Finite, or NaN where missing. */
  readonly columns: readonly Column[];
  /** What the model answered; NaN: the row is left out. */
  readonly predictions: ArrayLike<number>;
}

/** With the true values; NaN: the row is left out. */
export interface MeasuredRows extends PredictedRows {
  readonly targets: ArrayLike<number>;
}

export interface DirectLossOptions {
  readonly seed: number;
  /** Chunks of the reference, ascending, by which the alert limits are set; ten of equal size by default. */
  readonly chunks?: readonly Chunk[];
}

/**
 * What direct loss estimation (DLE) keeps of the reference: models that tell from a row's features and its prediction how
 * large the error will be. It assumes that errors keep depending on them as in the reference: it sees rows move to where
 * the model errs more, and is blind to a changed relation of features and truth (concept drift).
 */
export interface DirectLoss {
  readonly rows: number;
  readonly columns: number;
  /** Null where the loss is not defined in the reference: MAPE with a truth of 0, MSLE with values below 0. */
  readonly models: Readonly<Record<PlainLoss, Ensemble | null>>;
  readonly samplingErrors: ByLoss<SamplingError | null>;
  readonly limits: ByLoss<ChunkLimits | null>;
}

export type DirectLossResult = { ok: true; estimator: DirectLoss } | { ok: false; failure: Failure };

const FEWEST_ROWS = 100;
const HELD_OUT_SHARE = 0.2;

/** About the size of LightGBM's defaults, which NannyML takes, but stopped early on held-out rows. */
const boosting: BoostingOptions = {
  rounds: 200,
  learningRate: 0.1,
  maximumDepth: 5,
  l2: 1,
  minimumChildWeight: 20,
  minimumGain: 0,
  rowFraction: 1,
  columnFraction: 1,
  patience: 10,
};

/** Rows that are complete and were checked. */
interface CompleteMeasured {
  readonly inputs: readonly Column[];
  readonly losses: RowLosses;
  readonly places: Uint32Array;
}

/**
 * Learns from measured rows that the model was not trained on. Fails with INSUFFICIENT_DATA under 100 of them, and with
 * BAD_USER_INPUT on infinities, lengths that differ and chunks that overlap. Some 3 s for 100,000 rows of 18 features.
 */
export function fitDirectLoss(
  reference: MeasuredRows,
  { seed, chunks }: DirectLossOptions,
): DirectLossResult {
  const complete = completeMeasured(reference);
  if (!complete.ok) return complete;
  const ranges = chunks ?? defaultChunks(reference.predictions.length);
  const chunkProblem = findChunkProblem(ranges);
  if (chunkProblem !== null) return { ok: false, failure: chunkProblem };
  const { inputs, losses, places } = complete.rows;
  const random = createRandom(seed);
  const learn = (loss: PlainLoss) => {
    const own = createRandom(nextSeed(random));
    const values = losses[loss];
    return values === null ? null : learnLoss(inputs, values, own);
  };
  const limitsOf = (loss: RegressionLoss) => {
    const values = losses[plainLoss(loss)];
    const realised = ranges.map((range) => realisedLoss(loss, values, places, range));
    return chunkLimits(realised, { sides: 'BOTH', least: 0, greatest: null });
  };
  return {
    ok: true,
    estimator: {
      rows: places.length,
      columns: reference.columns.length,
      models: { mae: learn('mae'), mse: learn('mse'), mape: learn('mape'), msle: learn('msle') },
      samplingErrors: byLoss((loss) => lossSamplingError(loss, losses)),
      limits: byLoss(limitsOf),
    },
  };
}

function completeMeasured({
  columns,
  predictions,
  targets,
}: MeasuredRows): { ok: true; rows: CompleteMeasured } | { ok: false; failure: Failure } {
  const problem = findProblem(columns, predictions.length);
  if (problem !== null) return { ok: false, failure: problem };
  const complete = completeRows([
    { name: 'predictions', values: predictions, allowed: FINITE },
    { name: 'targets', values: targets, allowed: FINITE },
  ]);
  if (!complete.ok) return complete;
  const { rows: places } = complete;
  const [answers, truths] = complete.columns;
  if (places.length < FEWEST_ROWS) {
    const message = `${places.length} measured rows are too few: ${FEWEST_ROWS} at least`;
    return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
  }
  const inputs = inputColumns(columns, answers, places);
  return { ok: true, rows: { inputs, losses: rowLosses(truths, answers), places } };
}

function findProblem(columns: readonly Column[], rows: number): Failure | null {
  for (const [i, { values }] of columns.entries()) {
    const wrong = (message: string) => failure('BAD_USER_INPUT', `columns.${i} ${message}`, `columns.${i}`);
    if (values.length !== rows) return wrong(`must have one entry a row (${rows})`);
    if (values.some((value) => Math.abs(value) === Infinity)) return wrong('must be finite, or NaN');
  }
  return null;
}

/** The features of the rows, and the prediction as one more. */
function inputColumns(columns: readonly Column[], answers: Float64Array, rows: Uint32Array): Column[] {
  const known = columns.map(({ kind, values }): Column => {
    const gathered = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]];
    return { kind, values: gathered };
  });
  return [...known, { kind: 'NUMERIC', values: Float32Array.from(answers) }];
}

function learnLoss(columns: readonly Column[], losses: Float64Array, random: Random): Ensemble {
  const data = labelledData(columns, losses);
  const rows = rowCount(data);
  const held = sampleIndices(rows, Math.round(HELD_OUT_SHARE * rows), random);
  const isHeld = new Uint8Array(rows);
  for (const row of held) isHeld[row] = 1;
  const others = Int32Array.from(isHeld.keys()).filter((row) => isHeld[row] === 0);
  return boost(takeRows(data, others), squaredError, boosting, random, takeRows(data, held)).ensemble;
}

/** `places`: where the rows that have a loss stood among those given, by which a range counts. */
function realisedLoss(
  loss: RegressionLoss,
  losses: Float64Array | null,
  places: Uint32Array,
  { from, to }: Chunk,
): number | null {
  const part = losses?.filter((_, row) => places[row] >= from && places[row] < to);
  return part === undefined || part.length === 0 ? null : figureOfMean(loss, meanOf(part));
}

export interface LossEstimate {
  readonly rows: number;
  readonly leftOut: number;
  /** In the unit of the target (its square for MSE; MAPE and the logarithmic ones have none), from 0 on. */
  readonly losses: ByLoss<EstimatedValue>;
}

export type LossEstimateResult = { ok: true; estimate: LossEstimate } | { ok: false; failure: Failure };

/**
 * Estimates the losses of rows without truth: the mean of what the models expect of each row, at least 0. Fails with
 * INSUFFICIENT_DATA without a prediction, and with BAD_USER_INPUT as `fitDirectLoss` does.
 */
export function estimateDirectLoss(
  { columns: expected, models, samplingErrors, limits }: DirectLoss,
  { columns, predictions }: PredictedRows,
): LossEstimateResult {
  if (columns.length !== expected) {
    const message = `there must be ${expected} columns`;
    return { ok: false, failure: failure('BAD_USER_INPUT', message, 'columns') };
  }
  const problem = findProblem(columns, predictions.length);
  if (problem !== null) return { ok: false, failure: problem };
  const complete = completeRows([{ name: 'predictions', values: predictions, allowed: FINITE }]);
  if (!complete.ok) return complete;
  const [answers] = complete.columns;
  const inputs = inputColumns(columns, answers, complete.rows);
  const meanLoss = (model: Ensemble | null) =>
    model && meanOf(predict(model, inputs).map((loss) => Math.max(0, loss)));
  const means: Record<PlainLoss, number | null> = {
    mae: meanLoss(models.mae),
    mse: meanLoss(models.mse),
    mape: meanLoss(models.mape),
    msle: meanLoss(models.msle),
  };
  const losses = byLoss((loss) => {
    const mean = means[plainLoss(loss)];
    const value = mean === null ? null : figureOfMean(loss, mean);
    const error = standardError(samplingErrors[loss], answers.length);
    return estimatedValue(value, error, limits[loss], Infinity);
  });
  return { ok: true, estimate: { rows: answers.length, leftOut: complete.leftOut, losses } };
}
