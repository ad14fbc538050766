import type { Sql } from '../client.ts';

/** One committed group of predictions; `seq` is its place in commit order. */
export interface FeedEntry {
  seq: number;
  /** When it was written, Unix ms, just before the commit. */
  atMs: number;
  modelVersionIds: number[];
  predictionIds: string[];
}

/** The oldest and newest `seq` that the feed holds; zeros when it is empty. */
export async function feedBounds(sql: Sql): Promise<{ oldest: number; newest: number }> {
  const [row] = await sql<{ oldest: string | null; newest: string | null }[]>`
    SELECT min(seq) AS oldest, max(seq) AS newest FROM feed`;
  return { oldest: Number(row.oldest ?? 0), newest: Number(row.newest ?? 0) };
}

/** Entries from `fromSeq` on, in commit order. */
export async function readFeed(sql: Sql, fromSeq: number, limit: number): Promise<FeedEntry[]> {
  const rows = await sql<{ seq: string; atMs: number; modelVersionIds: number[]; predictionIds: string }[]>`
    SELECT seq, (extract(epoch FROM at) * 1000)::float8 AS "atMs", model_version_ids AS "modelVersionIds",
      prediction_ids::text AS "predictionIds"
    FROM feed WHERE seq >= ${fromSeq} ORDER BY seq LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    seq: Number(row.seq),
    predictionIds: row.predictionIds.slice(1, -1).split(','),
  }));
}

/** Forgets entries older than a quarter of an hour, but never the newest 10,000. */
export async function pruneFeed(sql: Sql): Promise<void> {
  await sql`
    DELETE FROM feed
    WHERE at < now() - interval '15 minutes' AND seq <= (SELECT max(seq) - 10000 FROM feed)`;
}
