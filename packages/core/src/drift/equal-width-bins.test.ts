import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countInBins, doaneEdges, equalWidthEdges, sturgesEdges } from './equal-width-bins.ts';
import { arbitraryRows } from './testing/samples.ts';
import { countValues, rowsOf } from './value-counts.ts';

const sampleOf = (...values: number[]) => countValues(Float64Array.from(values));

describe('edges', () => {
  it('are as many as NumPy makes', () => {
    // numpy.histogram_bin_edges of these 60 floats (NumPy 2.4): 7 bins by Sturges, 8 by Doane.
    const sample = countValues(Float64Array.from({ length: 60 }, (_, i) => ((13 * i) % 101) / 101));
    expect(sturgesEdges(sample).length - 1).toBe(7);
    const edges = doaneEdges(sample);
    expect(edges.length - 1).toBe(8);
    expect(edges[3]).toBe(0.3712871287128713);
  });

  it('of one value are one bin around it', () => {
    expect(sturgesEdges(sampleOf(4, 4, 4))).toEqual(Float64Array.of(3.5, 4.5));
    expect(doaneEdges(sampleOf(4, 4, 4))).toEqual(Float64Array.of(3.5, 4.5));
    expect(doaneEdges(sampleOf(1, 2))).toEqual(Float64Array.of(1, 2));
  });

  it('hold every row of the sample they are made of', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        const sample = countValues(rows);
        for (const edges of [sturgesEdges(sample), doaneEdges(sample)]) {
          expect(countInBins(sample, edges).reduce((sum, count) => sum + count, 0)).toBe(rowsOf(sample));
        }
      }),
    );
  });
});

it('a bin begins at its edge, the last one is closed, and what lies beyond is left out', () => {
  const edges = equalWidthEdges(0, 4, 4);
  expect(countInBins(sampleOf(-1, 0, 0.5, 1, 2, 3.9, 4, 4, 5), edges)).toEqual(Float64Array.of(2, 1, 1, 3));
});
