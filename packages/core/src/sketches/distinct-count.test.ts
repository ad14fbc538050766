import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDistinctNumbers,
  addDistinctText,
  addDistinctTexts,
  distinctCountFromJson,
  distinctCountToJson,
  emptyDistinctCount,
  mergeDistinctCounts,
  readDistinctCount,
} from './distinct-count.ts';
import { expectExactMerging, expectRefusals } from './testing/merge-laws.ts';

const sketchOf = (values: readonly (number | string)[]) => {
  const sketch = emptyDistinctCount();
  for (const value of values) {
    if (typeof value === 'string') addDistinctText(sketch, value);
    else addDistinctNumbers(sketch, [value]);
  }
  return sketch;
};

describe('distinct counts', () => {
  it('merge exactly, and do not count again', () => {
    expectExactMerging({
      values: fc.array(fc.oneof(fc.double(), fc.string())),
      sketch: sketchOf,
      merge: mergeDistinctCounts,
      toJson: distinctCountToJson,
      fromJson: distinctCountFromJson,
    });
    const sketch = sketchOf(['a', 'b', 1, 2, 2, 'a']);
    expect(mergeDistinctCounts(sketch, sketch)).toEqual(sketch);
    expect(readDistinctCount(sketch)).toBeCloseTo(4, 1);
  });

  it.each([1, 10, 100, 1000, 5000, 10_000, 20_000, 50_000])(
    'of %i are within four standard errors or one',
    (count) => {
      const numbers = emptyDistinctCount();
      addDistinctNumbers(
        numbers,
        Float64Array.from({ length: count }, (_, i) => i / 3),
      );
      const texts = emptyDistinctCount();
      addDistinctTexts(
        texts,
        Array.from({ length: count }, (_, i) => `customer-${i}`),
      );
      for (const sketch of [numbers, texts]) {
        // Of a few, two may share a register: then they count as one.
        expect(Math.abs(readDistinctCount(sketch) - count)).toBeLessThan(1.1 + 4 * 0.01625 * count);
      }
    },
  );

  it('have a root mean square error of 1.6 %', () => {
    let squares = 0;
    for (let sketch = 0; sketch < 60; sketch++) {
      const one = emptyDistinctCount();
      addDistinctNumbers(
        one,
        Float64Array.from({ length: 10_000 }, (_, i) => sketch * 10_000 + i),
      );
      squares += (readDistinctCount(one) / 10_000 - 1) ** 2;
    }
    expect(Math.sqrt(squares / 60)).toBeLessThan(0.02);
  });

  it('know that 0 is -0 and that NaN is nothing', () => {
    expect(readDistinctCount(emptyDistinctCount())).toBe(0);
    expect(readDistinctCount(sketchOf([NaN]))).toBe(0);
    expect(sketchOf([-0])).toEqual(sketchOf([0]));
    expect(readDistinctCount(sketchOf([0, Infinity, -Infinity, '']))).toBeCloseTo(4, 1);
  });

  it('are read from nothing else', () => {
    expectRefusals(distinctCountFromJson);
    const json = distinctCountToJson(sketchOf([1]));
    expect(distinctCountFromJson({ ...json, registers: json.registers.slice(1) }).ok).toBe(false);
    expect(distinctCountFromJson({ ...json, registers: json.registers.slice(1) + '~' }).ok).toBe(false);
  });
});
