import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { sortFloats } from './sort-floats.ts';

const withoutSign = (value: number) => value + 0;

/** By two arrays and by one. */
function sortings(values: Float64Array): number[][] {
  const rows = values.length;
  const own = values.slice();
  return [
    sortFloats(values, new Float64Array(rows), new Float64Array(rows)),
    sortFloats(own, new Float64Array(rows), own),
  ].map((sorted) => Array.from(sorted, withoutSign));
}

/** By the engine's own sort. */
function check(values: Float64Array): void {
  const given = values.slice();
  const expected = Array.from(values.toSorted(), withoutSign);
  expect(sortings(values)).toEqual([expected, expected]);
  expect(values).toEqual(given);
}

describe('sortFloats', () => {
  it('sorts anything', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    const any = fc.oneof(finite, fc.integer({ min: -3, max: 3 }), fc.constant(-0));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 300, size: 'max' }), (values) => {
        check(Float64Array.from(values));
      }),
    );
  });

  it('puts NaN and infinities at the ends', () => {
    const random = createRandom(2);
    const odd = [NaN, Infinity, -Infinity];
    const values = Float64Array.from({ length: 300 }, (_, i) => (i < 200 ? random() - 0.5 : odd[i % 3]));
    for (const sorted of sortings(values)) {
      const from = sorted.findIndex(Number.isFinite);
      expect(sorted.slice(from, from + 200)).toEqual([...values.slice(0, 200)].sort((a, b) => a - b));
      expect(sorted).toHaveLength(300);
    }
  });

  it.each([3, 60])('tells apart %i values that are alike in the upper half', (distinct) => {
    const random = createRandom(1);
    const draw = () => 1 + Math.floor(random() * distinct) * Number.EPSILON;
    check(Float64Array.from({ length: 500 }, draw));
    check(Float64Array.from({ length: 500 }, () => (random() < 0.3 ? -draw() : draw())));
  });

  it('sorts a part of an array, and nothing', () => {
    check(Float64Array.of(9, 3, 1, 2, 0).subarray(1, 4));
    check(new Float64Array());
  });
});
