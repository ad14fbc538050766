import type { MinuteCounters } from '@kilter/core/sketches/minute-counters';
import type { Sql } from '../client.ts';
import { parseNumbers } from './prediction.ts';

export interface MinuteRollup {
  atMs: number;
  modelVersionId: number;
  counters: MinuteCounters;
}

const MINUTES_A_READ = 2_000;

/** The minutes of [fromMs, toMs) by time, one row a minute, version and source; some at a time. */
export async function* readMinutes(
  sql: Sql,
  query: { modelVersionIds: number[]; fromMs: number; toMs: number },
): AsyncIterable<MinuteRollup[]> {
  const reads = sql<{ atMs: string; modelVersionId: number; counters: string }[]>`
    SELECT (extract(epoch FROM at) * 1000)::int8 AS "atMs", model_version_id AS "modelVersionId",
      counters::text AS counters
    FROM rollup_minute
    WHERE model_version_id = ANY (${query.modelVersionIds}::int[])
      AND at >= ${new Date(query.fromMs)} AND at < ${new Date(query.toMs)}
    ORDER BY at`.cursor(MINUTES_A_READ);
  for await (const rows of reads) {
    yield rows.map((row) => ({
      atMs: Number(row.atMs),
      modelVersionId: row.modelVersionId,
      counters: Float64Array.from(parseNumbers(row.counters)),
    }));
  }
}
