import { describe, expect, it } from 'vitest';
import { rocAuc } from '../performance/ranking.ts';
import { labelledData, takeRows, type Column } from './dataset.ts';
import { predict } from './ensemble.ts';
import { defaultForest, growForest } from './forest.ts';
import { createRandom } from './random.ts';

const random = createRandom(21);
const columns: Column[] = Array.from({ length: 6 }, () => ({
  kind: 'NUMERIC',
  values: Float32Array.from({ length: 1200 }, () => (random() < 0.05 ? NaN : random())),
}));
const targets = Float64Array.from(columns[0].values, (value, row) =>
  Number(value + columns[1].values[row] + 0.4 * (random() - 0.5) > 1),
);
const data = labelledData(columns, targets);
const part = (from: number, to: number) =>
  takeRows(
    data,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

describe('growForest', () => {
  it('ranks unseen rows and gives probabilities', () => {
    const unseen = part(800, 1200);
    const forest = growForest(part(0, 800), { ...defaultForest, trees: 60 }, createRandom(1));
    const probabilities = predict(forest, unseen.columns);
    expect(rocAuc(unseen.targets, probabilities)).toBeGreaterThan(0.9);
    expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...probabilities)).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('means of a regression stay within its targets', () => {
    const values = columns[0].values.map((value) => (Number.isNaN(value) ? 5 : 10 * value));
    const forest = growForest(
      labelledData(columns, values),
      { ...defaultForest, trees: 40 },
      createRandom(2),
    );
    const errors = predict(forest, columns).map((value, row) => Math.abs(value - values[row]));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(1);
  });

  it('never learns from rows of weight 0', () => {
    const weights = data.weights.map((_, row) => Number(row % 2));
    const flipped = targets.map((target, row) => (row % 2 === 1 ? target : 1 - target));
    const learn = (labels: Float64Array) =>
      growForest({ columns, targets: labels, weights }, { ...defaultForest, trees: 5 }, createRandom(3));
    expect(predict(learn(flipped), columns)).toEqual(predict(learn(targets), columns));
  });
});
