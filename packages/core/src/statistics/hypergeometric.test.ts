import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometricUpperTail } from './hypergeometric.ts';

test.each([
  // scipy.stats.hypergeom.sf(x - 1, rows, hits, drawn), SciPy 1.17.1.
  [20, 8, 6, 5, 0.018059855521155833],
  [1000, 100, 200, 35, 0.00015261997246655108],
  [1000, 100, 200, 10, 0.9984736972391677],
  [5630, 948, 300, 90, 4.4704028282013175e-9],
  [300, 30, 40, 4, 0.5902391559711784],
  [100_000, 50_000, 50_000, 20_000, 1],
  [50, 10, 10, 0, 1],
  [50, 10, 10, 11, 0],
  [50, 10, 0, 0, 1],
])('%i rows, %i hits, %i drawn: at least %i', (rows, hits, drawn, drawnHits, expected) => {
  expect(hypergeometricUpperTail({ rows, hits, drawn, drawnHits })).toBeCloseTo(expected, 15 - 3);
  if (expected > 0) {
    const ratio = hypergeometricUpperTail({ rows, hits, drawn, drawnHits }) / expected;
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-9);
  }
});

test('is a probability, falls with the hits, and is symmetric in hits and drawn', () => {
  const table = fc
    .integer({ min: 1, max: 400 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.nat(rows), fc.nat(rows), fc.nat(rows)));
  fc.assert(
    fc.property(table, ([rows, hits, drawn, drawnHits]) => {
      const p = hypergeometricUpperTail({ rows, hits, drawn, drawnHits });
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(hypergeometricUpperTail({ rows, hits, drawn, drawnHits: drawnHits + 1 })).toBeLessThanOrEqual(
        p + 1e-12,
      );
      const swapped = hypergeometricUpperTail({ rows, hits: drawn, drawn: hits, drawnHits });
      expect(Math.abs(swapped - p)).toBeLessThan(1e-9);
    }),
  );
});
