import { describe, expect, it } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { manifest, readShipped, reference, scoreShipped } from '../testing/shipped-churn.ts';
import { createRandom } from '../training/random.ts';
import { answersOf, marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { pathDependentGame, shapleyValues } from './testing/brute-force.ts';
import { pathDependentExplainer } from './tree-explainer.ts';
import { comparableRow } from './tree-model.ts';

const random = createRandom(71);
const codec = compileFeatureCodec(manifest);

/** Values that occur, column by column. */
function drawRow(): number[] {
  return manifest.features.map((feature) => {
    if (!feature.required && random() < 0.2) return NaN;
    const normal = reference.features[feature.name];
    if (normal.kind === 'CATEGORICAL') return Math.floor(normal.counts.length * random());
    const { distribution } = normal;
    if (!('values' in distribution))
      return distribution.from + random() * (distribution.to - distribution.from);
    return distribution.values[Math.floor(distribution.values.length * random())];
  });
}

describe('models/churn', () => {
  const file = readTreeModel(readShipped(manifest.onnx.file), manifest.onnx.output);
  if (!file.ok) throw new Error(file.failure.message);
  const { model } = file;
  const result = pathDependentExplainer(model);
  if (!result.ok) throw new Error(result.failure.message);
  const { explainer } = result;
  const rows = Array.from({ length: 300 }, drawRow);
  const input = (row: readonly number[]) => {
    const values = new Float32Array(codec.width);
    codec.modelInput(row, values, 0);
    return values;
  };

  it('is read with its covers, and answers what onnxruntime does', async () => {
    expect(model).toMatchObject({
      width: manifest.features.length,
      link: 'LOGISTIC',
      firstClass: 'COMPLEMENT',
    });
    const probabilities = await scoreShipped(rows);
    rows.forEach((row, i) => expect(answersOf(model, input(row))[1]).toBeCloseTo(probabilities[i], 6));
  });

  it('is taken apart exactly', () => {
    for (const row of rows) {
      const { baseValue, contributions, margin } = explainer.explain(input(row));
      const sum = contributions.reduce((total, value) => total + value, baseValue);
      expect(Math.abs(sum - margin)).toBeLessThan(1e-12);
      expect(margin).toBe(marginsOf(model, input(row))[0]);
    }
  });

  it('gives the Shapley values of the definition, tree by tree', () => {
    const row = comparableRow(model, input(rows[1]));
    const wanted = new Float64Array(model.width);
    for (const root of model.roots) {
      const sums = [{ ...model.sums[0], base: 0, roots: Int32Array.of(root) }];
      const game = pathDependentGame({ ...model, sums }, row);
      // Only the columns that the tree tests are players: the others have nothing to win.
      const players = [...testedBelow(root)];
      const worth = (coalition: number) =>
        game(players.reduce((bits, column, i) => bits + (coalition & (1 << i) ? 1 << column : 0), 0));
      shapleyValues(worth, players.length).forEach((value, i) => (wanted[players[i]] += value));
    }
    explainer.explain(row).contributions.forEach((value, column) => {
      expect(Math.abs(value - wanted[column])).toBeLessThan(1e-12);
    });
  });

  function testedBelow(node: number): Set<number> {
    const { feature, whenTrue, whenFalse } = model.nodes;
    if (feature[node] < 0) return new Set();
    return new Set([feature[node], ...testedBelow(whenTrue[node]), ...testedBelow(whenFalse[node])]);
  }

  it('has as base value what nothing known is worth', () => {
    const row = comparableRow(model, input(rows[0]));
    expect(explainer.explain(row).baseValue).toBeCloseTo(pathDependentGame(model, row)(0), 12);
  });
});
