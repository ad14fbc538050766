import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twoSidedP } from './normal-distribution.ts';
import { ranksZ } from './rank-test.ts';

/** The same from the definition: mean ranks of all rows, and the variance of a rank sum over all ways to draw one. */
function ranksZFromRows(first: number[], second: number[]): number {
  const rows = [...first, ...second].sort((a, b) => a - b);
  const rankOf = (value: number) => (rows.indexOf(value) + rows.lastIndexOf(value)) / 2 + 1;
  const ranks = rows.map(rankOf);
  const mean = (rows.length + 1) / 2;
  const spread = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
  const [m, n, all] = [first.length, second.length, rows.length];
  const variance = ((m * n) / (all * (all - 1))) * spread;
  const rankSum = second.reduce((sum, value) => sum + rankOf(value), 0);
  return variance > 0 ? (rankSum - n * mean) / Math.sqrt(variance) : 0;
}

const countsOf = (values: number[], bins: number) =>
  Array.from({ length: bins }, (_, bin) => values.filter((value) => value === bin).length);

describe('ranksZ', () => {
  it('without ties, by hand: 0, 1, 2 against 3, 4, 5', () => {
    // All 9 pairs won, 4.5 expected; variance 3 x 3 x 7 / 12.
    expect(ranksZ([1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1])).toBeCloseTo(4.5 / Math.sqrt(63 / 12), 14);
  });

  it('gives the p-value of the normal approximation with ties', () => {
    // Five grades of 100 against 100 rows, computed from the definition to 40 digits (mpmath 1.3).
    const z = ranksZ([30, 25, 20, 15, 10], [15, 20, 25, 20, 20]);
    expect(z).toBeCloseTo(3.121906834340181, 12);
    expect(twoSidedP(z)).toBeCloseTo(0.001796837912016568, 12);
  });

  it('agrees with the definition over rows', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        expect(ranksZ(countsOf(first, 6), countsOf(second, 6))).toBeCloseTo(ranksZFromRows(first, second), 9);
      }),
    );
  });

  it('is 0 where all lie in one bin, and where both are alike', () => {
    expect(ranksZ([0, 5], [0, 9])).toBe(0);
    expect(ranksZ([3, 5, 7], [6, 10, 14])).toBe(0);
  });

  it('holds for counts of a year', () => {
    const z = ranksZ([1e9, 1e9], [1e6, 1e6 + 10_000]);
    // The share above: 1/2 against 0.5025; for two bins the test is that of two proportions.
    expect(z).toBeCloseTo(0.0024875621890547263 / Math.sqrt(0.25 / 2_010_000 + 0.25 / 2e9), 2);
  });
});
