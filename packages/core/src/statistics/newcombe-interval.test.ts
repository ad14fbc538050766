import { expect, test } from 'vitest';
import { newcombeInterval } from './newcombe-interval.ts';
import { normalReach } from './normal-quantile.ts';

const interval = (a: number, m: number, b: number, n: number) =>
  newcombeInterval({ hits: a, of: m }, { hits: b, of: n }, normalReach(0.95));

// Newcombe 1998, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%i/%i against %i/%i', (a, m, b, n, lower, upper) => {
  const found = interval(a, m, b, n);
  expect(found.lower).toBeCloseTo(lower, 4);
  expect(found.upper).toBeCloseTo(upper, 4);
});

test('the other way round it is mirrored, and it holds the difference', () => {
  const one = interval(7, 30, 4, 50);
  const other = interval(4, 50, 7, 30);
  expect(one.lower).toBeCloseTo(-other.upper, 12);
  expect(one.upper).toBeCloseTo(-other.lower, 12);
  expect(one.lower).toBeLessThan(7 / 30 - 4 / 50);
  expect(one.upper).toBeGreaterThan(7 / 30 - 4 / 50);
});
