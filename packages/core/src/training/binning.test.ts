import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumn, EVERY_VALUE, MAXIMUM_BINS, separator } from './binning.ts';

describe('numeric columns', () => {
  it('give each of few values a bin, and the missing the one after', () => {
    const binned = binColumn({ kind: 'NUMERIC', values: Float32Array.of(3, NaN, 1, 3, 2) });
    expect(binned.count).toBe(3);
    expect([...binned.bins]).toEqual([2, 3, 0, 2, 1]);
    expect([...binned.splitValues]).toEqual([1.5, 2.5, EVERY_VALUE]);
  });

  it('share many values out evenly', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => Math.sqrt(i));
    const { count, bins } = binColumn({ kind: 'NUMERIC', values });
    expect(count).toBe(MAXIMUM_BINS);
    const sizes = new Array<number>(count).fill(0);
    for (const bin of bins) sizes[bin]++;
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(5);
  });

  it('can be all missing', () => {
    const { count, bins } = binColumn({ kind: 'NUMERIC', values: Float32Array.of(NaN, NaN) });
    expect(count).toBe(0);
    expect([...bins]).toEqual([0, 0]);
  });

  it('separate the same rows by bin and by float32 threshold', () => {
    const value = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 0, max: 20 }),
      fc.constant(NaN),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 600 }), (numbers) => {
        const values = Float32Array.from(numbers);
        const { count, bins, splitValues } = binColumn({ kind: 'NUMERIC', values });
        for (let bin = 0; bin < count; bin++) {
          values.forEach((known, row) => {
            if (!Number.isNaN(known)) expect(known <= splitValues[bin]).toBe(bins[row] <= bin);
          });
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('a separator lies between neighbours of float32', () => {
  const low = Math.fround(1);
  const high = Math.fround(1 + 2 ** -23);
  expect(separator(low, high)).toBe(low);
  expect(separator(1, 2)).toBe(1.5);
});

describe('categorical columns', () => {
  it('name each category', () => {
    const { count, bins, splitValues } = binColumn({
      kind: 'CATEGORICAL',
      values: Float32Array.of(4, 0, NaN, 4),
    });
    expect(count).toBe(2);
    expect([...splitValues]).toEqual([4, 0]);
    expect([...bins]).toEqual([0, 1, 2, 0]);
  });

  it('let rare ones share the last bin', () => {
    const values = Float32Array.from({ length: 1000 }, (_, row) => (row < 500 ? row % 10 : row));
    const { count, bins, splitValues } = binColumn({ kind: 'CATEGORICAL', values });
    expect(count).toBe(MAXIMUM_BINS);
    expect(splitValues[count - 1]).toBeNaN();
    expect(bins[999]).toBe(count - 1);
  });
});
