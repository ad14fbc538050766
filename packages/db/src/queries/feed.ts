import type { Sql } from '../client.ts';

/** PREDICTIONS: rows of `prediction`; LABELS: predictions whose label has changed; ALERTS: rows of `alert_event`. */
export type FeedKind = 'PREDICTIONS' | 'LABELS' | 'ALERTS';

/** What one commit has brought; `seq` is its place in commit order. */
export interface FeedEntry {
  seq: number;
  kind: FeedKind;
  modelVersionIds: number[];
  /** How many ids. */
  rows: number;
  /** As an array literal, for nobody may want to know; `predictionIds` reads it. */
  idLiteral: string;
}

/** The ids of an entry, ascending. */
export function feedIds({ idLiteral }: FeedEntry): string[] {
  return idLiteral.slice(1, -1).split(',');
}

/** The oldest and newest `seq` that the feed holds; zeros when it is empty. */
export async function feedBounds(sql: Sql): Promise<{ oldest: number; newest: number }> {
  const [row] = await sql<{ oldest: string | null; newest: string | null }[]>`
    SELECT min(seq) AS oldest, max(seq) AS newest FROM feed`;
  return { oldest: Number(row.oldest ?? 0), newest: Number(row.newest ?? 0) };
}

/** Entries from `fromSeq` on, in commit order. */
export async function readFeed(sql: Sql, fromSeq: number, limit: number): Promise<FeedEntry[]> {
  const rows = await sql<(Omit<FeedEntry, 'seq'> & { seq: string })[]>`
    SELECT seq, kind, model_version_ids AS "modelVersionIds", cardinality(ids) AS rows, ids::text AS "idLiteral"
    FROM feed WHERE seq >= ${fromSeq} ORDER BY seq LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Rows of some versions behind row `after.index` of group `after.seq`, up to and with another group. */
export async function countFeedRows(
  sql: Sql,
  query: { kind: FeedKind; after: { seq: number; index: number }; throughSeq: number; versions: number[] },
): Promise<number> {
  const { kind, after, throughSeq, versions } = query;
  const [{ rows }] = await sql<{ rows: string }[]>`
    SELECT coalesce(sum(CASE
      WHEN seq = ${after.seq} THEN greatest(0, cardinality(ids) - 1 - ${after.index}::float8)
      ELSE cardinality(ids) END), 0)::int8 AS rows
    FROM feed
    WHERE seq >= ${after.seq} AND seq <= ${throughSeq} AND kind = ${kind} AND model_version_ids && ${versions}::int[]`;
  return Number(rows);
}

/** Forgets entries older than a quarter of an hour, but never the newest 10,000, nor what a named reader has not seen. */
export async function pruneFeed(sql: Sql): Promise<void> {
  await sql`
    DELETE FROM feed
    WHERE at < now() - interval '15 minutes' AND seq <= (SELECT max(seq) - 10000 FROM feed)
      AND seq <= (SELECT min(seq) FROM feed_reader)`;
}
