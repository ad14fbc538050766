import type { Sql } from './client.ts';

/**
 * The elements of an array for `= ANY (...)` that the planner cannot see. It would weigh each of some thousand elements
 * against the statistics of each partition, which takes longer than looking them up.
 */
export const anyText = (sql: Sql, values: readonly string[]) =>
  sql`ARRAY(SELECT unnest(${[...values]}::text[]))`;

export const anyUuid = (sql: Sql, values: readonly string[]) =>
  sql`ARRAY(SELECT unnest(${[...values]}::uuid[]))`;
