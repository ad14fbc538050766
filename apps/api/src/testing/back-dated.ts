import { randomUUID } from 'node:crypto';
import { createIdFactory, idTimeMs } from '@kilter/core/ids/uuid-v7';
import { packDeltas } from '@kilter/core/sketches/pack-deltas';
import type { CounterLayout } from '@kilter/core/sketches/rollup-counters';
import { churnLayout } from '@kilter/core/testing/shipped-churn';
import type { Sql } from '@kilter/db/client';
import { ensurePartitions } from '@kilter/db/queries/partition';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { writeGroup } from '@kilter/db/queries/write-group';
import { predictionRow } from '@kilter/db/testing/rows';

const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

/** An answered prediction of the churn model at a time of the past: churn from a probability of one half on. */
export function predictionAt(atMs: number, changes: Partial<PredictionRow> = {}): PredictionRow {
  const probability = changes.probability ?? 0.25;
  const label = probability >= 0.5 ? 1 : 0;
  const confidence = label === 1 ? probability : 1 - probability;
  const features = new Array<number>(18).fill(1);
  return predictionRow({ id: ids.at(atMs), probability, label, confidence, features, ...changes });
}

/** Writes rows as the recorder does: one group, with its counters. */
export async function writeRows(
  sql: Sql,
  rows: readonly PredictionRow[],
  layout: CounterLayout = churnLayout,
): Promise<void> {
  for (const day of new Set(rows.map(({ id }) => Math.floor(idTimeMs(id) / 86_400_000)))) {
    await ensurePartitions(sql, day * 86_400_000);
  }
  const deltas = packDeltas(
    rows,
    ({ id }) => idTimeMs(id),
    () => layout,
  );
  const group = { writer: randomUUID(), groupNo: 1, previousCommitMs: null, rows, keptAnswers: [], deltas };
  await writeGroup(sql, group);
}
