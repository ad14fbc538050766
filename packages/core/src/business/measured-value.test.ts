import { expect, test } from 'vitest';
import { measuredValue } from './measured-value.ts';

const worth = { truePositive: 40, falsePositive: -20, falseNegative: -5, trueNegative: 1 };

test('each kind is worth its count times its worth', () => {
  const confusion = { truePositives: 30, falsePositives: 10, falseNegatives: 20, trueNegatives: 140 };
  const found = measuredValue(confusion, worth);
  expect(found?.kinds).toEqual([
    { kind: 'TRUE_POSITIVE', count: 30, value: 1200 },
    { kind: 'FALSE_POSITIVE', count: 10, value: -200 },
    { kind: 'FALSE_NEGATIVE', count: 20, value: -100 },
    { kind: 'TRUE_NEGATIVE', count: 140, value: 140 },
  ]);
  expect(found).toMatchObject({ total: 1040, perAnswer: 5.2 });
  // Variance of the worth over the 200 answers: (30 34.8^2 + 10 25.2^2 + 20 10.2^2 + 140 4.2^2) / 200.
  const variance = (30 * 34.8 ** 2 + 10 * 25.2 ** 2 + 20 * 10.2 ** 2 + 140 * 4.2 ** 2) / 200;
  expect(found?.interval?.upper).toBeCloseTo(5.2 + 1.959963984540054 * Math.sqrt(variance / 200), 9);
  expect(found?.interval?.lower).toBeCloseTo(5.2 - 1.959963984540054 * Math.sqrt(variance / 200), 9);
});

test('few answers have no interval, none have no value', () => {
  const few = { truePositives: 3, falsePositives: 0, falseNegatives: 0, trueNegatives: 96 };
  expect(measuredValue(few, worth)).toMatchObject({ total: 216, interval: null });
  const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  expect(measuredValue(none, worth)).toBeNull();
});

test('answers of one kind are worth that, for sure', () => {
  const alike = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 500 };
  expect(measuredValue(alike, worth)?.interval).toEqual({ value: 1, lower: 1, upper: 1 });
});
