import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Rollup } from '@kilter/core/sketches/fold-deltas';
import type { RollupDelta } from '@kilter/core/sketches/pack-deltas';
import type { Sql, SqlClient } from '../client.ts';
import {
  predictionColumns,
  toPredictionRow,
  type PredictionRow,
  type SelectedPrediction,
} from './prediction.ts';
import { withFoldLock, writeRollups } from './rollup.ts';

const ROWS_AT_A_TIME = 5_000;

/** Runs `read` with one view of the database, whatever is written meanwhile. */
export async function atOneMoment<T>(sql: SqlClient, read: (tx: Sql) => Promise<T>): Promise<T> {
  const result = await sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (tx) => ({
    value: await read(tx),
  }));
  return result.value;
}

/** Any number that nothing else locks. */
const REBUILD_LOCK = 5_021_979;

/** Runs `work` while nobody else, in any process, rebuilds: two would both add what is missing. */
export async function rebuildAlone<T>(sql: SqlClient, work: () => Promise<T>): Promise<T> {
  const connection = await sql.reserve();
  try {
    await connection`SELECT pg_advisory_lock(${REBUILD_LOCK})`;
    return await work();
  } finally {
    await connection`SELECT pg_advisory_unlock(${REBUILD_LOCK})`;
    connection.release();
  }
}

/** A stored prediction with the class that was reported of it, by index; null without one. */
export interface RawRow extends PredictionRow {
  actual: number | null;
  arrivedAtMs: number | null;
}

type SelectedRaw = SelectedPrediction & { actual: number | null; arrivedAtMs: string | null };

const toRawRow = ({ actual, arrivedAtMs, ...row }: SelectedRaw): RawRow => ({
  ...toPredictionRow(row),
  actual,
  arrivedAtMs: arrivedAtMs === null ? null : Number(arrivedAtMs),
});

function labelColumns(tx: Sql) {
  return tx`l.label AS actual, (extract(epoch FROM l.arrived_at) * 1000)::int8 AS "arrivedAtMs"`;
}

/** Every prediction of a time, failed ones too, some at a time. */
export async function* readRawRows(tx: Sql, { fromMs, toMs }: TimeWindow): AsyncIterable<RawRow[]> {
  const rows = tx<SelectedRaw[]>`
    SELECT p.*, ${labelColumns(tx)}
    FROM (
      SELECT ${predictionColumns(tx)} FROM prediction WHERE id >= ${idFloor(fromMs)} AND id < ${idFloor(toMs)}
    ) AS p
    LEFT JOIN prediction_label AS l
      ON l.prediction_id = p.id AND l.prediction_id >= ${idFloor(fromMs)} AND l.prediction_id < ${idFloor(toMs)}
    `.cursor(ROWS_AT_A_TIME);
  for await (const some of rows) yield some.map(toRawRow);
}

/** Every prediction, of any time, whose label arrived in a time. */
export async function* readArrivals(tx: Sql, { fromMs, toMs }: TimeWindow): AsyncIterable<RawRow[]> {
  const rows = tx<SelectedRaw[]>`
    SELECT p.*, ${labelColumns(tx)}
    FROM prediction_label AS l JOIN (SELECT ${predictionColumns(tx)} FROM prediction) AS p ON p.id = l.prediction_id
    WHERE l.arrived_at >= ${new Date(fromMs)} AND l.arrived_at < ${new Date(toMs)}`.cursor(ROWS_AT_A_TIME);
  for await (const some of rows) yield some.map(toRawRow);
}

type SelectedRollup = Omit<Rollup, 'atMs'> & { atMs: string };

/** All rollups that begin in a time, of every length. */
export async function readStoredRollups(tx: Sql, { fromMs, toMs }: TimeWindow): Promise<Rollup[]> {
  const rows = await tx<SelectedRollup[]>`
    SELECT model_version_id AS "modelVersionId", span_minutes AS minutes, (extract(epoch FROM at) * 1000)::int8 AS "atMs",
      source, core, features, segment_names AS "segmentNames", segment_counters AS "segmentCounters"
    FROM rollup WHERE at >= ${new Date(fromMs)} AND at < ${new Date(toMs)}`;
  return rows.map((row) => ({ ...row, atMs: Number(row.atMs) }));
}

/** What was added to the minutes of a time and is not folded in yet. */
export async function readWaitingDeltas(tx: Sql, { fromMs, toMs }: TimeWindow): Promise<RollupDelta[]> {
  const rows = await tx<(Omit<RollupDelta, 'minuteMs'> & { minuteMs: string })[]>`
    SELECT model_version_id AS "modelVersionId", (extract(epoch FROM at) * 1000)::int8 AS "minuteMs", source, core,
      features, segment_names AS "segmentNames", segment_counters AS "segmentCounters"
    FROM rollup_delta WHERE at >= ${new Date(fromMs)} AND at < ${new Date(toMs)}`;
  return rows.map((row) => ({ ...row, minuteMs: Number(row.minuteMs) }));
}

/** Writes rollups longer than a minute over what is stored, as `sum` makes them of what is stored by then. */
export async function rewriteSpans(
  sql: SqlClient,
  window: TimeWindow,
  sum: (stored: readonly Rollup[]) => Rollup[],
): Promise<void> {
  await withFoldLock(sql, async (tx) => writeRollups(tx, sum(await readStoredRollups(tx, window))));
}

/** UTC days (Unix ms of their beginning) whose single predictions are kept, ascending. */
export async function keptDays(sql: Sql): Promise<number[]> {
  const rows = await sql<{ day: string }[]>`
    SELECT to_char(to_date(right(relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') AS day
    FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'prediction'::regclass ORDER BY 1`;
  return rows.map(({ day }) => Date.parse(day));
}

/** When the first prediction that is kept was made, if there is any; null too when there are counters already. */
export async function firstUncounted(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ first: Date | null }[]>`
    SELECT (SELECT at FROM prediction ORDER BY id LIMIT 1) AS first
    WHERE NOT EXISTS (SELECT FROM rollup) AND NOT EXISTS (SELECT FROM rollup_delta)`;
  return row?.first?.getTime() ?? null;
}
