import type { RollupDelta } from '@kilter/core/sketches/pack-deltas';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { numberArray, plainColumn, sharedColumn, textArray, textColumn } from '../array-literal.ts';
import type { Sql } from '../client.ts';
import type { PredictionRow } from './prediction.ts';
import { appendDeltas, deltaParameters } from './rollup.ts';

/** The answer that is kept for a client's key. */
export interface KeptAnswer {
  scope: string;
  key: string;
  fingerprint: string;
  answer: PredictionRow;
}

/**
 * The unit of exactly-once: once frozen under (writer, groupNo) it is written whole or not at all, and never twice.
 */
export interface WriteGroup {
  writer: string;
  groupNo: number;
  previousCommitMs: number | null;
  rows: readonly PredictionRow[];
  keptAnswers: readonly KeptAnswer[];
  deltas: readonly RollupDelta[];
}

// One autocommit statement, so that no open transaction can hang. Whoever meets the ledger's key writes nothing. What all
// rows share comes once: reading a column costs more than storing it.
const WRITE_GROUP = `
WITH ledger AS (
  INSERT INTO write_group (writer, group_no, rows, previous_commit_ms)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING
  RETURNING 1
), stored AS (
  INSERT INTO prediction (id, at, model_version_id, source, environment, subject, tags, label, value, probability,
    probabilities, confidence, latency_ms, features, flags, raw, error_code, action, holdout)
  SELECT r.id, to_timestamp(r.at_ms / 1000::float8), coalesce(r.model_version_id, $24::int4),
    coalesce(r.source, $25::text), coalesce(r.environment, $26::text), r.subject, r.tags::text[], r.label, r.value,
    r.probability, r.probabilities::float8[], r.confidence, coalesce(r.latency_ms, $27::float4), r.features::float8[],
    r.flags, r.raw, r.error_code, r.action, r.holdout
  FROM unnest($5::text::uuid[], $6::text::int8[], $7::text::int4[], $8::text::text[], $9::text::text[],
    $10::text::text[], $11::text::text[], $12::text::int2[], $13::text::float8[], $14::text::float8[],
    $15::text::text[], $16::text::float8[], $17::text::float4[], $18::text::text[], $19::text::jsonb[],
    $20::text::jsonb[], $21::text::text[], $22::text::text[], $23::text::bool[])
    AS r (id, at_ms, model_version_id, source, environment, subject, tags, label, value, probability, probabilities,
      confidence, latency_ms, features, flags, raw, error_code, action, holdout)
  WHERE EXISTS (SELECT FROM ledger)
), kept AS (
  INSERT INTO idempotency (scope, key, fingerprint, answer)
  SELECT k.scope, k.key, k.fingerprint, k.answer
  FROM unnest($28::text::text[], $29::text::text[], $30::text::text[], $31::text::jsonb[])
    AS k (scope, key, fingerprint, answer)
  WHERE EXISTS (SELECT FROM ledger)
  -- Two groups that wait for each other's keys would wait for ever.
  ORDER BY k.scope, k.key
), rolled AS (
  ${appendDeltas(32, 'EXISTS (SELECT FROM ledger)')}
)
SELECT count(*)::int AS written FROM ledger`;

/** Writes a group. False: it was written before. Throws what the database says; `databaseFailure` tells the kinds. */
export async function writeGroup(sql: Sql, group: WriteGroup): Promise<boolean> {
  const [{ written }] = await sql.unsafe<{ written: number }[]>(WRITE_GROUP, parameters(group), {
    prepare: true,
  });
  return written === 1;
}

function parameters({ writer, groupNo, previousCommitMs, rows, keptAnswers, deltas }: WriteGroup) {
  const plain = (pick: (row: PredictionRow) => number | string | null) => plainColumn(rows, pick);
  const text = (pick: (row: PredictionRow) => string | null) => textColumn(rows, pick);
  const [versions, version] = sharedColumn(rows, (row) => row.modelVersionId, plainColumn);
  const [sources, source] = sharedColumn(rows, (row) => row.source, plainColumn);
  const [environments, environment] = sharedColumn(rows, (row) => row.environment, textColumn);
  const [latencies, latencyMs] = sharedColumn(rows, (row) => row.latencyMs, plainColumn);
  return [
    writer,
    groupNo,
    rows.length,
    previousCommitMs,
    plain((row) => row.id),
    plain((row) => idTimeMs(row.id)),
    versions,
    sources,
    environments,
    text((row) => row.subject),
    text((row) => (row.tags.length === 0 ? null : textArray(row.tags))),
    plain((row) => row.label),
    plain((row) => row.value),
    plain((row) => row.probability),
    text((row) => row.probabilities && numberArray(row.probabilities)),
    plain((row) => row.confidence),
    latencies,
    text((row) => numberArray(row.features)),
    text((row) => row.flags && JSON.stringify(row.flags)),
    text((row) => row.raw && JSON.stringify(row.raw)),
    plain((row) => row.errorCode),
    text((row) => row.action),
    plainColumn(rows, (row) => row.holdout),
    version,
    source,
    environment,
    latencyMs,
    textColumn(keptAnswers, (kept) => kept.scope),
    textColumn(keptAnswers, (kept) => kept.key),
    plainColumn(keptAnswers, (kept) => kept.fingerprint),
    textColumn(keptAnswers, (kept) => JSON.stringify(kept.answer)),
    ...deltaParameters(deltas),
  ];
}

/** The answers kept under keys of a scope. */
export async function findKeptAnswers(
  sql: Sql,
  scope: string,
  keys: readonly string[],
): Promise<Map<string, { fingerprint: string; answer: PredictionRow }>> {
  const rows = await sql<{ key: string; fingerprint: string; answer: PredictionRow }[]>`
    SELECT key, fingerprint, answer FROM idempotency WHERE scope = ${scope} AND key = ANY (${[...keys]}::text[])`;
  return new Map(rows.map(({ key, fingerprint, answer }) => [key, { fingerprint, answer: revive(answer) }]));
}

/** JSON has no NaN: a missing feature comes back from it as null. */
function revive(answer: PredictionRow): PredictionRow {
  const features: (number | null)[] = answer.features;
  return { ...answer, features: features.map((value) => value ?? Number.NaN) };
}

/**
 * Forgets settled groups: a writer's own up to a number, and those of writers that have long been gone. Those of imports stay:
 * the same file may come again at any time, and their writers are UUIDs of version 8.
 */
export async function pruneWriteGroups(sql: Sql, writer: string, settledGroupNo: number): Promise<void> {
  await sql`
    DELETE FROM write_group
    WHERE (writer = ${writer} AND group_no <= ${settledGroupNo})
      OR (at < now() - interval '7 days' AND substr(writer::text, 15, 1) <> '8')`;
}

/** Forgets keys after a day: a retry comes sooner. */
export async function pruneKeptAnswers(sql: Sql): Promise<void> {
  await sql`DELETE FROM idempotency WHERE at < now() - interval '1 day'`;
}
