import { addCounters, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import type { Sql } from '../client.ts';
import { parseNumbers } from './prediction.ts';

export interface MinuteRollup {
  atMs: number;
  modelVersionId: number;
  counters: MinuteCounters;
}

/** The minutes of [fromMs, toMs) by time, one row a minute, version and source. */
export async function readMinutes(
  sql: Sql,
  query: { modelVersionIds: number[]; fromMs: number; toMs: number },
): Promise<MinuteRollup[]> {
  const rows = await sql<{ atMs: string; modelVersionId: number; counters: string }[]>`
    SELECT (extract(epoch FROM at) * 1000)::int8 AS "atMs", model_version_id AS "modelVersionId",
      counters::text AS counters
    FROM rollup_minute
    WHERE model_version_id = ANY (${query.modelVersionIds}::int[])
      AND at >= ${new Date(query.fromMs)} AND at < ${new Date(query.toMs)}
    ORDER BY at`;
  return rows.map((row) => ({
    atMs: Number(row.atMs),
    modelVersionId: row.modelVersionId,
    counters: Float64Array.from(parseNumbers(row.counters)),
  }));
}

/** The sum of minutes, as wide as the widest; null without any. */
export function sumMinutes(minutes: readonly MinuteRollup[]): MinuteCounters | null {
  if (minutes.length === 0) return null;
  const sum = new Float64Array(Math.max(...minutes.map((minute) => minute.counters.length)));
  for (const minute of minutes) addCounters(sum, minute.counters);
  return sum;
}
