import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { ascendingOrder } from './ascending-order.ts';

/** By comparing, stable, NaN last. */
function expectedOrder(values: readonly number[]): number[] {
  const rank = (value: number) => (Number.isNaN(value) ? Infinity : value);
  const late = (value: number) => Number(Number.isNaN(value));
  return values
    .map((_, row) => row)
    .sort((a, b) => {
      const [x, y] = [rank(values[a]), rank(values[b])];
      return x < y ? -1 : x > y ? 1 : late(values[a]) - late(values[b]) || a - b;
    });
}

describe('ascendingOrder', () => {
  it('sorts anything, equal values in their order', () => {
    const any = fc.array(fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), fc.constant(-0)), {
      maxLength: 200,
      size: 'max',
    });
    fc.assert(
      fc.property(any, (values) => {
        expect([...ascendingOrder(values)]).toEqual(expectedOrder(values));
      }),
    );
  });

  it('tells apart what is alike in the upper half', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 500 }, () => 1 + Math.floor(random() * 40) * Number.EPSILON);
    expect([...ascendingOrder(values)]).toEqual(expectedOrder(values));
    const pairs = Array.from({ length: 500 }, (_, i) => (i >> 1) + (1 - (i & 1)) * 1e-12 * (i >> 1));
    expect([...ascendingOrder(pairs)]).toEqual(expectedOrder(pairs));
  });

  it('keeps the order of equal values, and has an order of nothing', () => {
    expect([...ascendingOrder(new Float64Array(100))]).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...ascendingOrder([])]).toEqual([]);
  });
});
