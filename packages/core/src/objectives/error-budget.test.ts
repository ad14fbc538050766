import { expect, test } from 'vitest';
import { budgetOfShareAbove, budgetOfShareBelow, budgetUpToLimit } from './error-budget.ts';

test.each([
  [1, 0.999, 1],
  [0.9995, 0.999, 0.5],
  [0.999, 0.999, 0],
  [0.997, 0.999, -2],
  [1, 1, null],
  [0.5, 1, null],
])('%f good where %f should be: %s of the budget is left', (actual, target, left) => {
  expectNearly(budgetOfShareAbove(actual, target), left);
});

test.each([
  [0, 0.01, 1],
  [0.0025, 0.01, 0.75],
  [0.01, 0.01, 0],
  [0.02, 0.01, -1],
  [0, 0, null],
])('%f bad where %f may be: %s of the budget is left', (actual, target, left) => {
  expectNearly(budgetOfShareBelow(actual, target), left);
});

test.each([
  [3, 1],
  [1_000, 1],
  [1_500, 0.5],
  [2_000, 0],
  [4_000, -2],
])('%d ms with a target of 1 s and a limit of 2 s: %f of the budget is left', (actual, left) => {
  expectNearly(budgetUpToLimit(actual, 1_000, 2_000), left);
});

function expectNearly(actual: number | null, expected: number | null) {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(actual).toBeCloseTo(expected, 9);
}
