import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { RollupDelta } from '@kilter/core/sketches/pack-deltas';
import { numberArray, textArray } from '../array-literal.ts';
import type { Sql, SqlClient } from '../client.ts';
import { copyIn } from '../copy-in.ts';
import { copyLine } from '../copy-text.ts';
import { storeOutcomes, type OutcomeRow } from './outcome.ts';
import type { PredictionRow } from './prediction.ts';
import { addDeltas } from './rollup.ts';

/**
 * A part of an imported file: the unit of exactly-once. `importId` is made from what is imported, so that the same again is
 * the same writer in the ledger.
 */
export interface ImportChunk {
  importId: string;
  /** From 1. */
  chunkNo: number;
  rows: readonly PredictionRow[];
  /** Of single predictions among `rows`. */
  outcomes: readonly OutcomeRow[];
  deltas: readonly RollupDelta[];
}

const COPY = `COPY prediction (id, at, model_version_id, source, environment, subject, tags, label, value, probability,
  probabilities, confidence, latency_ms, features, flags, raw, error_code, action, holdout) FROM STDIN`;

/**
 * Writes a chunk in one transaction. False: it was written before, and nothing is. The partitions of its days must be there.
 * A client that is cut off in its midst leaves nothing. Rows come last: their trigger takes the lock of the feed, which
 * every writer of predictions waits for, until the commit.
 */
export async function writeImportChunk(sql: SqlClient, chunk: ImportChunk): Promise<boolean> {
  const { importId, chunkNo, rows, outcomes, deltas } = chunk;
  return sql.begin(async (tx) => {
    await tx`SELECT set_config('idle_in_transaction_session_timeout', '60s', true)`;
    const ledger = await tx`
      INSERT INTO write_group (writer, group_no, rows) VALUES (${importId}, ${chunkNo}, ${rows.length})
      ON CONFLICT DO NOTHING`;
    if (ledger.count === 0) return false;
    await addDeltas(tx, deltas);
    // The lock of the labels is not needed: nobody knows of these predictions yet.
    if (outcomes.length > 0) await storeOutcomes(tx, outcomes);
    if (rows.length > 0) await copyIn(tx, COPY, rows.map(toCopyLine).join(''));
    return true;
  });
}

/** The chunks of an import that are written, with their rows. */
export async function writtenChunks(sql: Sql, importId: string): Promise<Map<number, number>> {
  const rows = await sql<{ chunkNo: string; rows: number }[]>`
    SELECT group_no AS "chunkNo", rows FROM write_group WHERE writer = ${importId}`;
  return new Map(rows.map(({ chunkNo, rows: count }) => [Number(chunkNo), count]));
}

function toCopyLine(row: PredictionRow): string {
  return copyLine([
    row.id,
    new Date(idTimeMs(row.id)).toISOString(),
    row.modelVersionId,
    row.source,
    row.environment,
    row.subject,
    row.tags.length === 0 ? null : textArray(row.tags),
    row.label,
    row.value,
    row.probability,
    row.probabilities && numberArray(row.probabilities),
    row.confidence,
    row.latencyMs,
    numberArray(row.features),
    row.flags && JSON.stringify(row.flags),
    row.raw && JSON.stringify(row.raw),
    row.errorCode,
    row.action,
    row.holdout,
  ]);
}
