import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { labelsOf } from '@kilter/db/queries/label';
import { getOutcome } from '@kilter/db/queries/outcome';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { Context } from '../context.ts';

/** REPORTED: somebody told us. ABSENT: nobody did until the label window and its grace were over. */
export const outcomeKinds = ['REPORTED', 'ABSENT'] as const;

/** The truth of one prediction. */
export interface PredictionOutcome {
  kind: (typeof outcomeKinds)[number];
  /** Null for a regression. */
  label: string | null;
  /** A regression's truth. */
  value: number | null;
  /** When it happened; of an absent one, the end of the label window. */
  atMs: number;
}

/** Null while it is not known. */
export async function readPredictionOutcome(
  { sql, registry, now }: Pick<Context, 'sql' | 'registry' | 'now'>,
  row: PredictionRow,
): Promise<PredictionOutcome | null> {
  const { manifest } = registry.version(row.modelVersionId);
  const label = (await labelsOf(sql, [row.id])).get(row.id);
  if (label) {
    const outcome = await getOutcome(sql, label.outcomeId);
    const name = label.label === null ? null : manifest.classes[label.label];
    return { kind: 'REPORTED', label: name, value: label.value, atMs: outcome?.atMs ?? label.arrivedAtMs };
  }
  const { absentMeans, windowMs, graceMs, closes } = labelWindowOf(manifest);
  const endMs = idTimeMs(row.id) + windowMs;
  if (!closes || absentMeans === null || row.errorCode !== null || endMs + graceMs > now()) return null;
  return { kind: 'ABSENT', label: absentMeans, value: null, atMs: endMs };
}
