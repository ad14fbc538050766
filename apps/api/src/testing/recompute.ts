import { countPrediction, emptyMinuteCounters } from '@kilter/core/sketches/minute-counters';
import type { Sql } from '@kilter/db/client';

/** Counters by version, minute and source: `1/2026-01-31T12:00:00.000Z/API`. */
export type Rollups = Map<string, number[]>;

/** Index of the one counter that has no rows: refused input. */
export const REFUSED_SLOT = 2;

interface CountedRow {
  modelVersionId: number;
  at: Date;
  source: string;
  label: number | null;
  confidence: number | null;
  latencyMs: number;
  flags: object | null;
  errorCode: string | null;
}

/**
 * What is stored of the minutes, and the same computed again from every raw row, at one moment of the database.
 * `refused` has no rows, and is put aside.
 */
export async function readRollups(sql: Sql, classes = 2): Promise<{ stored: Rollups; recomputed: Rollups }> {
  return sql.begin('ISOLATION LEVEL REPEATABLE READ', async (tx) => {
    const minutes = await tx<{ modelVersionId: number; at: Date; source: string; counters: string[] }[]>`
      SELECT model_version_id AS "modelVersionId", at, source, counters FROM rollup_minute`;
    const stored: Rollups = new Map();
    for (const { modelVersionId, at, source, counters } of minutes) {
      const numbers = counters.map(Number);
      numbers[REFUSED_SLOT] = 0;
      // A minute in which input was refused and nothing was stored.
      if (numbers.some((count) => count !== 0)) stored.set(keyOf(modelVersionId, at, source), numbers);
    }
    const recomputed = new Map<string, Float64Array>();
    const rows = tx<CountedRow[]>`
      SELECT model_version_id AS "modelVersionId", at, source, label, confidence, latency_ms AS "latencyMs", flags,
        error_code AS "errorCode"
      FROM prediction`.cursor(5_000);
    for await (const some of rows) {
      for (const row of some) {
        const minute = new Date(Math.floor(row.at.getTime() / 60_000) * 60_000);
        const key = keyOf(row.modelVersionId, minute, row.source);
        let counters = recomputed.get(key);
        if (!counters) recomputed.set(key, (counters = emptyMinuteCounters(classes)));
        countPrediction(counters, row);
      }
    }
    return {
      stored: inOrder([...stored]),
      recomputed: inOrder([...recomputed].map(([key, counters]) => [key, [...counters]])),
    };
  });
}

const keyOf = (modelVersionId: number, at: Date, source: string) =>
  `${modelVersionId}/${at.toISOString()}/${source}`;

const inOrder = (entries: [string, number[]][]): Rollups =>
  new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

/** Every stored id, in the order of the feed, which is the order of the commits. */
export async function feedIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM feed, unnest(prediction_ids) WITH ORDINALITY AS entry (id, place) ORDER BY seq, place`;
  return rows.map(({ id }) => id);
}

export async function storedIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`SELECT id FROM prediction ORDER BY id`;
  return rows.map(({ id }) => id);
}

export async function countRows(sql: Sql): Promise<number> {
  const [{ count }] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM prediction`;
  return count;
}
