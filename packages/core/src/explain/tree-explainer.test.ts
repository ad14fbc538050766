import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { marginsOf } from './evaluate-trees.ts';
import { readTreeModel } from './read-tree-model.ts';
import { pathDependentGame, shapleyValues } from './testing/brute-force.ts';
import { expected, names, readFixture, rowsOf, type ExpectedModel } from './testing/fixtures.ts';
import { classifier, FEATURES, randomRows, randomTrees, regressor } from './testing/random-trees.ts';
import { interventionalExplainer, pathDependentExplainer, type Attribution } from './tree-explainer.ts';
import { comparableRow, type TreeModel } from './tree-model.ts';
import { withSharesOf } from './tree-shares.ts';

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

function read(onnx: Uint8Array): TreeModel {
  const result = readTreeModel(onnx);
  if (!result.ok) throw new Error(result.failure.message);
  return result.model;
}

function pathDependent(model: TreeModel) {
  const result = pathDependentExplainer(model);
  if (!result.ok) throw new Error(result.failure.message);
  return result.explainer;
}

function interventional(model: TreeModel, background: readonly Float64Array[]) {
  const result = interventionalExplainer(model, background);
  if (!result.ok) throw new Error(result.failure.message);
  return result.explainer;
}

function expectExact({ baseValue, contributions, margin }: Attribution) {
  expect(Math.abs(baseValue + total(contributions) - margin)).toBeLessThan(1e-12);
}

describe('against shap, LightGBM and XGBoost', () => {
  /** The sum whose contributions were written down. */
  const sumOf = (model: TreeModel) => model.sums.length - 1;

  function expectContributions(
    { contributions, base }: NonNullable<ExpectedModel['pathDependent']>,
    explain: (row: Float64Array) => Attribution,
    rows: readonly Float64Array[],
  ) {
    contributions.forEach((values, i) => {
      const own = explain(rows[i]);
      expectExact(own);
      expect(own.baseValue).toBeCloseTo(base, 5);
      values.forEach((value, k) => expect(own.contributions[k]).toBeCloseTo(value, 5));
    });
  }

  it.each(names.filter((name) => expected.models[name].pathDependent))('%s, path-dependent', (name) => {
    const model = read(readFixture(name));
    expect(model.nodes.trueShare).toBeNull();
    const explainer = pathDependent(withSharesOf(model, rowsOf(name)));
    const wanted = expected.models[name].pathDependent;
    if (!wanted) throw new Error(name);
    expectContributions(wanted, (row) => explainer.explain(row, sumOf(model)), rowsOf(name));
  });

  it.each(names.filter((name) => expected.models[name].interventional))('%s, interventional', (name) => {
    const model = read(readFixture(name));
    const explainer = interventional(model, rowsOf(name).slice(-expected.background));
    const wanted = expected.models[name].interventional;
    if (!wanted) throw new Error(name);
    expectContributions(wanted, (row) => explainer.explain(row, sumOf(model)), rowsOf(name));
  });
});

describe('against the definition', () => {
  const random = createRandom(21);
  const rows = randomRows(random, 12);

  it('path-dependent, all modes, shares from hit rates and from rows', () => {
    for (let i = 0; i < 12; i++) {
      const file = read(regressor(randomTrees(random, 'target', { depth: 6, targets: [0, 1] }), 2));
      for (const model of [file, withSharesOf(file, randomRows(random, 30))]) {
        const explainer = pathDependent(model);
        for (const sum of [0, 1]) {
          const attribution = explainer.explain(rows[i], sum);
          const game = pathDependentGame(model, comparableRow(model, rows[i]), sum);
          expectExact(attribution);
          expect(Math.abs(attribution.baseValue - game(0))).toBeLessThan(1e-12);
          shapleyValues(game, FEATURES).forEach((value, k) => {
            expect(Math.abs(attribution.contributions[k] - value)).toBeLessThan(1e-12);
          });
        }
      }
    }
  });

  it('interventional', () => {
    for (let i = 0; i < 8; i++) {
      const model = read(classifier(randomTrees(random, 'class', { depth: 5 }), 2, 'LOGISTIC', [0.4]));
      const background = randomRows(random, 7);
      const attribution = interventional(model, background).explain(rows[i]);
      const worth = (coalition: number) => {
        const mixed = (other: Float64Array) =>
          other.map((value, k) => ((coalition >> k) % 2 === 1 ? rows[i][k] : value));
        return total(background.map((other) => marginsOf(model, mixed(other))[0])) / background.length;
      };
      expectExact(attribution);
      shapleyValues(worth, FEATURES).forEach((value, k) => {
        expect(Math.abs(attribution.contributions[k] - value)).toBeLessThan(1e-12);
      });
    }
  });

  it('stays exact on deep trees', () => {
    const model = read(regressor(randomTrees(random, 'target', { depth: 14, trees: 2 }), 1));
    for (const row of rows) {
      const attribution = pathDependent(model).explain(row);
      expectExact(attribution);
      const values = shapleyValues(pathDependentGame(model, comparableRow(model, row)), FEATURES);
      values.forEach((value, k) => {
        expect(Math.abs(attribution.contributions[k] - value)).toBeLessThan(1e-12);
      });
    }
  });
});

describe('pathDependentExplainer', () => {
  const random = createRandom(22);

  it('asks for rows where a file has no covers, or ones that are none', () => {
    for (const hitRates of ['NONE', 'ONES'] as const) {
      const model = read(regressor(randomTrees(random, 'target', { hitRates }), 1));
      expect(model.nodes.trueShare).toBeNull();
      expect(pathDependentExplainer(model)).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
      expect(pathDependentExplainer(withSharesOf(model, randomRows(random, 3))).ok).toBe(true);
      expect(pathDependentExplainer(withSharesOf(model, [])).ok).toBe(false);
      expect(interventionalExplainer(model, []).ok).toBe(false);
    }
  });

  it('has the mean margin of its rows as base value, for one tree with their shares', () => {
    const rows = randomRows(random, 50);
    const file = read(regressor(randomTrees(random, 'target', { trees: 1 }), 1));
    const explainer = pathDependent(withSharesOf(file, rows));
    const mean = total(rows.map((row) => marginsOf(file, row)[0])) / rows.length;
    expect(explainer.explain(rows[0]).baseValue).toBeCloseTo(mean, 12);
  });

  it('gives equal columns equal credit, and unused ones none', () => {
    // x0 + x1 as one tree: 1 + 1 where both are above 0.
    const stumps = stumpsOver([0, 1]);
    const { contributions } = pathDependent(stumps).explain([1, 1, 5, NaN, -3]);
    expect(contributions[0]).toBe(contributions[1]);
    expect([...contributions.slice(2)]).toEqual([0, 0, 0]);
  });

  it('gives two columns that the trees treat alike the same, where their values are equal', () => {
    const model = read(regressor(randomTrees(random, 'target'), 1));
    const swapped = model.nodes.feature.map((feature) =>
      feature === 0 || feature === 1 ? 1 - feature : feature,
    );
    const other = { ...model, nodes: { ...model.nodes, feature: swapped } };
    for (const row of randomRows(random, 20)) {
      row[1] = row[0];
      const [a, b] = [model, other].map((one) => pathDependent(one).explain(row).contributions);
      expect(a[0]).toBeCloseTo(b[1], 14);
      expect(a[0] + b[0]).toBeCloseTo(a[1] + b[1], 14);
    }
  });

  it('explains a model without a split by nothing', () => {
    const model = stumpsOver([]);
    const attribution = pathDependent(model).explain([1, 2, 3, 4, 5]);
    expect(attribution).toEqual({ baseValue: 0.75, contributions: new Float64Array(5), margin: 0.75 });
  });
});

/** One leaf of 0.75, and a tree x > 0 ? 1 : 0 for each of `features`; a quarter passes. */
function stumpsOver(features: readonly number[]): TreeModel {
  const count = 1 + 3 * features.length;
  const at = (node: number, inner: number, other: number) => (node > 0 && node % 3 === 1 ? inner : other);
  const nodes = [...Array(count).keys()];
  return {
    width: 5,
    isFloat32: true,
    nodes: {
      feature: Int32Array.from(nodes, (node) => at(node, features[(node - 1) / 3], -1)),
      mode: new Uint8Array(count).fill(3),
      threshold: new Float64Array(count),
      missingPasses: new Uint8Array(count),
      whenTrue: Int32Array.from(nodes, (node) => at(node, node + 1, -1)),
      whenFalse: Int32Array.from(nodes, (node) => at(node, node + 2, -1)),
      members: new Map(),
      trueShare: new Float64Array(count).fill(0.25),
    },
    roots: Int32Array.from([0, ...features.map((_, i) => 1 + 3 * i)]),
    sums: [
      {
        base: 0,
        roots: Int32Array.from([0, ...features.map((_, i) => 1 + 3 * i)]),
        leafValue: Float64Array.from(nodes, (node) => (node === 0 ? 0.75 : Number(node % 3 === 2))),
      },
    ],
    link: 'NONE',
    classes: [],
    firstClass: null,
  };
}
