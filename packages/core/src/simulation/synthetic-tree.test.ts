import { describe, expect, it } from 'vitest';
import { growForest, defaultForest } from '../training/forest.ts';
import { labelledData, type Column } from '../training/dataset.ts';
import { createRandom } from '../training/random.ts';
import { leafOf } from '../training/tree.ts';
import { flattenTrees, leafAt, packedTreeSchema, packTree } from './synthetic-tree.ts';

const random = createRandom(5);
const rows = Array.from({ length: 600 }, () => [
  random() < 0.1 ? NaN : Math.fround(random()),
  random() < 0.1 ? NaN : Math.floor(4 * random()),
]);
const columns: Column[] = [
  { kind: 'NUMERIC', values: Float32Array.from(rows, ([x]) => x) },
  { kind: 'CATEGORICAL', values: Float32Array.from(rows, ([, c]) => c) },
];
const targets = rows.map(([x, c]) =>
  Number((Number.isNaN(x) ? 0.8 : x) + (c === 2 ? 0.4 : 0) > random() + 0.3),
);
const { trees } = growForest(
  labelledData(columns, targets),
  { ...defaultForest, trees: 8, maximumDepth: 6, columnsPerSplit: 1 },
  createRandom(1),
);

describe('packed trees', () => {
  const packed = trees.map((tree) => packedTreeSchema.parse(JSON.parse(JSON.stringify(packTree(tree)))));

  it('lead every row to the leaf of the tree they were made from', () => {
    const flat = flattenTrees(packed, [false, true]);
    trees.forEach((tree, t) => {
      rows.forEach((values, row) => {
        const expected = tree.value[leafOf(tree, columns, row)];
        const found = leafAt(flat, flat.roots[t], Float64Array.from(values));
        expect(Math.abs(found - expected)).toBeLessThan(1e-5);
      });
    });
  });

  it('know what share of the training rows went left', () => {
    const { leftShare, roots } = flattenTrees(packed, [false, true]);
    expect(leftShare[roots[0]]).toBeCloseTo(trees[0].cover[trees[0].left[0]] / trees[0].cover[0], 9);
  });

  it('that are cut off are refused', () => {
    const [tree] = packed;
    const cut = { ...tree, feature: tree.feature.slice(0, -1) };
    expect(() => flattenTrees([cut], [false, true])).toThrow('too many or too few');
    expect(packedTreeSchema.safeParse(cut).success).toBe(false);
    const longer = { ...tree, feature: [...tree.feature, -1] };
    expect(() => flattenTrees([longer], [false, true])).toThrow('too many or too few');
  });
});
