import { describe, expect, it } from 'vitest';
import { boost, defaultBoosting } from '../training/boosting.ts';
import { labelledData, type Column } from '../training/dataset.ts';
import { score, type Ensemble } from '../training/ensemble.ts';
import { binaryLogistic, softmaxCrossEntropy } from '../training/objective.ts';
import { createRandom } from '../training/random.ts';
import { writeClassifier } from '../training/write-onnx.ts';
import { ensembleTrees } from './ensemble-trees.ts';
import { marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { pathDependentExplainer } from './tree-explainer.ts';
import type { TreeModel } from './tree-model.ts';

const ROWS = 400;
const random = createRandom(51);
const columns: Column[] = [
  { kind: 'NUMERIC', values: Float32Array.from({ length: ROWS }, () => (random() < 0.1 ? NaN : random())) },
  { kind: 'CATEGORICAL', values: Float32Array.from({ length: ROWS }, () => Math.floor(4 * random())) },
  { kind: 'NUMERIC', values: Float32Array.from({ length: ROWS }, () => random()) },
];
const rowAt = (row: number) => columns.map(({ values }) => values[row]);
const targets = Array.from({ length: ROWS }, (_, row) => {
  const [a, b] = rowAt(row);
  return Number((a > 0.5 ? 0.6 : 0.2) + (b === 2 ? 0.3 : 0) > random());
});
const options = { ...defaultBoosting, rounds: 20, learningRate: 0.2, minimumChildWeight: 1 };

function explain(model: TreeModel, row: ArrayLike<number>, sum = 0) {
  const result = pathDependentExplainer(model);
  if (!result.ok) throw new Error(result.failure.message);
  return result.explainer.explain(row, sum);
}

describe('ensembleTrees', () => {
  const { ensemble } = boost(labelledData(columns, targets), binaryLogistic, options, createRandom(1));

  it('has the margins of the ensemble', () => {
    const model = ensembleTrees(ensemble, 3, ['no', 'yes']);
    const scores = score(ensemble, columns);
    for (let row = 0; row < ROWS; row++) expect(marginsOf(model, rowAt(row))[0]).toBeCloseTo(scores[row], 12);
  });

  it('explains as the file written of it does, from the covers in the file', () => {
    const file = readTreeModel(writeClassifier(ensemble, { features: 3 }));
    if (!file.ok) throw new Error(file.failure.message);
    for (const row of [0, 1, 2, 3]) {
      const own = explain(ensembleTrees(ensemble, 3), rowAt(row));
      const read = explain(file.model, rowAt(row));
      expect(read.baseValue).toBeCloseTo(own.baseValue, 5);
      own.contributions.forEach((value, k) => expect(read.contributions[k]).toBeCloseTo(value, 5));
    }
  });

  it('keeps the outputs of several classes apart', () => {
    const classes = targets.map((target, row) => target + Number(columns[2].values[row] > 0.7));
    const multi = boost(labelledData(columns, classes), softmaxCrossEntropy(3), options, createRandom(2));
    const model = ensembleTrees(multi.ensemble, 3);
    const scores = score(multi.ensemble, columns);
    for (const row of [0, 1, 2, 3]) {
      for (const sum of [0, 1, 2]) {
        const { margin, baseValue, contributions } = explain(model, rowAt(row), sum);
        expect(margin).toBeCloseTo(scores[sum * ROWS + row], 12);
        expect(contributions.reduce((total, value) => total + value, baseValue)).toBeCloseTo(margin, 12);
      }
    }
  });

  it('of an ensemble without trees is its base', () => {
    const empty: Ensemble = { trees: [], baseScores: [0.5], link: 'LOGISTIC' };
    expect(explain(ensembleTrees(empty, 3), rowAt(0))).toEqual({
      baseValue: 0.5,
      contributions: new Float64Array(3),
      margin: 0.5,
    });
  });
});
