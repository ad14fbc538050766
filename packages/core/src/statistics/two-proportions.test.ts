import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSidedP } from './normal-distribution.ts';
import { proportionsZ } from './two-proportions.ts';

const proportion = fc
  .tuple(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([of, share]) => ({ hits: Math.round(of * share), of }));

describe('proportionsZ', () => {
  it('gives the p-value of the pooled z-test', () => {
    // 30 of 100 against 45 of 100: computed with scipy 1.17 from the pooled formula.
    const z = proportionsZ({ hits: 30, of: 100 }, { hits: 45, of: 100 });
    expect(z).toBeGreaterThan(0);
    expect(twoSidedP(z)).toBeCloseTo(0.02845973691631065, 14);
  });

  it('by hand: 1 of 4 against 3 of 4', () => {
    // Pooled 1/2, variance 1/4 (1/4 + 1/4) = 1/8, difference 1/2.
    expect(proportionsZ({ hits: 1, of: 4 }, { hits: 3, of: 4 })).toBeCloseTo(Math.SQRT2, 14);
  });

  it('is 0 where all rows are alike', () => {
    expect(proportionsZ({ hits: 0, of: 10 }, { hits: 0, of: 500 })).toBe(0);
    expect(proportionsZ({ hits: 10, of: 10 }, { hits: 500, of: 500 })).toBe(0);
  });

  it('turns its sign when the two are exchanged, and when misses are counted for hits', () => {
    const misses = ({ hits, of }: { hits: number; of: number }) => ({ hits: of - hits, of });
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const z = proportionsZ(a, b);
        expect(proportionsZ(b, a)).toBeCloseTo(-z, 10);
        expect(proportionsZ(misses(a), misses(b))).toBeCloseTo(-z, 10);
      }),
    );
  });
});
