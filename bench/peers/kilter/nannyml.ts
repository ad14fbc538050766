import { isBeyond, type ChunkLimits } from '@kilter/core/drift/chunk-limits';
import { defaultChunks, type Chunk } from '@kilter/core/drift/chunks';
import type { ColumnKind } from '@kilter/core/drift/drift-result';
import type { FeatureColumn } from '@kilter/core/drift/multivariate/feature-column';
import { domainClassifierDrift } from '@kilter/core/drift/multivariate/domain-classifier';
import { fitReconstruction, reconstructionDrift } from '@kilter/core/drift/multivariate/reconstruction-error';
import { fitNannyml, nannymlDrift } from '@kilter/core/drift/nannyml';
import type { NannymlMethod } from '@kilter/core/drift/nannyml-measure';
import { missingRate, missingRateLimits, unseenRows } from '@kilter/core/drift/nannyml-quality';
import { mergeCounts } from '@kilter/core/drift/merge-counts';
import { noCounts } from '@kilter/core/drift/value-counts';
import { countChunks, readColumns, type AskedColumn, type Column } from './table.ts';

interface NannymlQuestion {
  columns: AskedColumn[];
  methods: Record<ColumnKind, NannymlMethod[]>;
}

/** A figure of each chunk of the current side, in NannyML's default chunks, with its limits and whether it alerts. */
interface ChunkSeries {
  lower: number | null;
  upper: number | null;
  values: (number | null)[];
  alerts: boolean[];
}

export function answerNannyml({ columns: asked, methods }: NannymlQuestion) {
  const columns = readColumns(asked);
  return {
    columns: columns.map((column) => ({
      name: column.name,
      methods: Object.fromEntries(
        methods[column.kind].map((method) => [method, univariateSeries(column, method)]),
      ),
      missing: missingSeries(column),
      unseen: column.kind === 'CATEGORICAL' ? unseenShares(column) : null,
    })),
    reconstruction: reconstructionSeries(columns),
    domain: domainClassifier(columns),
  };
}

function chunksOf({ reference, current }: Column) {
  return {
    reference: countChunks(reference, defaultChunks(reference.length)),
    current: countChunks(current, defaultChunks(current.length)),
  };
}

function univariateSeries(column: Column, method: NannymlMethod): ChunkSeries | null {
  const chunks = chunksOf(column);
  const fitted = fitNannyml(column.kind, chunks.reference, method);
  if (!fitted.ok) return null;
  const outcomes = chunks.current.map((chunk) => nannymlDrift(fitted.fit, chunk));
  return {
    lower: fitted.fit.limits?.lower ?? null,
    upper: fitted.fit.limits?.upper ?? null,
    values: outcomes.map((outcome) => (outcome.ok ? outcome.result.statistic : null)),
    alerts: outcomes.map((outcome) => outcome.ok && outcome.result.drifted),
  };
}

function missingSeries(column: Column): ChunkSeries {
  const chunks = chunksOf(column);
  return judged(chunks.current.map(missingRate), missingRateLimits(chunks.reference));
}

/** Share of each chunk's rows, as NannyML shows it. */
function unseenShares(column: Column): number[] {
  const chunks = chunksOf(column);
  const reference = chunks.reference.reduce(mergeCounts, noCounts);
  const sizes = defaultChunks(column.current.length).map(({ from, to }) => to - from);
  return chunks.current.map((chunk, i) => unseenRows(reference, chunk) / sizes[i]);
}

function reconstructionSeries(columns: readonly Column[]): ChunkSeries {
  const fitted = fitReconstruction(sideOf(columns, 'reference'), { leastRows: 1 });
  if (!fitted.ok) throw new Error(fitted.failure.message);
  const values = defaultChunks(columns[0].current.length).map((rows) => {
    const outcome = reconstructionDrift(fitted.model, sideOf(columns, 'current', rows));
    return outcome.ok ? outcome.result.current.error : null;
  });
  return judged(values, fitted.model.limits);
}

/** Of the whole current side. */
function domainClassifier(columns: readonly Column[]) {
  const outcome = domainClassifierDrift(sideOf(columns, 'reference'), sideOf(columns, 'current'), {
    seed: 1,
  });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return { auc: outcome.result.auc, isAlert: outcome.result.isBeyondLimits };
}

function sideOf(columns: readonly Column[], side: 'reference' | 'current', rows?: Chunk): FeatureColumn[] {
  return columns.map((column) => ({
    name: column.name,
    kind: column.kind,
    values: column[side].subarray(rows?.from, rows?.to),
  }));
}

function judged(values: (number | null)[], limits: ChunkLimits | null): ChunkSeries {
  return {
    lower: limits?.lower ?? null,
    upper: limits?.upper ?? null,
    values,
    alerts: values.map((value) => value !== null && limits !== null && isBeyond(value, limits)),
  };
}
