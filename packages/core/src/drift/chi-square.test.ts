import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareContingency, chiSquareGoodnessOfFit } from './chi-square.ts';
import { arbitraryBins, pairOf } from './testing/samples.ts';
import { twoValueTest } from './two-value-test.ts';

describe('chi-square', () => {
  it('of goodness of fit takes the reference for the truth, of homogeneity for a sample', () => {
    // Expected 50, 30, 20: 100/50 + 0 + 100/20 = 7. Of both sides: 2 (25/45 + 0 + 25/25) = 3.111.
    const fit = chiSquareGoodnessOfFit([50, 30, 20], [40, 30, 30]);
    expect(fit).toMatchObject({ statistic: 7, degrees: 2 });
    expect(fit?.pValue).toBeCloseTo(0.0301973834223185, 12);
    const table = chiSquareContingency([50, 30, 20], [40, 30, 30]);
    expect(table?.statistic).toBeCloseTo(28 / 9, 12);
    expect(table?.pValue).toBeCloseTo(0.2110720877910903, 12);
  });

  it('corrects a table of two bins for continuity', () => {
    const table = chiSquareContingency([70, 30], [55, 45]);
    expect(table?.statistic).toBeCloseTo(4.181333333333333, 12);
    expect(table?.pValue).toBeCloseTo(0.04087153408900628, 12);
    // A difference below the correction is none.
    expect(chiSquareContingency([5, 5], [5, 6])).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it('is certain of a bin that the reference does not have', () => {
    expect(chiSquareGoodnessOfFit([5, 0], [4, 1])).toEqual({ statistic: Infinity, degrees: 1, pValue: 0 });
    expect(chiSquareContingency([5, 0], [4, 1])?.pValue).toBeGreaterThan(0.3);
  });

  it('leaves out bins that are empty on both sides', () => {
    const full = [
      [3, 4],
      [6, 2],
    ];
    const padded = full.map(([a, b]) => [0, a, 0, b]);
    for (const test of [chiSquareGoodnessOfFit, chiSquareContingency]) {
      expect(test(padded[0], padded[1])).toEqual(test(full[0], full[1]));
      expect(test([4, 0], [9, 0])).toEqual({ statistic: 0, degrees: 0, pValue: 1 });
      expect(test([0], [3])).toBeNull();
      expect(test([], [])).toBeNull();
    }
  });

  it('minds neither names nor, of homogeneity, sides', () => {
    fc.assert(
      fc.property(arbitraryBins, ([r, c]) => {
        const wanted = chiSquareContingency(r, c)?.pValue ?? NaN;
        expect(wanted).toBeGreaterThanOrEqual(0);
        expect(wanted).toBeLessThanOrEqual(1);
        expect(chiSquareContingency(c, r)?.pValue).toBeCloseTo(wanted, 10);
        expect(chiSquareContingency(r.toReversed(), c.toReversed())?.pValue).toBeCloseTo(wanted, 10);
        const fit = chiSquareGoodnessOfFit(r, c)?.pValue ?? NaN;
        expect(fit).toBeGreaterThanOrEqual(0);
        expect(chiSquareGoodnessOfFit(r.toReversed(), c.toReversed())?.pValue).toBeCloseTo(fit, 10);
      }),
    );
  });
});

describe('twoValueTest', () => {
  it('is the pooled z-test', () => {
    const yes = (count: number, of: number) => Array.from({ length: of }, (_, i) => Number(i < count));
    const test = twoValueTest(pairOf(yes(30, 100), yes(45, 100)));
    expect(test?.pValue).toBeCloseTo(0.02845973691631065, 12);
    expect(test?.z).toBeGreaterThan(0);
    expect(twoValueTest(pairOf(yes(45, 100), yes(30, 100)))?.pValue).toBeCloseTo(0.02845973691631065, 12);
  });

  it('is 1 for one value, and null without rows', () => {
    expect(twoValueTest(pairOf([3, 3], [3]))).toEqual({ z: 0, pValue: 1 });
    expect(twoValueTest(pairOf([3], []))).toBeNull();
  });
});
