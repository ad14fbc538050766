import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCounts } from './merge-counts.ts';
import { pairCounts } from './paired-counts.ts';
import { arbitrarySample } from './testing/samples.ts';
import { countValues, momentsOf, MOST_EXACT_VALUES, noCounts, rowsOf } from './value-counts.ts';

/** Value by value, as slowly as can be. */
function countSlowly(sample: Float64Array) {
  const known = [...sample].filter(Number.isFinite).map((value) => value + 0);
  const values = [...new Set(known)].sort((a, b) => a - b);
  return {
    values: Float64Array.from(values),
    counts: Float64Array.from(values, (value) => known.filter((other) => other === value).length),
    missing: sample.length - known.length,
  };
}

describe('countValues', () => {
  it('counts each value once, ascending; NaN and infinities are missing, and -0 is 0', () => {
    expect(countValues(Float64Array.of(3, NaN, -1, 3, Infinity, 0, -0, -Infinity))).toEqual({
      values: Float64Array.of(-1, 0, 3),
      counts: Float64Array.of(1, 2, 2),
      missing: 3,
    });
    expect(countValues(new Float64Array())).toEqual(noCounts);
    expect(countValues(Float64Array.of(NaN))).toEqual({ ...noCounts, missing: 1 });
  });

  it('counts any values, few or many', () => {
    const sample = fc.array(fc.double(), { maxLength: 80 }).map((values) => Float64Array.from(values));
    fc.assert(
      fc.property(sample, (rows) => {
        expect(countValues(rows)).toEqual(countSlowly(rows));
      }),
    );
    const many = Float64Array.from({ length: 3 * MOST_EXACT_VALUES }, (_, i) => (i % 2500) - 0.5 * (i % 2));
    many[7] = NaN;
    expect(countValues(many)).toEqual(countSlowly(many));
  });

  it('reads a part of an array', () => {
    const rows = Float64Array.of(9, 9, 1, 2, 2);
    expect(countValues(rows.subarray(2)).counts).toEqual(Float64Array.of(1, 2));
  });
});

describe('mergeCounts', () => {
  it('adds up: the counts of any parts are those of the whole', () => {
    fc.assert(
      fc.property(arbitrarySample, arbitrarySample, arbitrarySample, (a, b, c) => {
        const [x, y, z] = [a, b, c].map(countValues);
        const whole = countValues(Float64Array.of(...a, ...b, ...c));
        expect(mergeCounts(mergeCounts(x, y), z)).toEqual(whole);
        expect(mergeCounts(x, mergeCounts(y, z))).toEqual(whole);
        expect(mergeCounts(z, mergeCounts(y, x))).toEqual(whole);
        expect(mergeCounts(x, noCounts)).toEqual(x);
      }),
    );
  });
});

it('a pair holds both sides over all values', () => {
  fc.assert(
    fc.property(arbitrarySample, arbitrarySample, (a, b) => {
      const [x, y] = [countValues(a), countValues(b)];
      const pair = pairCounts(x, y);
      expect(pair.values).toEqual(mergeCounts(x, y).values);
      expect([pair.referenceRows, pair.currentRows]).toEqual([rowsOf(x), rowsOf(y)]);
      pair.values.forEach((value, i) => {
        expect(pair.reference[i]).toBe(x.counts[x.values.indexOf(value)] ?? 0);
        expect(pair.current[i]).toBe(y.counts[y.values.indexOf(value)] ?? 0);
      });
    }),
  );
});

it('moments are those of the rows', () => {
  expect(momentsOf(countValues(Float64Array.of(1, 1, 4, NaN)))).toEqual({
    mean: 2,
    standardDeviation: Math.SQRT2,
  });
  expect(momentsOf(noCounts)).toBeNull();
});
