import { expect, it } from 'vitest';
import type { Column } from '../training/dataset.ts';
import { uniformTree } from '../training/tree.ts';
import { ensembleTrees } from './ensemble-trees.ts';
import { shapImportance } from './feature-importance.ts';
import { meanAbsoluteContributions, sharesOf } from './mean-attribution.ts';
import { pathDependentExplainer } from './tree-explainer.ts';
import { readTreeModel } from './read-tree-model.ts';
import { expected, readFixture } from './testing/fixtures.ts';
import { withSharesOf } from './tree-shares.ts';

it('makes shares of what is above 0', () => {
  expect(sharesOf([3, -1, 1])).toEqual([0.75, 0, 0.25]);
  expect(sharesOf([0, 0])).toEqual([0, 0]);
  expect(sharesOf([])).toEqual([]);
});

it('takes the mean of magnitudes, not of values', () => {
  const file = readTreeModel(readFixture('sklearn-boosting'));
  if (!file.ok) throw new Error(file.failure.message);
  const result = pathDependentExplainer(withSharesOf(file.model, expected.rows));
  if (!result.ok) throw new Error(result.failure.message);
  const wanted = expected.models['sklearn-boosting'].pathDependent?.contributions ?? [];
  const rows = expected.rows.slice(0, wanted.length);
  meanAbsoluteContributions(result.explainer, rows).forEach((value, k) => {
    const mean = wanted.reduce((sum, contributions) => sum + Math.abs(contributions[k]), 0) / wanted.length;
    expect(value).toBeCloseTo(mean, 6);
  });
  expect(meanAbsoluteContributions(result.explainer, [])).toEqual(new Float64Array(4));
});

it('knows no importance of a model that looks at nothing', () => {
  const columns: Column[] = [{ kind: 'NUMERIC', values: Float32Array.of(1, 2, 3) }];
  const model = ensembleTrees({ trees: [uniformTree(1)], baseScores: [0], link: 'LOGISTIC' }, 1);
  expect(shapImportance(model, columns, ['a'], 1)).toEqual({
    method: 'MEAN_ABSOLUTE_SHAP',
    rows: 3,
    shares: { a: 0 },
  });
});
