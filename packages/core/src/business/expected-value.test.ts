import { expect, test } from 'vitest';
import { expectedValue } from './expected-value.ts';

const found = {
  answers: 100,
  positiveAnswers: 20,
  expected: 25,
  truePositives: { value: 15, lower: 14, upper: 16 },
};

test.each([
  // 15 right, 5 wrong, 10 missed, 70 right.
  [{ truePositive: 40, falsePositive: -20, falseNegative: 0, trueNegative: 0 }, 500, 440, 560],
  [{ truePositive: 0, falsePositive: 0, falseNegative: -10, trueNegative: 0 }, -100, -110, -90],
  [{ truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 1 }, 70, 69, 71],
  [{ truePositive: 3, falsePositive: 3, falseNegative: 3, trueNegative: 3 }, 300, 300, 300],
  [{ truePositive: 1, falsePositive: 2, falseNegative: 3, trueNegative: 4 }, 15 + 10 + 30 + 280, 335, 335],
])('with %j', (worth, value, lower, upper) => {
  expect(expectedValue(found, worth)).toEqual({ value, lower, upper });
});
