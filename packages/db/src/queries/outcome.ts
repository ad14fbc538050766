import { hash } from 'node:crypto';
import { idFloor, idWithBits } from '@kilter/core/ids/uuid-v7';
import type { Outcome } from '@kilter/core/outcomes/effective-outcome';
import { plainColumn, textColumn } from '../array-literal.ts';
import { anyText, anyUuid } from '../unplanned-array.ts';
import type { Sql } from '../client.ts';
import type { PredictionSource } from './prediction.ts';

/** One reported outcome; the columns are explained in the migration. */
export interface OutcomeRow extends Outcome {
  modelId: number | null;
  source: PredictionSource;
}

/** The id of the outcome of a subject at a time: the same again when it is reported again. */
export function subjectOutcomeId(modelId: number, subject: string, atMs: number): string {
  return idWithBits(atMs, hash('sha256', `${modelId}/${subject}`, 'hex'));
}

/**
 * Stores outcomes, each id once; to be run with the lock of the labels. NEW: not known before; CHANGED: known, and now says something else; those that said
 * the same already are not in the answer.
 */
export async function storeOutcomes(
  sql: Sql,
  rows: readonly OutcomeRow[],
): Promise<Map<string, 'NEW' | 'CHANGED'>> {
  const ids = rows.map(({ id }) => id).sort();
  const stored = await sql.unsafe<{ id: string; isNew: boolean }[]>(
    `
    WITH known AS MATERIALIZED (
      SELECT id FROM outcome
      WHERE id = ANY ($1::text::uuid[]) AND id >= $9::uuid AND id <= $10::uuid
    )
    INSERT INTO outcome AS old (id, model_id, subject, at, label, value, received_at, source)
    SELECT o.id, o.model_id, o.subject, to_timestamp(o.at_ms / 1000.0), o.label, o.value,
      to_timestamp(o.received_ms / 1000.0), o.source
    FROM unnest($1::text::uuid[], $2::text::int4[], $3::text::text[], $4::text::int8[], $5::text::text[],
      $6::text::float8[], $7::text::int8[], $8::text::text[])
      AS o (id, model_id, subject, at_ms, label, value, received_ms, source)
    ON CONFLICT (id) DO UPDATE SET model_id = coalesce(old.model_id, excluded.model_id), at = excluded.at,
      label = excluded.label, value = excluded.value, received_at = excluded.received_at, source = excluded.source
    WHERE (old.label, old.value) IS DISTINCT FROM (excluded.label, excluded.value)
    RETURNING id, NOT EXISTS (SELECT FROM known WHERE known.id = old.id) AS "isNew"`,
    [
      plainColumn(rows, (row) => row.id),
      plainColumn(rows, (row) => row.modelId),
      textColumn(rows, (row) => row.subject),
      plainColumn(rows, (row) => row.atMs),
      textColumn(rows, (row) => row.label),
      plainColumn(rows, (row) => row.value),
      plainColumn(rows, (row) => row.receivedAtMs),
      plainColumn(rows, (row) => row.source),
      ids[0],
      ids[ids.length - 1],
    ],
    { prepare: true },
  );
  return new Map(stored.map(({ id, isNew }) => [id, isNew ? 'NEW' : 'CHANGED']));
}

interface SelectedOutcome {
  id: string;
  subject: string | null;
  atMs: string;
  label: string | null;
  value: number | null;
  receivedAtMs: string;
}

function columns(sql: Sql) {
  return sql`id, subject, (extract(epoch FROM at) * 1000)::int8 AS "atMs", label, value,
    (extract(epoch FROM received_at) * 1000)::int8 AS "receivedAtMs"`;
}

const toOutcome = (row: SelectedOutcome): Outcome => ({
  ...row,
  atMs: Number(row.atMs),
  receivedAtMs: Number(row.receivedAtMs),
});

/** The outcomes of a model's subjects that happened in [fromMs, toMs]. */
export async function outcomesOfSubjects(
  sql: Sql,
  query: { modelId: number; subjects: readonly string[]; fromMs: number; toMs: number },
): Promise<Outcome[]> {
  if (query.subjects.length === 0) return [];
  const rows = await sql<SelectedOutcome[]>`
    SELECT ${columns(sql)} FROM outcome
    WHERE subject = ANY (${anyText(sql, query.subjects)}) AND model_id = ${query.modelId}
      AND id >= ${idFloor(query.fromMs)} AND id < ${idFloor(query.toMs + 1)}`;
  return rows.map(toOutcome);
}

/** The outcomes of single predictions. */
export async function outcomesOfPredictions(sql: Sql, ids: readonly string[]): Promise<Outcome[]> {
  if (ids.length === 0) return [];
  const sorted = [...ids].sort();
  const rows = await sql<SelectedOutcome[]>`
    SELECT ${columns(sql)} FROM outcome
    WHERE id = ANY (${anyUuid(sql, sorted)}) AND subject IS NULL
      AND id >= ${sorted[0]} AND id <= ${sorted[sorted.length - 1]}`;
  return rows.map(toOutcome);
}

/** The outcome of an id; null without one. */
export async function getOutcome(sql: Sql, id: string): Promise<Outcome | null> {
  const [row] = await sql<SelectedOutcome[]>`SELECT ${columns(sql)} FROM outcome WHERE id = ${id}`;
  return row ? toOutcome(row) : null;
}

/** The greatest id of all outcomes, whose time no outcome is later than; null without any. */
export async function newestOutcomeId(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`SELECT id FROM outcome ORDER BY id DESC LIMIT 1`;
  return row?.id ?? null;
}
