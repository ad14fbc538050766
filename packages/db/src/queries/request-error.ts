import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { ErrorCode } from '@kilter/core/errors/error-code';
import { plainColumn, textColumn } from '../array-literal.ts';
import type { Sql } from '../client.ts';

/** A request, or rows of one, that were refused or failed. The time is in `id`. */
export interface RequestErrorRow {
  id: string;
  modelVersionId: number | null;
  code: ErrorCode;
  message: string;
  field: string | null;
  requestId: string | null;
  rows: number;
}

/** Stores rows, each id once. */
export async function addRequestErrors(
  sql: Sql,
  rows: readonly (RequestErrorRow & { atMs: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql.unsafe(
    `INSERT INTO request_error (id, at, model_version_id, code, message, field, request_id, rows)
    SELECT id, to_timestamp(at_ms / 1000), model_version_id, code, message, field, request_id, rows
    FROM unnest($1::text::uuid[], $2::text::float8[], $3::text::int4[], $4::text::text[], $5::text::text[],
      $6::text::text[], $7::text::text[], $8::text::int4[])
      AS e (id, at_ms, model_version_id, code, message, field, request_id, rows)
    ON CONFLICT (id) DO NOTHING`,
    [
      plainColumn(rows, (row) => row.id),
      plainColumn(rows, (row) => row.atMs),
      plainColumn(rows, (row) => row.modelVersionId),
      textColumn(rows, (row) => row.code),
      textColumn(rows, (row) => row.message),
      textColumn(rows, (row) => row.field),
      textColumn(rows, (row) => row.requestId),
      plainColumn(rows, (row) => row.rows),
    ],
    { prepare: true },
  );
}

/** Errors of some versions in [fromMs, toMs). */
export interface RequestErrorsQuery {
  modelVersionIds: readonly number[];
  /** And those that did not come as far as a model. */
  hasUnassigned: boolean;
  fromMs: number;
  toMs: number;
}

export interface RequestErrorsPage {
  /** Bounds by id, not included; null: none. */
  olderThan: string | null;
  newerThan: string | null;
  oldestFirst: boolean;
  limit: number;
}

/** Newest first, unless asked otherwise. */
export async function listRequestErrors(
  sql: Sql,
  query: RequestErrorsQuery,
  { olderThan, newerThan, oldestFirst, limit }: RequestErrorsPage,
): Promise<RequestErrorRow[]> {
  const rows = await sql<RequestErrorRow[]>`
    SELECT id, model_version_id AS "modelVersionId", code, message, field, request_id AS "requestId", rows
    FROM request_error WHERE ${isAskedFor(sql, query)}
      ${olderThan === null ? sql`` : sql`AND id < ${olderThan}`}
      ${newerThan === null ? sql`` : sql`AND id > ${newerThan}`}
    ORDER BY id ${oldestFirst ? sql`ASC` : sql`DESC`} LIMIT ${limit}`;
  return [...rows];
}

/** Equal errors of a window. */
export interface RequestErrorGroup {
  code: ErrorCode;
  /** Without the ids of single errors. */
  message: string;
  field: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

const MOST_GROUPS = 200;
const ANY_UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The most frequent first, and of equally frequent ones the newest. */
export async function groupRequestErrors(sql: Sql, query: RequestErrorsQuery): Promise<RequestErrorGroup[]> {
  const groups = await sql<RequestErrorGroup[]>`
    SELECT code, regexp_replace(message, ${ANY_UUID}, '…', 'g') AS message, field, sum(rows)::float8 AS count,
      min(at) AS "firstAt", max(at) AS "lastAt"
    FROM request_error WHERE ${isAskedFor(sql, query)}
    GROUP BY 1, 2, 3 ORDER BY count DESC, max(at) DESC LIMIT ${MOST_GROUPS}`;
  return [...groups];
}

function isAskedFor(sql: Sql, { modelVersionIds, hasUnassigned, fromMs, toMs }: RequestErrorsQuery) {
  return sql`id >= ${idFloor(fromMs)} AND id < ${idFloor(toMs)}
    AND (${hasUnassigned} AND model_version_id IS NULL OR model_version_id = ANY (${[...modelVersionIds]}::int[]))`;
}

export async function pruneRequestErrors(sql: Sql, beforeMs: number): Promise<void> {
  await sql`DELETE FROM request_error WHERE at < ${new Date(beforeMs)}`;
}
