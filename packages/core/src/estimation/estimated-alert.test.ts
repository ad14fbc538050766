import { expect, test } from 'vitest';
import { estimatedAlert } from './estimated-alert.ts';
import { byMetric, type EstimatedMetric } from './estimated-metrics.ts';
import { estimatedValue } from './estimated-value.ts';

const metricsWith = (outside: readonly EstimatedMetric[]) =>
  byMetric((metric) =>
    estimatedValue(outside.includes(metric) ? 0.5 : 0.8, 0.01, { lower: 0.7, upper: 0.9 }),
  );

test.each([
  [[], []],
  [['accuracy'], []],
  [['recall'], ['recall']],
  [
    ['f1', 'accuracy'],
    ['accuracy', 'f1'],
  ],
] as const)('%j outside: %j', (outside, alert) => {
  expect(estimatedAlert(metricsWith(outside))).toEqual(alert);
});

test('a band stays within what the figure can be, and a limit itself is not outside', () => {
  const limits = { lower: 0.9, upper: 1 };
  expect(estimatedValue(0.99, 0.01, limits)).toMatchObject({ lower: 0.96, upper: 1, isOutside: false });
  expect(estimatedValue(0.9, null, limits)).toMatchObject({ lower: null, upper: null, isOutside: false });
  expect(estimatedValue(null, 0.1, limits)).toMatchObject({ value: null, lower: null, isOutside: false });
});
