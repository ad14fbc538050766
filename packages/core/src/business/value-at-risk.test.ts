import { expect, test } from 'vitest';
import { emptyCounters } from '../sketches/label-counters.ts';
import { countPrediction } from '../sketches/minute-counters.ts';
import { valueAtRisk, valueAtRiskBySegment } from './value-at-risk.ts';

const countersOf = (...probabilities: number[]) => {
  const counters = emptyCounters(2);
  for (const probability of probabilities) {
    const label = probability >= 0.5 ? 1 : 0;
    const answer = { label, probability, confidence: 0.9, latencyMs: 1, flags: null, errorCode: null };
    countPrediction(counters, answer, 2);
  }
  return counters;
};

test('the expected positives times the value of one', () => {
  const found = valueAtRisk(countersOf(0.25, 0.5, 0.75), 200);
  expect(found).toEqual({ predictions: 3, expectedPositives: 1.5, value: 300 });
  expect(valueAtRisk(countersOf(0.25), null).value).toBeNull();
  expect(valueAtRisk(countersOf(), 200)).toEqual({ predictions: 0, expectedPositives: 0, value: 0 });
});

test('by segment the greatest comes first, and the shares add up', () => {
  const segments = new Map([
    ['low', countersOf(0.25)],
    ['none', countersOf()],
    ['high', countersOf(0.5, 0.25)],
  ]);
  expect(valueAtRiskBySegment(segments, 100)).toEqual([
    { segment: 'high', predictions: 2, expectedPositives: 0.75, value: 75, share: 0.75 },
    { segment: 'low', predictions: 1, expectedPositives: 0.25, value: 25, share: 0.25 },
  ]);
  expect(valueAtRiskBySegment(new Map([['zero', countersOf(0)]]), 100)).toMatchObject([{ share: null }]);
});
