import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../features/reference.ts';
import { compileSurprise, MOST_SURPRISE } from './tail-surprise.ts';

const numeric = (
  distribution: Extract<Reference['features'][string], { kind: 'NUMERIC' }>['distribution'],
  missing = 0,
  standardDeviation: number | null = 2,
) => compileSurprise({ kind: 'NUMERIC', missing, mean: null, standardDeviation, distribution });

describe('compileSurprise', () => {
  const surprise = numeric({ values: [1, 2, 3, 10], counts: [10, 50, 39, 1] }, 25);

  it('is -ln of twice the smaller tail, by hand', () => {
    expect(surprise(1)).toBeCloseTo(-Math.log((2 * 10.5) / 101), 12);
    expect(surprise(2)).toBe(0);
    expect(surprise(3)).toBeCloseTo(-Math.log((2 * 40.5) / 101), 12);
    expect(surprise(10)).toBeCloseTo(-Math.log((2 * 1.5) / 101), 12);
    // 1 value above 3, all others at most 3.
    expect(surprise(7)).toBe(surprise(10));
  });

  it('grows by 1 for each standard deviation beyond the ends, to an end', () => {
    const outside = -Math.log((2 * 0.5) / 101);
    expect(surprise(12)).toBeCloseTo(outside + 1, 12);
    expect(surprise(-5)).toBeCloseTo(outside + 3, 12);
    expect(surprise(Infinity)).toBe(MOST_SURPRISE);
  });

  it('a gap surprises by its share of all rows', () => {
    expect(surprise(NaN)).toBeCloseTo(-Math.log(25.5 / 126), 12);
    expect(numeric({ values: [1], counts: [999] })(NaN)).toBeCloseTo(-Math.log(0.5 / 1000), 12);
  });

  it('a category surprises by its share; an unknown one as if half a row had it', () => {
    const ofCategory = compileSurprise({ kind: 'CATEGORICAL', missing: 0, counts: [75, 24, 0] });
    expect([0, 1, 2, 9].map(ofCategory)).toEqual(
      [75.5, 24.5, 0.5, 0.5].map((count) => expect.closeTo(-Math.log(count / 100), 12)),
    );
  });

  it('bins count like values', () => {
    const ofBins = numeric({ from: 0, to: 4, counts: [10, 50, 39, 1] });
    expect([1, 2, 3, 4].map(ofBins)).toEqual(
      [1, 2, 3, 10].map((value) => expect.closeTo(surprise(value), 12)),
    );
    expect(ofBins(0)).toBeGreaterThan(ofBins(1));
  });

  it('a constant or empty feature', () => {
    const constant = numeric({ values: [5], counts: [100] }, 0, 0);
    expect(constant(5)).toBe(0);
    expect(constant(6)).toBe(MOST_SURPRISE);
    expect(numeric({ values: [], counts: [] }, 100, null)(3)).toBe(0);
  });

  it('never falls on the way out from the median, and mirrors', () => {
    const values = fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        values,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 30, maxLength: 30 }),
        (found, counts) => {
          const sorted = [...found].sort((a, b) => a - b);
          const own = counts.slice(0, sorted.length);
          const ofValue = numeric({ values: sorted, counts: own });
          const mirrored = numeric({ values: sorted.map((v) => -v).reverse(), counts: [...own].reverse() });
          const half = own.reduce((sum, count) => sum + count, 0) / 2;
          let below = 0;
          const median = sorted[own.findIndex((count) => (below += count) >= half)];
          let last = -1;
          for (let value = median; value <= 110; value++) {
            expect(ofValue(value)).toBeGreaterThanOrEqual(last - 1e-12);
            expect(mirrored(-value)).toBeCloseTo(ofValue(value), 9);
            last = ofValue(value);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
