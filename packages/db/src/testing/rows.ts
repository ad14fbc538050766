import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { packDeltas } from '@kilter/core/sketches/pack-deltas';
import { tinyLayout } from '@kilter/core/testing/tiny-model';
import type { PredictionRow } from '../queries/prediction.ts';
import type { WriteGroup } from '../queries/write-group.ts';

const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

/** A plain answered prediction of now. */
export function predictionRow(changes: Partial<PredictionRow> = {}): PredictionRow {
  return {
    id: ids.next(Date.now()),
    modelVersionId: 1,
    source: 'API',
    environment: 'test',
    subject: 'customer-1',
    tags: [],
    label: 1,
    value: null,
    probability: 0.75,
    probabilities: null,
    confidence: 0.75,
    latencyMs: 1.5,
    features: [4, Number.NaN, 2.25],
    flags: null,
    raw: null,
    errorCode: null,
    action: null,
    holdout: null,
    ...changes,
  };
}

/** A group of rows that all lie in the minute of now. */
export function writeGroupOf(writer: string, groupNo: number, rows: PredictionRow[]): WriteGroup {
  const nowMs = Date.now();
  const deltas = packDeltas(
    rows,
    () => nowMs,
    () => tinyLayout,
  );
  return { writer, groupNo, previousCommitMs: null, rows, keptAnswers: [], deltas };
}
