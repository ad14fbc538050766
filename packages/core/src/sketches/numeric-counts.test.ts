import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countValues } from '../drift/value-counts.ts';
import { createRandom } from '../training/random.ts';
import {
  addNumber,
  addNumbers,
  emptyNumericCounts,
  GRID_CELLS,
  isExact,
  mergeNumericCounts,
  MOST_DISTINCT,
  numericCountsFromJson,
  numericCountsToJson,
  readNumericCounts,
} from './numeric-counts.ts';
import { mergeAll } from './sketch-result.ts';
import { expectExactMerging, expectRefusals, taken } from './testing/merge-laws.ts';

const grid = { from: 0, to: 10 };
const sketchOf = (values: ArrayLike<number>, on = grid) => {
  const sketch = emptyNumericCounts(on);
  addNumbers(sketch, values);
  return sketch;
};
const merge = (a: ReturnType<typeof sketchOf>, b: ReturnType<typeof sketchOf>) =>
  taken(mergeNumericCounts(a, b));
const spread = (count: number, from: number, to: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** Few values, or a block of many distinct ones, so that both forms and their mixtures occur. */
const number = fc.oneof(
  fc.integer({ min: -3, max: 14 }),
  fc.double({ min: -5, max: 20 }),
  fc.constantFrom(NaN, Infinity, -Infinity, -0),
);

describe('numeric counts', () => {
  it('merge exactly while exact', () => {
    expectExactMerging({
      values: fc.array(number),
      sketch: sketchOf,
      merge,
      toJson: numericCountsToJson,
      fromJson: numericCountsFromJson,
    });
  });

  it('merge exactly across the border to the grid', () => {
    const blocks = fc.array(fc.constantFrom([0, 5], [-3, 12], [4, 4.5], [9, 30]), { maxLength: 3 });
    expectExactMerging({
      values: blocks,
      sketch: (parts) => sketchOf(parts.flatMap(([from, to]) => [...spread(900, from, to)])),
      merge,
      toJson: numericCountsToJson,
      fromJson: numericCountsFromJson,
    });
  });

  it('are those of the rows, up to 2,000 distinct values', () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 20_000 }, () => Math.floor(random() * MOST_DISTINCT) / 7);
    expect(readNumericCounts(sketchOf(values))).toEqual(countValues(values));
    const odd = Float64Array.of(3, NaN, -0, 0, Infinity, 3, -Infinity, 1e-300);
    const sketch = sketchOf(odd);
    expect(readNumericCounts(sketch)).toEqual(countValues(odd));
    expect(sketch).toMatchObject({ missing: 1, infinite: 2, least: 0, greatest: 3 });
  });

  it('move no value of the grid by more than half a cell, and keep the ends', () => {
    const values = spread(5001, -1, 11);
    const sketch = sketchOf(values);
    expect(isExact(sketch)).toBe(false);
    const read = readNumericCounts(sketch);
    expect(read.values[0]).toBe(-1);
    expect(read.values.at(-1)).toBe(11);
    expect(read.counts[0]).toBe(values.filter((value) => value < 0).length);
    expect(read.counts.at(-1)).toBe(values.filter((value) => value > 10).length);
    const back = [...read.values].flatMap((value, i) => new Array<number>(read.counts[i]).fill(value));
    expect(back.length).toBe(values.length);
    values.forEach((value, i) => {
      if (value < 0 || value > 10) return;
      expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(10 / GRID_CELLS / 2 + 1e-12);
    });
    expect([...read.values]).toEqual([...read.values].sort((a, b) => a - b));
  });

  it('count repeats, have a grid without width, and are nothing at first', () => {
    const sketch = emptyNumericCounts({ from: 4, to: 4 });
    expect(readNumericCounts(sketch)).toEqual(countValues(new Float64Array()));
    addNumber(sketch, 4, 3);
    addNumbers(sketch, spread(2500, 3, 5));
    const { values, counts } = readNumericCounts(sketch);
    expect([...values]).toEqual([3, 4, 5]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2503);
    expect(counts[1]).toBe(3);
  });

  it('of unlike grids are not merged', () => {
    const result = mergeNumericCounts(sketchOf([1]), sketchOf([1], { from: 0, to: 11 }));
    expect(result).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT', field: 'grid' } });
    const all = mergeAll(emptyNumericCounts(grid), [sketchOf([1]), sketchOf([2])], mergeNumericCounts);
    expect([...readNumericCounts(taken(all)).values]).toEqual([1, 2]);
    expect(
      mergeAll(emptyNumericCounts(grid), [sketchOf([1], { from: 1, to: 2 })], mergeNumericCounts).ok,
    ).toBe(false);
  });

  it('are read from nothing else', () => {
    expectRefusals(numericCountsFromJson);
    const json = numericCountsToJson(sketchOf([1, 2, 2]));
    expect(numericCountsFromJson({ ...json, counts: [1] }).ok).toBe(false);
    expect(numericCountsFromJson({ ...json, counts: [1, -1] }).ok).toBe(false);
    expect(numericCountsFromJson({ ...json, isExact: false, at: [0, GRID_CELLS] }).ok).toBe(false);
  });
});
