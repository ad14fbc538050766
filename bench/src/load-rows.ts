import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { compileFeatureCodec } from '@kilter/core/features/feature-codec';
import { referenceSchema } from '@kilter/core/features/reference';
import { createIdFactory, idTimeMs } from '@kilter/core/ids/uuid-v7';
import { packDeltas } from '@kilter/core/sketches/pack-deltas';
import { compileCounterLayout, layoutToStore } from '@kilter/core/sketches/rollup-counters';
import { createRandom } from '@kilter/core/training/random';
import type { SqlClient } from '@kilter/db/client';
import { writeImportChunk } from '@kilter/db/queries/import';
import { ensurePartitions } from '@kilter/db/queries/partition';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { customers, manifest } from './customers.ts';

const CHUNK = 5_000;
const POOL = 5_000;

const reference = referenceSchema.parse(
  JSON.parse(readFileSync(new URL('../../models/churn/reference.json', import.meta.url), 'utf8')),
);
export const layout = compileCounterLayout(manifest, layoutToStore(manifest, reference));

/** Makes stored predictions of synthetic customers, all different in id and score. */
export function createRowMaker(modelVersionId: number, seed = 1) {
  const codec = compileFeatureCodec(manifest);
  const random = createRandom(seed);
  const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
  const encoded = customers(POOL, seed).map((input) => {
    const result = codec.encode(input, 'input');
    if (!result.ok) throw new Error(result.failure.message);
    return result.row;
  });
  return (atMs: number): PredictionRow => {
    const { values, flags, raw } = encoded[Math.floor(random() * POOL)];
    const probability = random() ** 3;
    const label = probability >= 0.5 ? 1 : 0;
    return {
      id: ids.at(atMs),
      modelVersionId,
      source: 'IMPORT',
      environment: 'bench',
      subject: `customer-${Math.floor(random() * 1e6)}`,
      tags: [],
      label,
      value: null,
      probability,
      probabilities: null,
      confidence: label === 1 ? probability : 1 - probability,
      latencyMs: 1 + 20 * random(),
      features: values,
      flags,
      raw,
      errorCode: null,
      action: null,
      holdout: null,
    };
  };
}

/** Imports rows that are spread evenly over the time before `toMs`, oldest first. */
export async function loadRows(
  sql: SqlClient,
  makeRow: (atMs: number) => PredictionRow,
  { rows, overMs, toMs }: { rows: number; overMs: number; toMs: number },
): Promise<void> {
  for (let dayMs = toMs - overMs; dayMs < toMs + 86_400_000; dayMs += 86_400_000)
    await ensurePartitions(sql, dayMs);
  const importId = randomUUID();
  for (let written = 0, chunkNo = 1; written < rows; chunkNo++) {
    const count = Math.min(CHUNK, rows - written);
    const chunk = Array.from({ length: count }, (_, i) =>
      makeRow(toMs - overMs + (overMs * (written + i)) / rows),
    );
    const deltas = packDeltas(
      chunk,
      ({ id }) => idTimeMs(id),
      () => layout,
    );
    await writeImportChunk(sql, { importId, chunkNo, rows: chunk, outcomes: [], deltas });
    written += count;
  }
}
