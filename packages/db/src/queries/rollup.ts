import { toSparse, type MinuteCounters, type SparseCounters } from '@kilter/core/sketches/minute-counters';
import { numberArray, plainColumn, textColumn } from '../array-literal.ts';
import type { Sql } from '../client.ts';
import { parseNumbers, type PredictionSource } from './prediction.ts';

/** The counters of a minute, version and source. */
export interface MinuteRollup extends SparseCounters {
  atMs: number;
  modelVersionId: number;
}

/** What one minute of one version and source gains or loses. */
export interface RollupDelta {
  modelVersionId: number;
  minuteMs: number;
  source: PredictionSource;
  counters: MinuteCounters;
}

const MINUTES_A_READ = 2_000;

/** The minutes of [fromMs, toMs) by time, one row a minute, version and source; some at a time. */
export async function* readMinutes(
  sql: Sql,
  query: { modelVersionIds: number[]; fromMs: number; toMs: number },
): AsyncIterable<MinuteRollup[]> {
  const reads = sql<{ atMs: string; modelVersionId: number; slots: string; counts: string }[]>`
    SELECT (extract(epoch FROM at) * 1000)::int8 AS "atMs", model_version_id AS "modelVersionId",
      slots::text AS slots, counts::text AS counts
    FROM rollup_minute
    WHERE model_version_id = ANY (${query.modelVersionIds}::int[])
      AND at >= ${new Date(query.fromMs)} AND at < ${new Date(query.toMs)}
    ORDER BY at`.cursor(MINUTES_A_READ);
  for await (const rows of reads) {
    yield rows.map(({ atMs, modelVersionId, slots, counts }) => ({
      atMs: Number(atMs),
      modelVersionId,
      slots: parseNumbers(slots),
      counts: parseNumbers(counts),
    }));
  }
}

/**
 * Adds deltas, given as the five arrays of `rollupParameters` from parameter `first` on, to their minutes. In the order
 * of their key: several writers in arrival order deadlock. `condition` is what must hold for it to happen.
 */
export function addRollups(first: number, condition: string): string {
  const [version, minute, source, slots, counts] = [0, 1, 2, 3, 4].map((i) => `$${first + i}`);
  return `
  INSERT INTO rollup_minute AS old (model_version_id, at, source, slots, counts)
  SELECT d.model_version_id, to_timestamp(d.minute_ms / 1000.0), d.source, d.slots::int4[], d.counts::int8[]
  FROM unnest(${version}::text::int4[], ${minute}::text::int8[], ${source}::text::text[], ${slots}::text::text[],
    ${counts}::text::text[]) AS d (model_version_id, minute_ms, source, slots, counts)
  WHERE ${condition}
  ORDER BY d.model_version_id, d.minute_ms, d.source
  ON CONFLICT (model_version_id, at, source) DO UPDATE SET (slots, counts) = (
    SELECT coalesce(array_agg(slot), '{}'), coalesce(array_agg(count), '{}') FROM (
      SELECT coalesce(a.slot, b.slot) AS slot, coalesce(a.count, 0) + coalesce(b.count, 0) AS count
      FROM unnest(old.slots, old.counts) AS a (slot, count)
      FULL JOIN unnest(excluded.slots, excluded.counts) AS b (slot, count) ON a.slot = b.slot
    ) AS summed WHERE count <> 0
  )`;
}

export function rollupParameters(deltas: readonly RollupDelta[]): string[] {
  const sparse = deltas.map((delta) => ({ ...delta, ...toSparse(delta.counters) }));
  return [
    plainColumn(sparse, (delta) => delta.modelVersionId),
    plainColumn(sparse, (delta) => delta.minuteMs),
    plainColumn(sparse, (delta) => delta.source),
    textColumn(sparse, (delta) => numberArray(delta.slots)),
    textColumn(sparse, (delta) => numberArray(delta.counts)),
  ];
}
