import type { Sql } from '../client.ts';

/** Makes the partitions of the UTC day of a time (Unix ms), if they are not there. */
export async function ensurePartitions(sql: Sql, timeMs: number): Promise<void> {
  const day = new Date(timeMs).toISOString().slice(0, 10);
  await sql`
    SELECT ensure_partition(parent, ${day}::date)
    FROM unnest(ARRAY['prediction', 'prediction_label', 'outcome']) AS parent`;
}
