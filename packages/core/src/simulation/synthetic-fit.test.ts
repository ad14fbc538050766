import { describe, expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { defaultTraining, trainModel } from '../training/train-model.ts';
import { shopGroups, shopManifest, shopTable } from './testing/synthetic-fixture.ts';
import { fitSynthetic } from './synthetic-fit.ts';
import { compileSyntheticModel } from './synthetic-model.ts';
import { syntheticTable } from './synthetic-table.ts';

const provenance = { trainedAt: '2026-01-02T03:04:05.000Z', dataSha256: 'ab', groupedBy: 'pair' };
const trained = trainModel(shopManifest, shopTable, shopGroups, provenance, {
  ...defaultTraining,
  boosting: { ...defaultTraining.boosting, rounds: 60, learningRate: 0.15 },
  innerFolds: 2,
  repeats: 2,
  leakyRepeats: 1,
});
if (!trained.ok) throw new Error(trained.message);
const { model } = trained;
const options = { pinCustomers: 8000, checkCustomers: 20_000 };

function fit(seed = 1) {
  const result = fitSynthetic(model, shopTable, shopGroups, seed, options);
  if (!result.ok) throw new Error(result.message);
  return result.synthetic;
}

const synthetic = fit();
const { truth, generator } = synthetic;
const figure = (list: readonly { name: string; value: number }[], name: string) =>
  list.find((metric) => metric.name === name)?.value ?? NaN;

describe('fitSynthetic', () => {
  it.each(['positiveRate', 'accuracy', 'rocAuc'])('makes the model do as on its card: %s', (name) => {
    const { card, stable } = truth.pinned;
    expect(Math.abs(figure(stable, name) - figure(card, name))).toBeLessThan(0.02);
  });

  it('takes recall away by concept drift, and leaves the base rate', () => {
    const { stable, drifted } = truth.pinned;
    expect(truth.drift.features[0]).toBe('complained');
    expect(figure(drifted, 'recall')).toBeLessThan(figure(stable, 'recall') - 0.05);
    expect(Math.abs(figure(drifted, 'positiveRate') - figure(stable, 'positiveRate'))).toBeLessThan(0.02);
  });

  it('is the same for the same seed, and depends on it', () => {
    expect(fit()).toEqual(synthetic);
    expect(fit(2).truth.trees).not.toEqual(truth.trees);
  });

  it.each([
    ['REGRESSION', 'they are for binary classifiers, not for REGRESSION'],
    ['MULTICLASS_CLASSIFICATION', 'they are for binary classifiers, not for MULTICLASS_CLASSIFICATION'],
  ] as const)('is not for %s', (task, message) => {
    const other = { ...model, manifest: { ...model.manifest, task } };
    expect(fitSynthetic(other, shopTable, shopGroups, 1)).toEqual({ ok: false, message });
  });

  it('needs rows', () => {
    const few = { ...shopTable, targets: shopTable.targets.slice(0, 299) };
    const result = fitSynthetic(model, few, shopGroups, 1);
    expect(result).toEqual({ ok: false, message: '299 rows are too few; 300 are needed' });
    const rare = { ...shopTable, targets: shopTable.targets.map((_, row) => Number(row < 29)) };
    expect(fitSynthetic(model, rare, shopGroups, 1)).toMatchObject({
      message: '29 rows of the rarer class are too few; 30 are needed',
    });
  });
});

describe('compileSyntheticModel', () => {
  const compiled = compileSyntheticModel(shopManifest, generator, truth);

  it('offers what simulations need', () => {
    expect(compiled.features).toEqual(shopManifest.features.map(({ name }) => name));
    expect(compiled.noise).toBe(truth.noise);
    expect(compiled.positiveRate).toBe(figure(truth.pinned.stable, 'positiveRate'));
    expect(() => compileSyntheticModel({ ...shopManifest, name: 'other' }, generator, truth)).toThrow(
      'made for the model shop, not other',
    );
  });

  it("makes a table in the source's columns", () => {
    const { header, rows } = syntheticTable(shopManifest, compiled, 1500, createRandom(4));
    expect(header).toEqual([
      'Id',
      'Left',
      'Plan',
      'Returned',
      'Bought',
      'Age',
      'Spent',
      'Constant',
      'Empty',
      'Complained',
    ]);
    expect(rows[0][0]).toBe('SYN-00001');
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(['0', '1']));
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['a', 'b, c', 'd']));
    expect(rows.every((row) => row[8] === '')).toBe(true);
    const rate = rows.filter((row) => row[1] === '1').length / rows.length;
    expect(Math.abs(rate - compiled.positiveRate)).toBeLessThan(0.04);
  });
});
