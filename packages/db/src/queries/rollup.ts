import type { CounterSpan, SpanMinutes } from '@kilter/core/monitoring/window-spans';
import type { Rollup, RollupKey } from '@kilter/core/sketches/fold-deltas';
import type { RollupDelta } from '@kilter/core/sketches/pack-deltas';
import { numberArray, plainColumn, textArray, textColumn } from '../array-literal.ts';
import type { Sql, SqlClient } from '../client.ts';
import type { PredictionSource } from './prediction.ts';

/** Which counters: those of all rows, those of the features' values, or the core counters of one segment or tag. */
export type CounterPart = 'CORE' | 'FEATURES' | { segment: string };

export interface CounterQuery {
  modelVersionIds: readonly number[];
  /** Null: all. */
  sources: readonly PredictionSource[] | null;
  part: CounterPart;
  spans: readonly CounterSpan[];
}

/** Counters of some time; several rows may be of the same. */
export interface CounterRow {
  atMs: number;
  modelVersionId: number;
  source: PredictionSource;
  counters: Uint8Array;
}

/**
 * The counters of some spans, each row lying within one of them: the folded ones, and what was added since, as of one moment.
 * In no order.
 */
export async function readCounters(sql: Sql, query: CounterQuery): Promise<CounterRow[]> {
  const { modelVersionIds, sources, part, spans } = query;
  if (spans.length === 0 || modelVersionIds.length === 0) return [];
  const rows = await sql.unsafe<
    { at: string; version: number; source: PredictionSource; counters: Uint8Array }[]
  >(
    READ[typeof part === 'string' ? part : 'SEGMENT'],
    [
      numberArray([...modelVersionIds]),
      sources === null ? null : textArray(sources),
      plainColumn(spans, (span) => span.minutes),
      plainColumn(spans, (span) => span.fromMs),
      plainColumn(spans, (span) => span.toMs),
      ...(typeof part === 'string' ? [] : [part.segment]),
    ],
    { prepare: true },
  );
  return rows.map(({ at, version, source, counters }) => ({
    atMs: Number(at),
    modelVersionId: version,
    source,
    counters,
  }));
}

export interface SegmentCounterRow extends CounterRow {
  /** Of the segment or tag, with its prefix. */
  name: string;
}

/** As `readCounters`, of all segments and tags at once whose names begin with one of `prefixes` ("gender=", "tag:"). */
export async function readSegmentCounters(
  sql: Sql,
  query: Omit<CounterQuery, 'part'> & { prefixes: readonly string[] },
): Promise<SegmentCounterRow[]> {
  const { modelVersionIds, sources, spans, prefixes } = query;
  if (spans.length === 0 || modelVersionIds.length === 0 || prefixes.length === 0) return [];
  const rows = await sql.unsafe<
    { at: string; version: number; source: PredictionSource; name: string; counters: Uint8Array }[]
  >(
    READ_SEGMENTS,
    [
      numberArray([...modelVersionIds]),
      sources === null ? null : textArray(sources),
      plainColumn(spans, (span) => span.minutes),
      plainColumn(spans, (span) => span.fromMs),
      plainColumn(spans, (span) => span.toMs),
      textArray(prefixes),
    ],
    { prepare: true },
  );
  return rows.map(({ at, version, ...row }) => ({ atMs: Number(at), modelVersionId: version, ...row }));
}

const SEGMENT = 'segment_counters[array_position(segment_names, $6::text)]';
const READ = {
  CORE: readStatement('core'),
  FEATURES: readStatement('features'),
  SEGMENT: readStatement(SEGMENT),
};

/** Of one row several are made: one a segment that was asked for. */
const READ_SEGMENTS = readStatement(
  'segment.counters',
  ', segment.name',
  `CROSS JOIN LATERAL (
      SELECT s.name, s.counters FROM unnest(r.segment_names, r.segment_counters) AS s (name, counters)
      WHERE s.name ^@ ANY ($6::text::text[])
    ) AS segment`,
);

/** A span's rows are found by the key of `rollup`; what is not folded yet is read whole. */
function readStatement(counters: string, more = '', join = ''): string {
  const columns = `(extract(epoch FROM r.at) * 1000)::int8 AS at, r.model_version_id AS version, r.source${more}`;
  const span = (at: string) => `to_timestamp(${at} / 1000.0)`;
  return `
  WITH span AS (
    SELECT minutes, ${span('from_ms')} AS starts, ${span('to_ms')} AS ends
    FROM unnest($3::text::int4[], $4::text::int8[], $5::text::int8[]) AS s (minutes, from_ms, to_ms)
  ), found AS (
    SELECT ${columns}, ${counters} AS counters
    FROM span JOIN rollup AS r
      ON r.span_minutes = span.minutes AND r.at >= span.starts AND r.at < span.ends
      ${join}
    WHERE r.model_version_id = ANY ($1::text::int4[])
      -- Written so that no index is used for it: the planner would read all times of a source, and drop the spans last.
      AND ($2::text IS NULL OR r.source || '' = ANY ($2::text::text[]))
    UNION ALL
    SELECT ${columns}, ${counters}
    FROM rollup_delta AS r
      ${join}
    WHERE r.model_version_id = ANY ($1::text::int4[])
      AND ($2::text IS NULL OR r.source = ANY ($2::text::text[]))
      AND EXISTS (SELECT FROM span WHERE r.at >= span.starts AND r.at < span.ends)
  )
  SELECT * FROM found WHERE length(counters) > 0`;
}

/**
 * Appends deltas, given as the seven arrays of `deltaParameters` from parameter `first` on. `condition` is what must hold
 * for it to happen.
 */
export function appendDeltas(first: number, condition: string): string {
  const types = ['int4', 'int8', 'text', 'bytea', 'bytea', 'text', 'text'];
  const arrays = types.map((type, i) => `$${first + i}::text::${type}[]`);
  return `
  INSERT INTO rollup_delta (model_version_id, at, source, core, features, segment_names, segment_counters)
  SELECT d.model_version_id, to_timestamp(d.minute_ms / 1000.0), d.source, d.core, d.features,
    d.segment_names::text[], d.segment_counters::bytea[]
  FROM unnest(${arrays.join(', ')})
    AS d (model_version_id, minute_ms, source, core, features, segment_names, segment_counters)
  WHERE ${condition}`;
}

export function deltaParameters(deltas: readonly RollupDelta[]): string[] {
  return [
    plainColumn(deltas, (delta) => delta.modelVersionId),
    plainColumn(deltas, (delta) => delta.minuteMs),
    plainColumn(deltas, (delta) => delta.source),
    textColumn(deltas, (delta) => hex(delta.core)),
    textColumn(deltas, (delta) => hex(delta.features)),
    textColumn(deltas, (delta) => textArray(delta.segmentNames)),
    textColumn(deltas, (delta) => bytesArray(delta.segmentCounters)),
  ];
}

const hex = (bytes: Uint8Array) =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`;
/** The backslash of each is escaped once for being in an array. */
const bytesArray = (all: readonly Uint8Array[]) => `{${all.map((bytes) => `"\\${hex(bytes)}"`).join(',')}}`;

/** Adds deltas in a transaction of their own statement. */
export async function addDeltas(sql: Sql, deltas: readonly RollupDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await sql.unsafe(appendDeltas(1, 'true'), deltaParameters(deltas), { prepare: true });
}

interface SelectedRollup {
  modelVersionId: number;
  minutes: SpanMinutes;
  atMs: string;
  source: string;
  core: Uint8Array;
  features: Uint8Array;
  segmentNames: string[];
  segmentCounters: Uint8Array[];
}

const FOLD_LOCK = 5_021_978;

/**
 * Takes up to `limit` deltas away and writes what `fold` makes of them and of the rollups that they belong to, in one
 * transaction: a reader sees the deltas or their effect, never both and never neither. Answers how many it took; null when
 * another process is at it. A holder that goes silent is cut off.
 */
export async function foldDeltas(
  sql: SqlClient,
  limit: number,
  fold: (deltas: RollupDelta[], read: (keys: readonly RollupKey[]) => Promise<Rollup[]>) => Promise<Rollup[]>,
): Promise<number | null> {
  return sql.begin(async (tx) => {
    const [{ got }] = await tx<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock(${FOLD_LOCK}) AS got`;
    if (!got) return null;
    await limitSilence(tx);
    const deltas = await takeDeltas(tx, limit);
    if (deltas.length === 0) return 0;
    await writeRollups(tx, await fold(deltas, (keys) => readRollups(tx, keys)));
    return deltas.length;
  });
}

/** Runs `work` while nobody, in any process, folds. */
export async function withFoldLock(sql: SqlClient, work: (tx: Sql) => Promise<void>): Promise<void> {
  await sql.begin(async (tx) => {
    await limitSilence(tx);
    await tx`SELECT pg_advisory_xact_lock(${FOLD_LOCK})`;
    await work(tx);
  });
}

async function limitSilence(tx: Sql): Promise<void> {
  await tx`SELECT set_config('idle_in_transaction_session_timeout', '30s', true)`;
}

async function takeDeltas(tx: Sql, limit: number): Promise<RollupDelta[]> {
  const rows = await tx<(Omit<RollupDelta, 'minuteMs'> & { minuteMs: string })[]>`
    DELETE FROM rollup_delta
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollup_delta LIMIT ${limit}))
    RETURNING model_version_id AS "modelVersionId", (extract(epoch FROM at) * 1000)::int8 AS "minuteMs", source, core,
      features, segment_names AS "segmentNames", segment_counters AS "segmentCounters"`;
  return rows.map((row) => ({ ...row, minuteMs: Number(row.minuteMs) }));
}

async function readRollups(tx: Sql, keys: readonly RollupKey[]): Promise<Rollup[]> {
  const rows = await tx.unsafe<SelectedRollup[]>(
    `SELECT r.model_version_id AS "modelVersionId", r.span_minutes AS minutes,
      (extract(epoch FROM r.at) * 1000)::int8 AS "atMs", r.source, r.core, r.features,
      r.segment_names AS "segmentNames", r.segment_counters AS "segmentCounters"
    FROM unnest($1::text::int4[], $2::text::int4[], $3::text::int8[], $4::text::text[])
      AS k (model_version_id, span_minutes, at_ms, source)
    JOIN rollup AS r ON r.model_version_id = k.model_version_id AND r.span_minutes = k.span_minutes
      AND r.at = to_timestamp(k.at_ms / 1000.0) AND r.source = k.source`,
    keyParameters(keys),
    { prepare: true },
  );
  return rows.map((row) => ({ ...row, atMs: Number(row.atMs) }));
}

function keyParameters(keys: readonly RollupKey[]): string[] {
  return [
    plainColumn(keys, (key) => key.modelVersionId),
    plainColumn(keys, (key) => key.minutes),
    plainColumn(keys, (key) => key.atMs),
    plainColumn(keys, (key) => key.source),
  ];
}

/** Writes rollups over what was there. */
export async function writeRollups(tx: Sql, rollups: readonly Rollup[]): Promise<void> {
  if (rollups.length === 0) return;
  await tx.unsafe(
    `INSERT INTO rollup (model_version_id, span_minutes, at, source, core, features, segment_names, segment_counters)
    SELECT r.model_version_id, r.span_minutes, to_timestamp(r.at_ms / 1000.0), r.source, r.core, r.features,
      r.segment_names::text[], r.segment_counters::bytea[]
    FROM unnest($1::text::int4[], $2::text::int4[], $3::text::int8[], $4::text::text[], $5::text::bytea[],
      $6::text::bytea[], $7::text::text[], $8::text::text[])
      AS r (model_version_id, span_minutes, at_ms, source, core, features, segment_names, segment_counters)
    ON CONFLICT (model_version_id, span_minutes, at, source) DO UPDATE SET core = excluded.core,
      features = excluded.features, segment_names = excluded.segment_names,
      segment_counters = excluded.segment_counters`,
    [
      ...keyParameters(rollups),
      textColumn(rollups, (rollup) => hex(rollup.core)),
      textColumn(rollups, (rollup) => hex(rollup.features)),
      textColumn(rollups, (rollup) => textArray(rollup.segmentNames)),
      textColumn(rollups, (rollup) => bytesArray(rollup.segmentCounters)),
    ],
    { prepare: true },
  );
}

/** Gives back the room of what was folded: every reader looks through it. */
export async function vacuumDeltas(sql: Sql): Promise<void> {
  await sql`VACUUM rollup_delta`;
}
