import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoment,
  addMoments,
  emptyMoments,
  mergeMoments,
  momentsFromJson,
  momentsToJson,
  readMoments,
  type Moments,
} from './moments.ts';
import { expectRefusals, taken } from './testing/merge-laws.ts';

const sketchOf = (values: readonly number[]) => {
  const sketch = emptyMoments();
  addMoments(sketch, values);
  return sketch;
};
const value = fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((number) => Math.round(number * 1e6) / 1e6);
const values = fc.array(value, { maxLength: 40 });

/** Alike to 1e-9 of the spread; counts and ends exactly. */
function expectAlike(a: Moments, b: Moments): void {
  const spread = Math.sqrt(Math.max(a.m2, b.m2)) + 1e-300;
  expect([a.count, a.least, a.greatest, a.missing]).toEqual([b.count, b.least, b.greatest, b.missing]);
  const size = Math.abs(a.mean) + spread;
  expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(1e-12 * size);
  expect(Math.abs(a.m2 - b.m2)).toBeLessThanOrEqual(1e-12 * size ** 2);
  expect(Math.abs(a.m3 - b.m3)).toBeLessThanOrEqual(1e-12 * size ** 3);
  expect(Math.abs(a.m4 - b.m4)).toBeLessThanOrEqual(1e-12 * size ** 4);
}

describe('moments', () => {
  it('have the figures of numpy and scipy', () => {
    // numpy 2.4.6, scipy 1.17.1: mean, var, skew, kurtosis of [1, 2, 2, 5, 9, 9.5, -3].
    const figures = readMoments(sketchOf([1, 2, 2, 5, 9, 9.5, -3]));
    expect(figures.mean).toBeCloseTo(3.642857142857143, 12);
    expect(figures.variance).toBeCloseTo(17.336734693877553, 12);
    expect(figures.skewness).toBeCloseTo(0.072668540297714, 12);
    expect(figures.excessKurtosis).toBeCloseTo(-1.0918961435958765, 12);
    expect(figures).toMatchObject({ count: 7, least: -3, greatest: 9.5, missing: 0, infinite: 0 });
  });

  it('merge to the moments of all, in any order and grouping', () => {
    fc.assert(
      fc.property(values, values, values, (x, y, z) => {
        const [a, b, c] = [sketchOf(x), sketchOf(y), sketchOf(z)];
        const all = sketchOf([...x, ...y, ...z]);
        expectAlike(mergeMoments(mergeMoments(a, b), c), all);
        expectAlike(mergeMoments(a, mergeMoments(b, c)), all);
        expectAlike(mergeMoments(mergeMoments(c, a), b), all);
        expect(mergeMoments(emptyMoments(), a)).toEqual(a);
        const one = emptyMoments();
        for (const value of [...x, ...y, ...z]) addMoment(one, value);
        expectAlike(one, all);
      }),
    );
  });

  it('keep their digits where the spread is small beside the mean', () => {
    // Sums of squares would have none left: (1e9)^2 = 1e18, and a float64 holds 16 digits.
    const far = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
    expect(readMoments(sketchOf(far)).variance).toBe(22.5);
    const halves = mergeMoments(sketchOf(far.slice(0, 2)), sketchOf(far.slice(2)));
    expect(readMoments(halves).variance).toBeCloseTo(22.5, 9);
  });

  it('have no figure where there is none', () => {
    const nothing = { mean: null, variance: null, skewness: null, least: null, greatest: null };
    expect(readMoments(emptyMoments())).toMatchObject(nothing);
    const odd = readMoments(sketchOf([NaN, Infinity, -Infinity]));
    expect(odd).toMatchObject({ ...nothing, count: 0, missing: 1, infinite: 2 });
    const equal = readMoments(sketchOf([2, 2, 2]));
    expect(equal).toMatchObject({ mean: 2, variance: 0, skewness: null, excessKurtosis: null });
    const huge = readMoments(sketchOf([1e300, -1e300]));
    expect(huge).toMatchObject({ mean: 0, variance: null, skewness: null });
  });

  it('are kept by JSON', () => {
    for (const sketch of [sketchOf([1, 2, 4]), emptyMoments()]) {
      const json: unknown = JSON.parse(JSON.stringify(momentsToJson(sketch)));
      expect(taken(momentsFromJson(json))).toEqual(sketch);
    }
    const huge: unknown = JSON.parse(JSON.stringify(momentsToJson(sketchOf([1e300, -1e300]))));
    expect(readMoments(taken(momentsFromJson(huge))).variance).toBeNull();
    expectRefusals(momentsFromJson);
  });
});
