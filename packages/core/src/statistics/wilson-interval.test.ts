import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

test.each([
  // Newcombe, Statistics in Medicine 17, 1998, table I (score method, 95 %).
  [81, 263, 1.959964, 0.2553, 0.3662],
  [15, 148, 1.959964, 0.0624, 0.1605],
  [0, 20, 1.959964, 0, 0.1611],
  [1, 29, 1.959964, 0.0061, 0.1718],
])('%i of %i', (hits, rows, z, lower, upper) => {
  const interval = wilsonInterval(hits, rows, z);
  expect(interval.lower).toBeCloseTo(lower, 4);
  expect(interval.upper).toBeCloseTo(upper, 4);
});

test('holds the share, mirrors, and narrows with the rows', () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((rows) => fc.tuple(fc.nat(rows), fc.constant(rows)));
  fc.assert(
    fc.property(counts, ([hits, rows]) => {
      const { lower, upper } = wilsonInterval(hits, rows, 3.29);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(lower).toBeLessThanOrEqual(hits / rows);
      expect(upper).toBeGreaterThanOrEqual(hits / rows);
      const mirrored = wilsonInterval(rows - hits, rows, 3.29);
      expect(mirrored.lower).toBeCloseTo(1 - upper, 9);
      const more = wilsonInterval(hits * 4, rows * 4, 3.29);
      expect(more.upper - more.lower).toBeLessThan(upper - lower);
    }),
  );
});
