import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LATENCY_BUCKETS, latencyBucket, latencyQuantile } from './latency-buckets.ts';
import {
  addCounters,
  counterFigures,
  counterLatencyQuantile,
  countPrediction,
  countRefused,
  emptyMinuteCounters,
  type CountedPrediction,
} from './minute-counters.ts';

const arbitraryPrediction: fc.Arbitrary<CountedPrediction> = fc.record({
  label: fc.integer({ min: 0, max: 1 }),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  latencyMs: fc.double({ min: 0, max: 200_000, noNaN: true }),
  flags: fc.option(fc.constant({ age: 'MISSING' })),
  errorCode: fc.option(fc.constant('INTERNAL'), { freq: 5 }),
});

const count = (predictions: CountedPrediction[]) => {
  const counters = emptyMinuteCounters(2);
  for (const prediction of predictions) countPrediction(counters, prediction, 2);
  return counters;
};

test('figures of a few predictions', () => {
  const counters = count([
    { label: 1, probability: 0.9, confidence: 0.9, latencyMs: 2, flags: null, errorCode: null },
    { label: 0, probability: 0.4, confidence: 0.6, latencyMs: 4, flags: { age: 'MISSING' }, errorCode: null },
    {
      label: null,
      probability: null,
      confidence: null,
      latencyMs: 1,
      flags: null,
      errorCode: 'MODEL_NOT_LOADED',
    },
  ]);
  countRefused(counters, 2);
  expect(counterFigures(counters, 2)).toEqual({
    predictions: 3,
    errors: 1,
    refused: 2,
    flagged: 1,
    errorRate: 1 / 3,
    averageConfidence: 0.75,
    averageLatencyMs: 3,
    classCounts: [1, 1],
  });
});

test('figures without a denominator are null', () => {
  const figures = counterFigures(emptyMinuteCounters(2), 2);
  expect([figures.errorRate, figures.averageConfidence, figures.averageLatencyMs]).toEqual([
    null,
    null,
    null,
  ]);
  expect(counterLatencyQuantile(emptyMinuteCounters(2), 0.5)).toBeNull();
});

test('adding is exact: the sum of any split equals counting all at once', () => {
  fc.assert(
    fc.property(fc.array(arbitraryPrediction), fc.nat(), (predictions, cut) => {
      const at = predictions.length === 0 ? 0 : cut % predictions.length;
      const sum = count(predictions.slice(at));
      addCounters(sum, count(predictions.slice(0, at)));
      expect(sum).toEqual(count(predictions));
    }),
  );
});

test('a latency quantile is within 5 % of the exact one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.02, max: 90_000, noNaN: true }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (latencies, q) => {
        const counters = new Float64Array(LATENCY_BUCKETS);
        for (const latency of latencies) counters[latencyBucket(latency)]++;
        const exact = [...latencies].sort((a, b) => a - b)[Math.ceil(q * latencies.length) - 1];
        const estimate = latencyQuantile(counters, 0, q) ?? Number.NaN;
        expect(Math.abs(estimate / exact - 1)).toBeLessThan(0.05);
      },
    ),
  );
});

test('the ends of the scale hold everything beyond them', () => {
  expect(latencyBucket(0)).toBe(0);
  expect(latencyBucket(Number.NaN)).toBe(0);
  expect(latencyBucket(1e9)).toBe(LATENCY_BUCKETS - 1);
});
