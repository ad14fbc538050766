import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCounts } from './merge-counts.ts';
import { binCount, binsOfReference, countInReferenceBins } from './reference-bins.ts';
import { arbitrarySample, countsOfCodes } from './testing/samples.ts';
import { countValues, noCounts, rowsOf } from './value-counts.ts';

const sampleOf = (...values: number[]) => countValues(Float64Array.from(values));

describe('bins of a reference', () => {
  it('are its values, one for the rest and none for more, when it has few', () => {
    const bins = binsOfReference('NUMERIC', sampleOf(1, 1, 5));
    expect(countInReferenceBins(bins, sampleOf(1, 2, 5, 5, 9))).toEqual(Float64Array.of(1, 2, 0, 2));
  });

  it('are ten ranges of about equal counts, open to both sides, when it has many', () => {
    const reference = countValues(Float64Array.from({ length: 1000 }, (_, i) => i));
    const bins = binsOfReference('NUMERIC', reference);
    expect(countInReferenceBins(bins, reference)).toEqual(new Float64Array(10).fill(100));
    expect(countInReferenceBins(bins, sampleOf(-1e9, 99.5, 100, 1e9))).toEqual(
      Float64Array.of(2, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    );
  });

  it('do not split a value that occurs often', () => {
    const rows = Float64Array.from({ length: 1000 }, (_, i) => (i < 650 ? 0 : i));
    const counts = countInReferenceBins(binsOfReference('NUMERIC', countValues(rows)), countValues(rows));
    expect(counts[0]).toBe(650);
    expect(counts.length).toBeLessThanOrEqual(5);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(50);
  });

  it('hold thirty categories, the rare ones together, whatever their order', () => {
    const byCode = Array.from({ length: 50 }, (_, code) => (code < 30 ? 100 + code : 1 + (code % 2)));
    const reference = countsOfCodes(byCode);
    const counts = countInReferenceBins(binsOfReference('CATEGORICAL', reference), reference);
    expect(counts.length).toBe(32);
    expect([...counts.slice(-2)]).toEqual([30, 0]);
    const flipped = countsOfCodes(byCode.toReversed());
    const ofFlipped = countInReferenceBins(binsOfReference('CATEGORICAL', flipped), flipped);
    expect(ofFlipped.toSorted()).toEqual(counts.toSorted());
  });

  it('of nothing are one for everything', () => {
    const bins = binsOfReference('NUMERIC', noCounts);
    expect(binCount(bins)).toBe(2);
    expect(countInReferenceBins(bins, sampleOf(3, 4))).toEqual(Float64Array.of(0, 2));
  });

  it('count every row once, and add up', () => {
    fc.assert(
      fc.property(arbitrarySample, arbitrarySample, arbitrarySample, (reference, a, b) => {
        for (const kind of ['NUMERIC', 'CATEGORICAL'] as const) {
          const bins = binsOfReference(kind, countValues(reference));
          const [x, y] = [countValues(a), countValues(b)];
          const both = countInReferenceBins(bins, mergeCounts(x, y));
          expect(both.length).toBe(binCount(bins));
          expect(both.reduce((sum, count) => sum + count, 0)).toBe(rowsOf(x) + rowsOf(y));
          const ofB = countInReferenceBins(bins, y);
          expect(countInReferenceBins(bins, x).map((count, i) => count + ofB[i])).toEqual(both);
        }
      }),
    );
  });
});
