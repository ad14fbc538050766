import { describe, expect, it } from 'vitest';
import { binColumn } from './binning.ts';
import type { Column } from './dataset.ts';
import { TreeGrower } from './grow-tree.ts';
import { createRandom } from './random.ts';
import { addTreeScores, LEAF, leafOf, type Tree } from './tree.ts';

const options = {
  maximumDepth: 1,
  l2: 0,
  minimumChildWeight: 1,
  minimumGain: 0,
  columnsPerSplit: 1,
};

/** Grows on squared error from a score of 0: leaves are means. */
function grow(columns: Column[], targets: number[], changed: Partial<typeof options> = {}): Tree {
  const rows = targets.length;
  const grower = new TreeGrower(columns.map(binColumn), rows, { ...options, ...changed });
  const derivatives = {
    gradients: Float64Array.from(targets, (target) => -target),
    hessians: new Float64Array(rows).fill(1),
  };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return grower.grow(derivatives, all, Int32Array.from(columns.keys()), createRandom(1));
}

const numeric = (...values: number[]): Column => ({ kind: 'NUMERIC', values: Float32Array.from(values) });
const categorical = (...values: number[]): Column => ({
  kind: 'CATEGORICAL',
  values: Float32Array.from(values),
});
const valueFor = (tree: Tree, column: Column, row = 0) => tree.value[leafOf(tree, [column], row)];

describe('TreeGrower', () => {
  it('finds an obvious split', () => {
    const tree = grow([numeric(5, 5, 5, 5, 5, 5), numeric(1, 2, 3, 10, 11, 12)], [0, 0, 0, 6, 6, 6]);
    expect(tree.feature[0]).toBe(1);
    expect(tree.threshold[0]).toBe(6.5);
    expect([...tree.value]).toEqual([0, 0, 6]);
    expect([...tree.cover]).toEqual([6, 3, 3]);
    // 1/2 [0 + 18^2/3 - 18^2/6]
    expect(tree.gain[0]).toBeCloseTo(27, 12);
  });

  it('shrinks leaves by L2', () => {
    const tree = grow([numeric(1, 1, 2, 2)], [0, 0, 8, 8], { l2: 2 });
    expect([...tree.value]).toEqual([0, 0, 4]);
  });

  it.each([
    { target: 6, side: 'right' },
    { target: 0, side: 'left' },
  ])('sends missing values to the $side when these are like it', ({ target, side }) => {
    const tree = grow([numeric(1, 2, 11, 12, NaN, NaN)], [0, 0, 6, 6, target, target]);
    expect(tree.missingGoesLeft[0]).toBe(side === 'left' ? 1 : 0);
    expect(valueFor(tree, numeric(NaN))).toBeCloseTo(target, 12);
  });

  it('sends missing values with most rows where training had none', () => {
    const tree = grow([numeric(1, 1, 1, 1, 9, 9)], [0, 0, 0, 0, 6, 6]);
    expect(tree.missingGoesLeft[0]).toBe(1);
  });

  it.each([numeric(1, 2, 1, 2, NaN, NaN), categorical(1, 2, 1, 2, NaN, NaN)])(
    'splits the known from the missing ($kind)',
    (column) => {
      const tree = grow([column], [0, 0, 0, 0, 6, 6]);
      expect(valueFor(tree, numeric(1e30))).toBe(0);
      expect(valueFor(tree, numeric(NaN))).toBe(6);
    },
  );

  it('splits one category from the rest', () => {
    const tree = grow([categorical(0, 1, 2, 3, 2, 0, 1, 3)], [0, 0, 6, 0, 6, 0, 0, 0]);
    expect(tree.isEquality[0]).toBe(1);
    expect(tree.threshold[0]).toBe(2);
    expect(valueFor(tree, categorical(2))).toBe(6);
    expect(valueFor(tree, categorical(7))).toBe(0);
    expect(valueFor(tree, categorical(NaN))).toBe(0);
  });

  it('keeps to minimum child weight, minimum gain and depth', () => {
    const column = numeric(1, 2, 3, 4, 5, 6, 7, 8);
    const targets = [9, 0, 0, 0, 0, 0, 0, 0];
    expect(grow([column], targets, { minimumChildWeight: 3 }).threshold[0]).toBe(3.5);
    expect(grow([column], targets, { minimumGain: 1000 }).feature.length).toBe(1);
    const deep = grow([column], [1, 2, 3, 4, 5, 6, 7, 8], { maximumDepth: 10 });
    expect(deep.feature.filter((feature) => feature === LEAF).length).toBe(8);
    expect(grow([column], [1, 2, 3, 4, 5, 6, 7, 8], { maximumDepth: 2 }).feature.length).toBe(7);
  });

  it('makes no split where nothing differs', () => {
    const tree = grow([numeric(1, 1, 1), categorical(0, 0, 0)], [1, 2, 3]);
    expect([...tree.value]).toEqual([2]);
  });

  it('gives the mean of its rows at each leaf, however deep, by histogram subtraction', () => {
    const random = createRandom(5);
    const rows = 500;
    const cell = () => (random() < 0.2 ? NaN : Math.floor(20 * random()));
    const columns = [numeric, numeric, categorical].map((make) =>
      make(...Array.from({ length: rows }, cell)),
    );
    const targets = Array.from({ length: rows }, () => random());
    const tree = grow(columns, targets, { maximumDepth: 7, minimumChildWeight: 2 });
    const sums = new Map<number, { sum: number; count: number }>();
    targets.forEach((target, row) => {
      const leaf = leafOf(tree, columns, row);
      const { sum, count } = sums.get(leaf) ?? { sum: 0, count: 0 };
      sums.set(leaf, { sum: sum + target, count: count + 1 });
    });
    for (const [leaf, { sum, count }] of sums) {
      expect(tree.value[leaf]).toBeCloseTo(sum / count, 9);
      expect(tree.cover[leaf]).toBeCloseTo(count, 9);
    }
    const scores = new Float64Array(rows);
    addTreeScores(tree, columns, scores);
    expect(scores[3]).toBe(tree.value[leafOf(tree, columns, 3)]);
  });
});
