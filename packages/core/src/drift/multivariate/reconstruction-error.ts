import type { Failure } from '../../errors/error-code.ts';
import { twoSidedP } from '../../statistics/normal-distribution.ts';
import { chunkLimits, isBeyond, type ChunkLimits } from '../chunk-limits.ts';
import { defaultChunks, type Chunk } from '../chunks.ts';
import { ENOUGH_ROWS } from '../feature-drift.ts';
import { layoutProblem, sideProblem, type FeatureColumn } from './feature-column.ts';
import { leadingComponents, principalComponents } from './principal-components.ts';
import { fitScale, standardise, type ColumnScale } from './standardise.ts';

export interface ReconstructionOptions {
  /** The fewest components that explain more than this share of the variance are kept; 0..1. NannyML's is 0.65. */
  readonly explainedShare?: number;
  /** What of the reference the limits are taken from; as NannyML some ten equal parts when not given. */
  readonly chunks?: readonly Chunk[];
  /** On either side. */
  readonly leastRows?: number;
}

const EXPLAINED_SHARE = 0.65;
/** Kilter calls it drift when chance makes as much of it less often than this, */
const LEAST_P_VALUE = 0.001;
/** and the mean error has changed by this share of it. */
const LEAST_CHANGE = 0.05;

/** What is normal, learned from the reference. Plain data: it can be kept without the rows. */
export interface ReconstructionModel {
  readonly scales: readonly ColumnScale[];
  /** Share of the variance by component, descending. */
  readonly explained: readonly number[];
  /** How many components are kept. */
  readonly kept: number;
  /** The others, each over the features: what a reconstruction loses. */
  readonly dropped: readonly (readonly number[])[];
  readonly reference: ReconstructionError;
  /** NannyML's: mean of the chunks' errors -+ 3 population standard deviations. */
  readonly limits: ChunkLimits | null;
  readonly leastRows: number;
}

export interface ReconstructionError {
  readonly rows: number;
  /** Mean over the rows of the distance between row and reconstruction, in standard deviations; 0 or more. */
  readonly error: number;
  /** Of that mean, by the spread of the rows (n - 1), as if they were independent; 0 for one row. */
  readonly standardError: number;
}

export type ReconstructionFit = { ok: true; model: ReconstructionModel } | { ok: false; failure: Failure };

/**
 * Learns how well the reference's rows are described by the leading principal components of its features, in NannyML's
 * dialect: gaps filled, categories as their share, standardised, components of the correlation matrix (Jolliffe 2002).
 * Fails with INSUFFICIENT_DATA under `leastRows`, and BAD_USER_INPUT for columns of unequal length.
 */
export function fitReconstruction(
  reference: readonly FeatureColumn[],
  { explainedShare = EXPLAINED_SHARE, chunks, leastRows = ENOUGH_ROWS }: ReconstructionOptions = {},
): ReconstructionFit {
  const problem = sideProblem(reference, 'reference', leastRows);
  if (problem !== null) return { ok: false, failure: problem };
  const scales = reference.map(fitScale);
  const columns = reference.map((column, i) => standardise(column, scales[i]));
  const { explained, components } = principalComponents(columns);
  const kept = leadingComponents(explained, explainedShare);
  const dropped = components.slice(kept).map((component) => Array.from(component));
  const errors = rowErrors(columns, dropped);
  const limits = chunkLimits(
    (chunks ?? defaultChunks(errors.length)).map(({ from, to }) => meanOf(errors.subarray(from, to))),
    { sides: 'BOTH', least: 0, greatest: null },
  );
  const model = { scales, explained, kept, dropped, reference: summarise(errors), limits, leastRows };
  return { ok: true, model };
}

/** How far new rows are from being reconstructed as the reference's are. */
export interface ReconstructionDrift {
  readonly current: ReconstructionError;
  /** NannyML's verdict, which knows no sample size: the error lies beyond a limit. */
  readonly isBeyondLimits: boolean;
  /** By which share of the reference's error the current one is larger (or smaller, below 0); null where that is 0. */
  readonly change: number | null;
  /** How often chance alone makes as large a difference of the means (Welch 1947, many rows); 0..1. */
  readonly pValue: number;
  /** Kilter's verdict: p below 0.001 and a change of 5 % at least. */
  readonly drifted: boolean;
}

export type ReconstructionOutcome =
  { ok: true; result: ReconstructionDrift } | { ok: false; failure: Failure };

/**
 * The error of new rows. It rises when features stop moving together as they did, and also when values go far from
 * where they were; it may fall, when rows become more alike than the reference's. A change within the kept components
 * leaves it alone. Fails as `fitReconstruction`, and when the features are not those of the reference.
 */
export function reconstructionDrift(
  model: ReconstructionModel,
  rows: readonly FeatureColumn[],
): ReconstructionOutcome {
  const problem = layoutProblem(model.scales, rows) ?? sideProblem(rows, 'current', model.leastRows);
  if (problem !== null) return { ok: false, failure: problem };
  const columns = rows.map((column, i) => standardise(column, model.scales[i]));
  const current = summarise(rowErrors(columns, model.dropped));
  const { reference, limits } = model;
  const difference = current.error - reference.error;
  const standardError = Math.hypot(current.standardError, reference.standardError);
  const pValue = difference === 0 ? 1 : twoSidedP(difference / standardError);
  const change = reference.error > 0 ? difference / reference.error : null;
  const drifted = pValue < LEAST_P_VALUE && Math.abs(change ?? Number.POSITIVE_INFINITY) >= LEAST_CHANGE;
  const isBeyondLimits = limits !== null && isBeyond(current.error, limits);
  return { ok: true, result: { current, isBeyondLimits, change, pValue, drifted } };
}

/**
 * The distance between each row and its reconstruction. Components are orthonormal, so it is the length of what lies
 * along those that were dropped: no difference of nearly equal numbers.
 */
function rowErrors(columns: readonly Float64Array[], dropped: readonly (readonly number[])[]): Float64Array {
  const rows = columns[0].length;
  const squares = new Float64Array(rows);
  const along = new Float64Array(rows);
  for (const component of dropped) {
    along.fill(0);
    columns.forEach((column, i) => {
      const weight = component[i];
      for (let row = 0; row < rows; row++) along[row] += weight * column[row];
    });
    for (let row = 0; row < rows; row++) squares[row] += along[row] * along[row];
  }
  return squares.map(Math.sqrt);
}

function summarise(errors: Float64Array): ReconstructionError {
  const rows = errors.length;
  const error = meanOf(errors) ?? 0;
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += (errors[row] - error) ** 2;
  return { rows, error, standardError: rows > 1 ? Math.sqrt(squares / (rows - 1) / rows) : 0 };
}

function meanOf(values: Float64Array): number | null {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : null;
}
