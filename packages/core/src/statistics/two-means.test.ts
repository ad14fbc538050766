import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf, meansZ, varianceOf, type Sums } from './two-means.ts';

const sumsOf = (values: readonly number[]): Sums => ({
  count: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});

describe('meansZ', () => {
  it('by hand: 1, 2, 3 against 3, 5', () => {
    // Means 2 and 4, population variances 2/3 and 1: 2 / sqrt(2/9 + 1/2) = 6 sqrt(2/13).
    expect(meansZ(sumsOf([1, 2, 3]), sumsOf([3, 5]))).toBeCloseTo(6 * Math.sqrt(2 / 13), 14);
    expect(meansZ(sumsOf([3, 5]), sumsOf([1, 2, 3]))).toBeCloseTo(-6 * Math.sqrt(2 / 13), 14);
  });

  it('is infinite where nothing varies and the means differ, 0 where they do not', () => {
    expect(meansZ(sumsOf([2, 2]), sumsOf([1, 1]))).toBe(Number.NEGATIVE_INFINITY);
    expect(meansZ(sumsOf([2, 2]), sumsOf([2, 2, 2]))).toBe(0);
  });

  it('depends on no unit', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const z = meansZ(sumsOf(first), sumsOf(second));
        const scaled = (list: number[]) => sumsOf(list.map((value) => value * 1024));
        if (Number.isFinite(z)) expect(meansZ(scaled(first), scaled(second))).toBeCloseTo(z, 9);
      }),
    );
  });
});

it('has no negative variance from sums that were rounded', () => {
  const rounded: Sums = { count: 3, sum: 2.1, squares: 1.469999 };
  expect(varianceOf(rounded)).toBe(0);
  expect(meanOf(rounded)).toBeCloseTo(0.7, 15);
});
