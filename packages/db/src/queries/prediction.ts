import { idFloor, idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { ErrorCode } from '@kilter/core/errors/error-code';
import type { Flags } from '@kilter/core/features/feature-codec';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Sql } from '../client.ts';
import { meets, type RowConditions } from './row-conditions.ts';

export const predictionSources = ['API', 'SIMULATION', 'IMPORT', 'SHADOW'] as const;
export type PredictionSource = (typeof predictionSources)[number];

/** One stored prediction; the columns are explained in the migration. The time of the event is in `id`. */
export interface PredictionRow {
  id: string;
  modelVersionId: number;
  source: PredictionSource;
  environment: string;
  subject: string | null;
  tags: string[];
  label: number | null;
  value: number | null;
  probability: number | null;
  probabilities: number[] | null;
  confidence: number | null;
  latencyMs: number;
  features: number[];
  flags: Flags;
  raw: Readonly<Record<string, string>> | null;
  errorCode: ErrorCode | null;
  /** What was done about it, as the caller says; null: nothing that we know of. */
  action: string | null;
  /** Kept from any action, to compare with; null: not said. */
  holdout: boolean | null;
}

export type SelectedPrediction = Omit<PredictionRow, 'tags' | 'features' | 'probabilities'> & {
  tags: string[] | null;
  /** Array literals: parsing them here is cheaper than the driver's parser. */
  features: string;
  probabilities: string | null;
};

export interface PredictionsQuery extends RowConditions {
  /** Null or left out: of all times. */
  window?: TimeWindow | null;
  /** Bounds by id, not included; null: none. */
  olderThan: string | null;
  newerThan: string | null;
  oldestFirst: boolean;
  limit: number;
}

/** Predictions by the time of their ids, newest first unless asked otherwise. */
export async function listPredictions(sql: Sql, query: PredictionsQuery): Promise<PredictionRow[]> {
  const { window = null, olderThan, newerThan, oldestFirst, limit } = query;
  const rows = await sql<SelectedPrediction[]>`
    SELECT ${predictionColumns(sql)} FROM prediction
    WHERE ${meets(sql, query)}
      ${window === null ? sql`` : sql`AND id >= ${idFloor(window.fromMs)} AND id < ${idFloor(window.toMs)}`}
      ${olderThan === null ? sql`` : sql`AND id < ${olderThan}`}
      ${newerThan === null ? sql`` : sql`AND id > ${newerThan}`}
    ORDER BY id ${oldestFirst ? sql`ASC` : sql`DESC`} LIMIT ${limit}`;
  return rows.map(toPredictionRow);
}

/** Rows by id, in the order of the ids; ids without a row are left out. */
export async function getPredictions(sql: Sql, ids: readonly string[]): Promise<PredictionRow[]> {
  if (ids.length === 0) return [];
  const sorted = [...ids].sort();
  const rows = await sql<SelectedPrediction[]>`
    SELECT ${predictionColumns(sql)} FROM prediction
    WHERE id = ANY (${sorted}::uuid[])
      AND id >= ${idFloor(idTimeMs(sorted[0]))} AND id <= ${sorted[sorted.length - 1]}`;
  const byId = new Map(rows.map((row) => [row.id, toPredictionRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The columns of `SelectedPrediction`. */
export function predictionColumns(sql: Sql) {
  return sql`id, model_version_id AS "modelVersionId", source, environment, subject, tags, label, value, probability,
    probabilities::text AS probabilities, confidence, latency_ms AS "latencyMs", features::text AS features, flags, raw,
    error_code AS "errorCode", action, holdout`;
}

export function toPredictionRow(row: SelectedPrediction): PredictionRow {
  return {
    ...row,
    tags: row.tags ?? [],
    features: parseNumbers(row.features),
    probabilities: row.probabilities === null ? null : parseNumbers(row.probabilities),
  };
}

/** "{1,NaN,-2.5}" -> [1, NaN, -2.5] */
export function parseNumbers(literal: string): number[] {
  return literal.length <= 2 ? [] : literal.slice(1, -1).split(',').map(Number);
}
