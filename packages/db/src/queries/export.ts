import type { StoredPrediction } from '@kilter/core/exports/exported-prediction';
import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { Sql } from '../client.ts';
import {
  predictionColumns,
  toPredictionRow,
  type PredictionRow,
  type PredictionSource,
  type SelectedPrediction,
} from './prediction.ts';

export interface ExportQuery {
  modelVersionIds: readonly number[];
  /** Null: all. */
  sources: readonly PredictionSource[] | null;
  /** [fromMs, toMs), Unix milliseconds. */
  fromMs: number;
  toMs: number;
}

/** A stored prediction with the outcome that was reported of it. */
export interface ExportedRow extends PredictionRow {
  outcome: StoredPrediction['outcome'];
}

type Selected = SelectedPrediction & {
  outcomeId: string | null;
  outcomeLabel: number | null;
  outcomeValue: number | null;
  /** Null: the outcome itself is no longer kept. */
  outcomeAtMs: string | null;
  outcomeReceivedAtMs: string | null;
};

const ROWS_AT_A_TIME = 1_000;

/**
 * Predictions of a time in its order, some at a time: the server keeps its place, and neither side holds more. Bounds by id
 * leave the partitions of other days alone.
 */
export async function* readForExport(sql: Sql, query: ExportQuery): AsyncIterable<ExportedRow[]> {
  const { modelVersionIds, sources, fromMs, toMs } = query;
  const [from, to] = [idFloor(fromMs), idFloor(toMs)];
  const reads = sql<Selected[]>`
    SELECT p.*, l.outcome_id AS "outcomeId", l.label AS "outcomeLabel", l.value AS "outcomeValue",
      (extract(epoch FROM o.at) * 1000)::int8 AS "outcomeAtMs",
      (extract(epoch FROM l.arrived_at) * 1000)::int8 AS "outcomeReceivedAtMs"
    FROM (
      SELECT ${predictionColumns(sql)} FROM prediction
      WHERE id >= ${from} AND id < ${to} AND model_version_id = ANY (${[...modelVersionIds]}::int[])
        ${sources === null ? sql`` : sql`AND source = ANY (${[...sources]}::text[])`}
    ) AS p
    LEFT JOIN prediction_label AS l
      ON l.prediction_id = p.id AND l.prediction_id >= ${from} AND l.prediction_id < ${to}
    LEFT JOIN outcome AS o ON o.id = l.outcome_id
    ORDER BY p.id`.cursor(ROWS_AT_A_TIME);
  for await (const rows of reads) yield rows.map(toExportedRow);
}

function toExportedRow(selected: Selected): ExportedRow {
  const { outcomeId, outcomeLabel, outcomeValue, outcomeAtMs, outcomeReceivedAtMs, ...row } = selected;
  const receivedAtMs = Number(outcomeReceivedAtMs);
  const outcome =
    outcomeId === null
      ? null
      : {
          label: outcomeLabel,
          value: outcomeValue,
          atMs: outcomeAtMs === null ? receivedAtMs : Number(outcomeAtMs),
          receivedAtMs,
        };
  return { ...toPredictionRow(row), outcome };
}
