import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addCategories,
  addUnseen,
  categoryCountsFromJson,
  categoryCountsToJson,
  emptyCategoryCounts,
  mergeCategoryCounts,
  MOST_UNSEEN,
  readCategoryCounts,
  readUnseen,
} from './category-counts.ts';
import { expectExactMerging, expectRefusals, taken } from './testing/merge-laws.ts';

const sketchOf = (rows: readonly (number | string)[]) => {
  const sketch = emptyCategoryCounts(3);
  for (const row of rows) {
    if (typeof row === 'string') addUnseen(sketch, row);
    else addCategories(sketch, [row]);
  }
  return sketch;
};
const kind = {
  sketch: sketchOf,
  merge: (a: ReturnType<typeof sketchOf>, b: ReturnType<typeof sketchOf>) => taken(mergeCategoryCounts(a, b)),
  toJson: categoryCountsToJson,
  fromJson: categoryCountsFromJson,
};
const code = fc.constantFrom(0, 1, 2, NaN);

describe('category counts', () => {
  it('merge exactly, with few unseen categories and with many', () => {
    expectExactMerging({ ...kind, values: fc.array(fc.oneof(code, fc.string())) });
    const many = fc.integer({ min: 0, max: 300 }).map((i) => `category ${i}`);
    expectExactMerging({
      ...kind,
      values: fc.array(fc.oneof(code, many), { minLength: 100, maxLength: 250 }),
    });
  });

  it('count every unseen row, and exactly those of the names that are kept', () => {
    const names = Array.from({ length: 500 }, (_, i) => `name ${i % 250}`);
    const sketch = sketchOf(['rare', ...names]);
    const { names: kept, others } = readUnseen(sketch);
    expect(kept.length).toBe(MOST_UNSEEN);
    expect(sketch.hasMoreNames).toBe(true);
    expect(sketch.unseen).toBe(501);
    for (const { name, rows } of kept) expect(rows).toBe(name === 'rare' ? 1 : 2);
    expect(others + kept.reduce((sum, { rows }) => sum + rows, 0)).toBe(501);
  });

  it('name the most frequent first, and cut long names', () => {
    const sketch = sketchOf(['b', 'a', 'c', 'c', 'x'.repeat(1000)]);
    expect(readUnseen(sketch).names.map(({ name }) => name)).toEqual(['c', 'a', 'b', 'x'.repeat(100)]);
    expect(readUnseen(sketch).others).toBe(0);
  });

  it('stand as codes, the unseen behind the known', () => {
    const read = readCategoryCounts(sketchOf([2, 0, 2, NaN, 'new', 7]));
    expect(read).toEqual({
      values: Float64Array.of(0, 2, 3),
      counts: Float64Array.of(1, 2, 2),
      missing: 1,
    });
    expect(readCategoryCounts(emptyCategoryCounts(0)).values.length).toBe(0);
  });

  it('of unlike features are not merged, nor read from anything else', () => {
    const result = mergeCategoryCounts(sketchOf([1]), emptyCategoryCounts(2));
    expect(result).toMatchObject({ ok: false, failure: { code: 'BAD_USER_INPUT', field: 'categories' } });
    expectRefusals(categoryCountsFromJson);
  });
});
