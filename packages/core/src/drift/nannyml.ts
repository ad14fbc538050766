import { failure, type Failure } from '../errors/error-code.ts';
import { chunkLimits, isBeyond, type ChunkLimitOptions, type ChunkLimits } from './chunk-limits.ts';
import type { ColumnKind, DriftOutcome } from './drift-result.ts';
import { mergeCounts } from './merge-counts.ts';
import { nannymlMeasure, nannymlMethods, type ChunkMeasure, type NannymlMethod } from './nannyml-measure.ts';
import { noCounts, rowsOf, type ValueCounts } from './value-counts.ts';

/** NannyML alerts on the p-value of chi-square below this, on other figures beyond their limits. */
const P_VALUE_THRESHOLD = 0.05;

/** A column's reference as NannyML remembers it: how a chunk is measured, and how far is too far. */
export interface NannymlFit {
  readonly method: NannymlMethod;
  /** Null for chi-square, and where no chunk of the reference has values. */
  readonly limits: ChunkLimits | null;
  readonly measure: ChunkMeasure;
}

export type NannymlFitOutcome = { ok: true; fit: NannymlFit } | { ok: false; failure: Failure };

/**
 * Learns a column from the chunks of its reference (their sum is the reference). Default method: Jensen-Shannon.
 * BAD_USER_INPUT when the method is not for this kind of column, INSUFFICIENT_DATA without values.
 */
export function fitNannyml(
  kind: ColumnKind,
  referenceChunks: readonly ValueCounts[],
  method: NannymlMethod = 'JENSEN_SHANNON',
): NannymlFitOutcome {
  if (!nannymlMethods[kind].includes(method)) {
    const message = `${method} is not for ${kind.toLowerCase()} columns.`;
    return { ok: false, failure: failure('BAD_USER_INPUT', message, 'method') };
  }
  const reference = referenceChunks.reduce(mergeCounts, noCounts);
  if (rowsOf(reference) === 0) return noValues('The reference');
  const measure = nannymlMeasure(method, kind, reference);
  const figures = referenceChunks.map((chunk) => measure(chunk)?.value ?? null);
  const limits = method === 'CHI_SQUARE' ? null : chunkLimits(figures, limitOptions(method));
  return { ok: true, fit: { method, limits, measure } };
}

function limitOptions(method: NannymlMethod): ChunkLimitOptions {
  return { sides: 'UPPER', least: 0, greatest: method === 'KOLMOGOROV_SMIRNOV' ? 1 : null };
}

/** Drift of one chunk as NannyML decides it. INSUFFICIENT_DATA when the chunk has no values. */
export function nannymlDrift({ method, limits, measure }: NannymlFit, chunk: ValueCounts): DriftOutcome {
  const figure = measure(chunk);
  if (figure === null) return noValues('The chunk');
  const { value, pValue } = figure;
  return {
    ok: true,
    result: {
      method,
      dialect: 'NANNYML',
      statistic: value,
      threshold: pValue === null ? (limits?.upper ?? null) : P_VALUE_THRESHOLD,
      decidedBy: pValue === null ? 'STATISTIC' : 'P_VALUE',
      pValue,
      drifted: pValue === null ? limits !== null && isBeyond(value, limits) : pValue < P_VALUE_THRESHOLD,
    },
  };
}

function noValues(side: string): { ok: false; failure: Failure } {
  return { ok: false, failure: failure('INSUFFICIENT_DATA', `${side} has no values.`) };
}
