import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, sortedQuantile } from './quantile.ts';
import { weightedQuantile } from './weighted-quantile.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('quantile', () => {
  it('is linear between neighbours, as numpy.quantile', () => {
    expect(sortedQuantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(sortedQuantile([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12);
    expect(quantile(Float64Array.of(8, NaN, 1, Infinity, 4, 2), 0.5)).toBe(3);
  });

  it('is null without values', () => {
    expect(quantile(Float64Array.of(NaN), 0.5)).toBeNull();
    expect(sortedQuantile([], 0.5)).toBeNull();
    expect(weightedQuantile([], [], 0.5)).toBeNull();
    expect(weightedQuantile([1, 2], [0, 0], 0.5)).toBeNull();
  });

  it('lies between the ends and rises', () => {
    fc.assert(
      fc.property(values, share, share, (given, p, q) => {
        const sorted = Float64Array.from(given).sort();
        const low = sortedQuantile(sorted, Math.min(p, q)) ?? NaN;
        const high = sortedQuantile(sorted, Math.max(p, q)) ?? NaN;
        expect(low).toBeGreaterThanOrEqual(sorted[0]);
        expect(high - low).toBeGreaterThanOrEqual(-1e-9);
        expect(high).toBeLessThanOrEqual(sorted[sorted.length - 1] + 1e-9);
      }),
    );
  });
});

describe('weightedQuantile', () => {
  it('is the smallest value with the share at or below it', () => {
    expect(weightedQuantile([1, 2, 3], [1, 2, 1], 0.25)).toBe(1);
    expect(weightedQuantile([1, 2, 3], [1, 2, 1], 0.26)).toBe(2);
    expect(weightedQuantile([1, 2, 3], [1, 2, 1], 1)).toBe(3);
    expect(weightedQuantile([1, 2, 3], [0, 2, 0], 0)).toBe(2);
    expect(weightedQuantile([1, 2, 3], [0, 2, 0], 1)).toBe(2);
  });

  it('of whole weights is that of the repeated values', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(values, weights, share, (given, times, q) => {
        const sorted = [...given].sort((a, b) => a - b);
        const repeated = sorted.flatMap((value, i) => Array.from({ length: times[i] }, () => value));
        const rank = Math.max(1, Math.ceil(q * repeated.length));
        const wanted = repeated.length === 0 ? null : repeated[rank - 1];
        expect(weightedQuantile(sorted, times.slice(0, sorted.length), q)).toBe(wanted);
      }),
    );
  });
});
