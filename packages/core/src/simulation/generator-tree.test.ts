import { describe, expect, it } from 'vitest';
import { binColumn } from '../training/binning.ts';
import { createRandom } from '../training/random.ts';
import { leafOf } from '../training/tree.ts';
import { treeOutputs } from './generator-outputs.ts';
import { growGeneratorTree } from './generator-tree.ts';

const random = createRandom(31);
const count = 800;
const plan = Float64Array.from({ length: count }, () => Math.floor(3 * random()));
const noise = Float64Array.from({ length: count }, () => (random() < 0.2 ? NaN : random()));
/** Plan 1 has city 2 and no other; the rest have 0 or 1 by chance. */
const city = plan.map((value) => (value === 1 ? 2 : Math.floor(2 * random())));
const columns = [
  { kind: 'CATEGORICAL', values: Float32Array.from(plan) } as const,
  { kind: 'NUMERIC', values: Float32Array.from(noise) } as const,
];
const options = { rowWeight: 0.5, minimumLeafWeight: 20, minimumGain: 8, maximumDepth: 5 };
const rows = Int32Array.from(plan.keys());
const grow = (changed: Partial<typeof options> = {}) =>
  growGeneratorTree(columns.map(binColumn), treeOutputs(city, true), rows, { ...options, ...changed });

describe('growGeneratorTree', () => {
  const { tree, leafRows } = grow();

  it('splits where the values differ, and not on chance', () => {
    expect(leafRows.length).toBe(2);
    expect([...tree.feature]).toEqual([0, -1, -1]);
    expect(new Set(leafRows[0])).toEqual(new Set(rows.filter((row) => plan[row] === 1)));
  });

  it('numbers its leaves, and each holds its rows', () => {
    const { tree: deep, leafRows: all } = grow({ minimumGain: -1 });
    expect(all.length).toBeGreaterThan(4);
    all.forEach((inside, leaf) => {
      expect(inside.length).toBeGreaterThanOrEqual(40);
      for (const row of inside) expect(deep.value[leafOf(deep, columns, row)]).toBe(leaf);
    });
    expect(all.reduce((sum, inside) => sum + inside.length, 0)).toBe(count);
  });

  it('is one leaf when there is nothing to tell apart', () => {
    const same = growGeneratorTree(
      columns.map(binColumn),
      treeOutputs(new Float64Array(count), false),
      rows,
      options,
    );
    expect(same.leafRows).toEqual([rows]);
  });
});

describe('treeOutputs', () => {
  const variance = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value * value, 0) / values.length;

  it('looks at amounts by rank, and at few values one by one too', () => {
    expect(
      treeOutputs(
        Float64Array.from({ length: 100 }, (_, i) => i),
        false,
      ).length,
    ).toBe(1);
    expect(treeOutputs(Float64Array.of(1, 2, 3, 1), false).length).toBe(4);
    expect(treeOutputs(Float64Array.of(0, 1, 1, 0), false).length).toBe(1);
  });

  it('gives a category about the weight of an amount', () => {
    const outputs = treeOutputs(city, true);
    expect(outputs.length).toBe(3);
    expect(outputs.reduce((sum, output) => sum + variance(output), 0)).toBeCloseTo(1.5, 9);
  });

  it('says nothing about what is missing or all alike', () => {
    expect(treeOutputs(Float64Array.of(NaN, 4, 4), false)).toEqual([]);
    const [amount] = treeOutputs(Float64Array.of(NaN, 4, 9, 11), false);
    expect(amount[0]).toBe(0);
  });
});
