import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { Sql } from '../client.ts';

/** What is stored, bytes with indices. */
export interface Storage {
  /** The whole database. */
  databaseBytes: number;
  predictionBytes: number;
  /** Outcomes and the labels that follow from them. */
  outcomeBytes: number;
  rollupBytes: number;
  /** Of single predictions, one a day. */
  partitions: number;
  /** Of the oldest prediction that is kept; null without any. */
  oldestAtMs: number | null;
}

/** Asks the sizes of some dozen files: for now and then, not for every request. */
export async function readStorage(sql: Sql): Promise<Storage> {
  const [[sizes], [oldest]] = await Promise.all([
    sql<Omit<Storage, 'oldestAtMs'>[]>`
      WITH part AS (
        SELECT parent.relname AS parent, pg_total_relation_size(inhrelid) AS bytes
        FROM pg_inherits JOIN pg_class AS parent ON parent.oid = inhparent
        WHERE parent.relkind = 'p' AND parent.relnamespace = current_schema()::regnamespace
      )
      SELECT pg_database_size(current_database())::float8 AS "databaseBytes",
        coalesce(sum(bytes) FILTER (WHERE parent = 'prediction'), 0)::float8 AS "predictionBytes",
        coalesce(sum(bytes) FILTER (WHERE parent IN ('outcome', 'prediction_label')), 0)::float8 AS "outcomeBytes",
        (SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::float8 FROM pg_class
          WHERE relname LIKE 'rollup%' AND relkind = 'r' AND relnamespace = current_schema()::regnamespace
        ) AS "rollupBytes",
        count(*) FILTER (WHERE parent = 'prediction')::int AS partitions
      FROM part`,
    sql<{ id: string }[]>`SELECT id FROM prediction ORDER BY id LIMIT 1`,
  ]);
  return { ...sizes, oldestAtMs: oldest ? idTimeMs(oldest.id) : null };
}
