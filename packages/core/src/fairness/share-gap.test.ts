import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalReach } from '../statistics/normal-quantile.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import { shareGap } from './share-gap.ts';

const bounded = (hits: number, of: number) => ({
  value: hits / of,
  ...wilsonInterval(hits, of, normalReach(0.95)),
});

test.each([
  // Newcombe, Statistics in Medicine 17, 1998, table II, method 10.
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
])('difference of %i/%i and %i/%i', (hits, of, otherHits, otherOf, lower, upper) => {
  const { differenceBounds } = shareGap(bounded(hits, of), bounded(otherHits, otherOf));
  expect(differenceBounds.lower).toBeCloseTo(lower, 4);
  expect(differenceBounds.upper).toBeCloseTo(upper, 4);
});

test.each([
  // The formula of Donner and Zou (2012) on Wilson's bounds, computed in Python 3.11.
  [56, 70, 48, 80, 1.0782946132402962, 1.6629199665110788],
  [9, 10, 3, 10, 1.322396507007772, 8.368906115741073],
  [30, 200, 60, 300, 0.5028790609679873, 1.112558431705029],
])('ratio of %i/%i and %i/%i', (hits, of, otherHits, otherOf, lower, upper) => {
  const { ratio, ratioBounds } = shareGap(bounded(hits, of), bounded(otherHits, otherOf));
  expect(ratio).toBeCloseTo(hits / of / (otherHits / otherOf), 12);
  expect(ratioBounds.lower).toBeCloseTo(lower, 9);
  expect(ratioBounds.upper).toBeCloseTo(upper, 9);
});

test('no hits on the other side: no ratio, and no end to it', () => {
  const gap = shareGap(bounded(5, 50), bounded(0, 50));
  expect(gap.ratio).toBeNull();
  expect(gap.ratioBounds.upper).toBeNull();
  expect(gap.ratioBounds.lower).toBeGreaterThan(0);
});

test('intervals hold the gap, and mirror when the groups change places', () => {
  const counts = fc.integer({ min: 1, max: 5000 }).chain((of) => fc.tuple(fc.nat(of), fc.constant(of)));
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const [first, second] = [bounded(...a), bounded(...b)];
      const gap = shareGap(first, second);
      const back = shareGap(second, first);
      expect(gap.differenceBounds.lower).toBeLessThanOrEqual(gap.difference);
      expect(gap.differenceBounds.upper).toBeGreaterThanOrEqual(gap.difference);
      expect(back.differenceBounds.lower).toBeCloseTo(-gap.differenceBounds.upper, 12);
      if (gap.ratio !== null) {
        expect(gap.ratioBounds.lower).toBeLessThanOrEqual(gap.ratio + 1e-9);
        expect(gap.ratioBounds.upper ?? Infinity).toBeGreaterThanOrEqual(gap.ratio - 1e-9);
      }
    }),
  );
});
