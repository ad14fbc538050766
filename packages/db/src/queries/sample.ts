import { idFloor } from '@kilter/core/ids/uuid-v7';
import type { SamplePiece } from '@kilter/core/monitoring/sample-plan';
import type { Flags } from '@kilter/core/features/feature-codec';
import { numberArray, plainColumn, textArray } from '../array-literal.ts';
import type { Sql } from '../client.ts';
import { parseNumbers, type PredictionSource } from './prediction.ts';

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
  query: {
    modelVersionIds: readonly number[];
    sources: readonly PredictionSource[] | null;
    pieces: readonly SamplePiece[];
  },
): Promise<SampledRow[]> {
  const { modelVersionIds, sources, pieces } = query;
  if (pieces.length === 0) return [];
  type Selected = Omit<SampledRow, 'features' | 'tags'> & { features: string; tags: string[] | null };
  const rows = await sql.unsafe<Selected[]>(
    READ_SAMPLE,
    [
      numberArray([...modelVersionIds]),
      sources === null ? null : textArray(sources),
      plainColumn(pieces, (piece) => idFloor(piece.fromMs)),
      plainColumn(pieces, (piece) => idFloor(piece.toMs)),
      plainColumn(pieces, (piece) => piece.limit),
      idFloor(Math.min(...pieces.map((piece) => piece.fromMs))),
      idFloor(Math.max(...pieces.map((piece) => piece.toMs))),
    ],
    { prepare: true },
  );
  return rows.map((row) => ({ ...row, features: parseNumbers(row.features), tags: row.tags ?? [] }));
}

/** Each piece is bounded, but only what holds for all of them prunes partitions before the plan is followed. */
const READ_SAMPLE = `
SELECT p.id, p.model_version_id AS "modelVersionId", p.subject, p.tags, p.label, p.value, p.probability, p.confidence,
  p.features::text AS features, p.flags, p.raw, l.label AS actual, l.value AS "actualValue"
FROM unnest($3::text::uuid[], $4::text::uuid[], $5::text::int4[]) AS piece (from_id, to_id, most)
CROSS JOIN LATERAL (
  SELECT * FROM prediction
  WHERE id >= piece.from_id AND id < piece.to_id AND id >= $6::uuid AND id < $7::uuid AND model_version_id = ANY ($1::text::int4[])
    AND ($2::text IS NULL OR source = ANY ($2::text::text[])) AND error_code IS NULL
  ORDER BY id LIMIT piece.most
) AS p
LEFT JOIN LATERAL (
  -- The limit keeps it a look-up a row: merging would read the labels of the whole window for each piece.
  SELECT label, value FROM prediction_label
  WHERE prediction_id = p.id AND prediction_id >= $6::uuid AND prediction_id < $7::uuid LIMIT 1
) AS l ON true
ORDER BY p.id`;
