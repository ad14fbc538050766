import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Sql } from '../client.ts';
import { meets, type RowConditions } from './row-conditions.ts';

/** An answered prediction about which something was done, or was kept from being done. */
export interface ActedRow {
  id: string;
  subject: string | null;
  isTreated: boolean;
  isHeldOut: boolean;
  /** Index of the reported class; null: nothing was reported. */
  label: number | null;
}

/** The newest predictions of [fromMs, toMs), of those that are chosen, that were treated or held out, with their reported labels. */
export async function actedPredictions(
  sql: Sql,
  query: RowConditions & TimeWindow & { limit: number },
): Promise<ActedRow[]> {
  const [from, to] = [idFloor(query.fromMs), idFloor(query.toMs)];
  const rows = await sql<ActedRow[]>`
    SELECT id, subject, "isTreated", "isHeldOut", reported.label
    FROM (
      SELECT id, subject, action IS NOT NULL AS "isTreated", coalesce(holdout, false) AS "isHeldOut"
      FROM prediction
      WHERE id >= ${from} AND id < ${to} AND (action IS NOT NULL OR holdout) AND error_code IS NULL
        AND ${meets(sql, query)}
      ORDER BY id DESC LIMIT ${query.limit}
    ) AS acted
    LEFT JOIN prediction_label AS reported
      ON prediction_id = id AND prediction_id >= ${from} AND prediction_id < ${to}`;
  return [...rows];
}
