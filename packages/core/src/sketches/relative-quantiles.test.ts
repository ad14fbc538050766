import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRelatives,
  emptyRelativeQuantiles,
  mergeRelativeQuantiles,
  RELATIVE_ERROR,
  relativeCount,
  relativeQuantile,
  relativeQuantilesFromJson,
  relativeQuantilesToJson,
} from './relative-quantiles.ts';
import { expectExactMerging, expectRefusals } from './testing/merge-laws.ts';

const sketchOf = (values: ArrayLike<number>) => {
  const sketch = emptyRelativeQuantiles();
  addRelatives(sketch, values);
  return sketch;
};
const size = fc.double({ min: -12, max: 18, noNaN: true }).map((power) => 10 ** power);
const number = fc.oneof(
  size,
  size.map((value) => -value),
  fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE),
);

describe('relative quantiles', () => {
  it('merge exactly', () => {
    expectExactMerging({
      values: fc.array(number),
      sketch: sketchOf,
      merge: mergeRelativeQuantiles,
      toJson: relativeQuantilesToJson,
      fromJson: relativeQuantilesFromJson,
    });
  });

  it('are within 1 % of the value of their rank', () => {
    const within = fc.double({ min: -9, max: 15, noNaN: true }).map((power) => 10 ** power);
    const signed = fc.tuple(within, fc.constantFrom(-1, 1, 0)).map(([value, sign]) => value * sign);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1 }), share, (values, q) => {
        const sorted = Float64Array.from(values).sort();
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1];
        const read = relativeQuantile(sketchOf(values), q) ?? NaN;
        expect(Math.abs(read - exact)).toBeLessThanOrEqual(RELATIVE_ERROR * 1.000001 * Math.abs(exact));
      }),
    );
  });

  it('leave out what is missing or infinite', () => {
    const sketch = sketchOf([NaN, Infinity, -Infinity, 5]);
    expect(relativeCount(sketch)).toBe(1);
    expect(sketch).toMatchObject({ missing: 1, infinite: 2 });
    expect(relativeQuantile(sketch, 0)).toBeCloseTo(5, 0);
    expect(relativeQuantile(sketchOf([NaN]), 0.5)).toBeNull();
  });

  it('are read from nothing else', () => {
    expectRefusals(relativeQuantilesFromJson);
    const json = relativeQuantilesToJson(sketchOf([1]));
    expect(relativeQuantilesFromJson({ ...json, positive: [[99_999, 1]] }).ok).toBe(false);
  });
});
