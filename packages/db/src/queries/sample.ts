import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { SamplePiece } from '@kilter/core/monitoring/sample-plan';
import type { Flags } from '@kilter/core/features/feature-codec';
import { plainColumn } from '../array-literal.ts';
import type { Sql } from '../client.ts';
import { parseNumbers } from './prediction.ts';
import { meets, type RowConditions } from './row-conditions.ts';

/** A stored prediction with what was reported of it. */
export interface SampledRow {
  id: string;
  modelVersionId: number;
  subject: string | null;
  tags: string[];
  label: number | null;
  value: number | null;
  probability: number | null;
  confidence: number | null;
  features: number[];
  flags: Flags;
  raw: Readonly<Record<string, string>> | null;
  /** Index of the reported class; null: none reported. */
  actual: number | null;
  /** A regression's truth. */
  actualValue: number | null;
}

/** Answered rows of the pieces of `planSample`, by time. */
export async function readSample(
  sql: Sql,
  query: RowConditions & { pieces: readonly SamplePiece[] },
): Promise<SampledRow[]> {
  const { pieces } = query;
  if (pieces.length === 0) return [];
  // Each piece is bounded, but only what holds for all of them prunes partitions before the plan is followed.
  const from = idFloor(Math.min(...pieces.map((piece) => piece.fromMs)));
  const to = idFloor(Math.max(...pieces.map((piece) => piece.toMs)));
  type Selected = Omit<SampledRow, 'features' | 'tags'> & { features: string; tags: string[] | null };
  const rows = await sql<Selected[]>`
    SELECT p.id, p.model_version_id AS "modelVersionId", p.subject, p.tags, p.label, p.value, p.probability,
      p.confidence, p.features::text AS features, p.flags, p.raw, l.label AS actual, l.value AS "actualValue"
    FROM unnest(${plainColumn(pieces, (piece) => idFloor(piece.fromMs))}::text::uuid[],
      ${plainColumn(pieces, (piece) => idFloor(piece.toMs))}::text::uuid[],
      ${plainColumn(pieces, (piece) => piece.limit)}::text::int4[]) AS piece (from_id, to_id, most)
    CROSS JOIN LATERAL (
      SELECT * FROM prediction
      WHERE id >= piece.from_id AND id < piece.to_id AND id >= ${from}::uuid AND id < ${to}::uuid
        AND error_code IS NULL AND ${meets(sql, query)}
      ORDER BY id LIMIT piece.most
    ) AS p
    LEFT JOIN LATERAL (
      -- The limit keeps it a look-up a row: merging would read the labels of the whole window for each piece.
      SELECT label, value FROM prediction_label
      WHERE prediction_id = p.id AND prediction_id >= ${from}::uuid AND prediction_id < ${to}::uuid LIMIT 1
    ) AS l ON true
    ORDER BY p.id`;
  return rows.map((row) => ({ ...row, features: parseNumbers(row.features), tags: row.tags ?? [] }));
}
