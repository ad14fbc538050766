import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochbergAdjusted } from './benjamini-hochberg.ts';
import { holmAdjusted } from './holm.ts';

describe('benjaminiHochbergAdjusted', () => {
  it('by hand', () => {
    // Descending 0.04 x 4/4, 0.03 x 4/3 (capped by the one before), 0.01 x 4/2, 0.005 x 4/1.
    const adjusted = benjaminiHochbergAdjusted([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((wanted, i) => expect(adjusted[i]).toBeCloseTo(wanted, 15));
    expect(benjaminiHochbergAdjusted([0.2])).toEqual([0.2]);
    expect(benjaminiHochbergAdjusted([])).toEqual([]);
  });

  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

  it('lies between the p-value and what Holm makes of it, and keeps the order', () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const adjusted = benjaminiHochbergAdjusted(given);
        const byHolm = holmAdjusted(given);
        given.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(byHolm[i] + 1e-15);
          given.forEach((other, j) => {
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
      }),
    );
  });

  it('rejects at a level what the step-up procedure rejects', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (given, level) => {
        const ascending = [...given].sort((a, b) => a - b);
        const last = ascending.findLastIndex((p, i) => (given.length / (i + 1)) * p <= level);
        const adjusted = benjaminiHochbergAdjusted(given);
        expect(adjusted.filter((p) => p <= level).length).toBe(last + 1);
      }),
    );
  });
});
