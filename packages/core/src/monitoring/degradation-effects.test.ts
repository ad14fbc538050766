import { expect, test } from 'vitest';
import { isEffect, type DegradationMetric } from './degradation-effects.ts';

test.each<[DegradationMetric, baseline: number, recent: number, isEffect: boolean]>([
  ['CONFIDENCE', 0.83, 0.8, true],
  ['CONFIDENCE', 0.83, 0.81, false],
  ['CONFIDENCE', 0.8, 0.9, false],
  ['RESPONSE_TIME', 100, 125, true],
  ['RESPONSE_TIME', 100, 124, false],
  ['RESPONSE_TIME', 5, 24, false],
  ['RESPONSE_TIME', 125, 100, false],
  ['RESPONSE_TIME_P95', 0, 20, true],
  ['ERROR_RATE', 0, 0.02, true],
  ['ERROR_RATE', 0, 0.019, false],
  ['ERROR_RATE', 0.05, 0.074, false],
  ['ERROR_RATE', 0.05, 0.075, true],
  ['ERROR_RATE', 0.1, 0, false],
  ['POSITIVE_RATE', 0.168, 0.21, true],
  ['POSITIVE_RATE', 0.168, 0.126, true],
  ['POSITIVE_RATE', 0.168, 0.2, false],
  ['POSITIVE_RATE', 0.5, 0.55, true],
  ['POSITIVE_RATE', 0.5, 0.45, true],
  ['POSITIVE_RATE', 0, 0, false],
  ['ACCURACY', 0.89, 0.86, true],
  ['ACCURACY', 0.89, 0.87, false],
  ['RECALL', 0.6, 0.54, true],
  ['RECALL', 0.6, 0.55, false],
  ['RECALL', 0.3, 0.26, false],
  ['PRECISION', 0.8, 0.72, true],
  ['PRECISION', 0.8, 0.9, false],
])('%s from %d to %d: %s', (metric, baseline, recent, expected) => {
  expect(isEffect(metric, baseline, recent)).toBe(expected);
});
