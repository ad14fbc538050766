import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { countPrediction, emptyMinuteCounters } from '@kilter/core/sketches/minute-counters';
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
    ...changes,
  };
}

/** A group of rows that all lie in the minute of now. */
export function writeGroupOf(writer: string, groupNo: number, rows: PredictionRow[]): WriteGroup {
  const counters = emptyMinuteCounters(2);
  for (const row of rows) countPrediction(counters, row, 2);
  const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
  const deltas = [{ modelVersionId: 1, minuteMs, source: 'API' as const, counters }];
  return { writer, groupNo, previousCommitMs: null, rows, keptAnswers: [], deltas };
}
