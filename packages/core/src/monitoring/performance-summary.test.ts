import { expect, test } from 'vitest';
import type { AlertSeverity } from '../alerts/alert.ts';
import { manifestSchema } from '../features/manifest.ts';
import { countPrediction, emptyMinuteCounters } from '../sketches/minute-counters.ts';
import { summarizePerformance } from './performance-summary.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'loan',
  version: '1',
  title: 'Loan',
  task: 'BINARY_CLASSIFICATION',
  features: [{ name: 'age', column: 'Age', kind: 'NUMERIC', required: true, minimum: 0, maximum: 9 }],
  target: { column: 'y' },
  classes: ['yes', 'no'],
  positiveClass: 'yes',
});
const hour = { fromMs: 0, toMs: 3_600_000 };

const summarize = (
  rows: { confidence?: number; latencyMs?: number; failed?: boolean; label?: number }[],
  worstAlert: AlertSeverity | null = null,
) => {
  const counters = emptyMinuteCounters(2);
  for (const { confidence = 0.9, latencyMs = 2, failed = false, label = 0 } of rows) {
    const errorCode = failed ? 'INTERNAL' : null;
    countPrediction(counters, { label, probability: 0.9, confidence, latencyMs, flags: null, errorCode }, 2);
  }
  return summarizePerformance(counters, manifest, hour, worstAlert);
};

test('a window without predictions has no status but NO_DATA and no ratios', () => {
  const summary = summarize([]);
  expect([summary.status, summary.positiveRate, summary.latencyP95Ms, summary.perHour]).toEqual([
    'NO_DATA',
    null,
    null,
    0,
  ]);
});

test('the positive rate follows the manifest, wherever the positive class stands', () => {
  expect(
    summarize([{ label: 0 }, { label: 0 }, { label: 1 }, { label: 1, failed: true }]).positiveRate,
  ).toBeCloseTo(2 / 3);
});

test.each([
  ['HEALTHY', [{}, {}]],
  ['WARNING', [{ confidence: 0.5 }]],
  ['WARNING', [{ latencyMs: 3000 }]],
  ['WARNING', [{}, { failed: true }]],
])('%s for %j', (status, rows) => {
  expect(summarize(rows).status).toBe(status);
});

test.each<[string, AlertSeverity, number]>([
  ['CRITICAL', 'ERROR', 1],
  ['WARNING', 'WARNING', 1],
  ['HEALTHY', 'INFO', 1],
  ['NO_DATA', 'ERROR', 0],
])('%s with an open alert of severity %s and %i predictions', (status, worstAlert, rows) => {
  expect(summarize(Array<object>(rows).fill({}), worstAlert).status).toBe(status);
});
