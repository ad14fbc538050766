import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjusted } from './holm.ts';

describe('holmAdjusted', () => {
  it('by hand', () => {
    // Ascending 0.005 x 4, 0.01 x 3, 0.03 x 2, and 0.04 x 1, which must not fall below the one before.
    expect(holmAdjusted([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holmAdjusted([0.6, 0.7])).toEqual([1, 1]);
    expect(holmAdjusted([0.2])).toEqual([0.2]);
    expect(holmAdjusted([])).toEqual([]);
  });

  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

  it('lies between the p-value and what Bonferroni makes of it, and keeps the order', () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const adjusted = holmAdjusted(given);
        given.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * given.length));
          given.forEach((other, j) => {
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
      }),
    );
  });

  it('rejects at a level what the step-down procedure rejects', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (given, level) => {
        const ascending = [...given].sort((a, b) => a - b);
        const firstKept = ascending.findIndex((p, i) => p * (given.length - i) > level);
        const rejected = firstKept < 0 ? given.length : firstKept;
        expect(holmAdjusted(given).filter((p) => p <= level).length).toBe(rejected);
      }),
    );
  });
});
