import { expect, it } from 'vitest';
import { readTreeModel } from './read-tree-model.ts';
import { expected, readFixture } from './testing/fixtures.ts';
import { passes, type TreeModel } from './tree-model.ts';
import { withSharesOf } from './tree-shares.ts';

function read(name: string): TreeModel {
  const result = readTreeModel(readFixture(name));
  if (!result.ok) throw new Error(result.failure.message);
  return result.model;
}

it('counts, at each root, the rows that pass', () => {
  const model = read('sklearn-forest');
  const { nodes } = withSharesOf(model, expected.rows);
  for (const root of model.roots) {
    const passing = expected.rows.filter((row) => passes(nodes, root, row[nodes.feature[root]]));
    expect(nodes.trueShare?.[root]).toBeCloseTo(passing.length / expected.rows.length, 12);
  }
});

it('takes both ways for equally likely where no row comes', () => {
  const model = read('sklearn-forest');
  const { trueShare, feature } = withSharesOf(model, expected.rows.slice(0, 1)).nodes;
  const shares = Array.from(trueShare ?? []).filter((_, node) => feature[node] >= 0);
  expect(shares.every((share) => share === 0 || share === 0.5 || share === 1)).toBe(true);
  expect(shares).toContain(0.5);
});

it('counts nothing without rows', () => {
  const model = read('sklearn-forest');
  expect(withSharesOf(model, [])).toBe(model);
});
