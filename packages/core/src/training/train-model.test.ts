import { describe, expect, it } from 'vitest';
import { manifestSchema, parseManifest } from '../features/manifest.ts';
import { referenceSchema } from '../features/reference.ts';
import { logistic } from './objective.ts';
import { createRandom } from './random.ts';
import { defaultTraining, trainModel } from './train-model.ts';
import { trainingTable } from './training-table.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'late',
  version: '2.1.0',
  title: 'Late payment',
  task: 'BINARY_CLASSIFICATION',
  features: [
    { name: 'age', column: 'age', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    { name: 'noise', column: 'noise', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    { name: 'plan', column: 'plan', kind: 'CATEGORICAL', required: false, categories: ['a', 'b', 'c'] },
  ],
  target: { column: 'late' },
  classes: ['no', 'yes'],
  positiveClass: 'yes',
});

const random = createRandom(41);
const rows = Array.from({ length: 900 }, () => [
  random() < 0.1 ? NaN : 6 * random(),
  random(),
  Math.floor(3 * random()),
]);
const targets = rows.map(([age, , plan]) =>
  Number(random() < logistic((age || 3) - 3 + (plan === 1 ? 1.5 : -1))),
);
const table = trainingTable(manifest, rows, targets);
const groups = Int32Array.from(rows, (_, row) => row >> 1);
const provenance = { trainedAt: '2026-01-02T03:04:05.000Z', dataSha256: 'ab', groupedBy: 'pair' };
const options = {
  ...defaultTraining,
  boosting: { ...defaultTraining.boosting, rounds: 40, learningRate: 0.2 },
  repeats: 2,
  leakyRepeats: 1,
};

function train(changed: Partial<typeof options> = {}) {
  const result = trainModel(manifest, table, groups, provenance, { ...options, ...changed });
  if (!result.ok) throw new Error(result.message);
  return result.model;
}

describe('trainModel', () => {
  const progress: number[] = [];
  const model = train({ onProgress: (done, total) => progress.push(done / total) });

  it('makes files that the schemas accept', () => {
    expect(parseManifest(JSON.parse(JSON.stringify(model.manifest))).ok).toBe(true);
    const reference = referenceSchema.parse(JSON.parse(JSON.stringify(model.reference)));
    expect(reference).toMatchObject({ model: 'late', rows: 900, groups: 450 });
    expect(Object.keys(reference.nullLimits?.features ?? {})).toEqual(['age', 'noise', 'plan']);
    expect(reference.scores?.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(900);
    const { trainedAt, dataSha256 } = provenance;
    expect(model.manifest.training).toMatchObject({ trainedAt, dataSha256, seed: 1, rows: 900, groups: 450 });
    expect(model.manifest.training?.parameters).toMatchObject({ groupedBy: 'pair', learningRate: 0.2 });
  });

  it('judges by rows that the model has not seen', () => {
    const auc = model.reference.baseline.metrics.find(({ name }) => name === 'rocAuc');
    expect(auc?.value).toBeGreaterThan(0.75);
    expect(auc?.value).toBeLessThan(0.95);
    expect(model.report.importance[0].name).toBe('age');
    const { importance } = model.reference;
    expect(importance).toMatchObject({ method: 'MEAN_ABSOLUTE_SHAP', rows: 900 });
    const shares = importance?.shares ?? {};
    expect(shares.age).toBeGreaterThan(shares.plan);
    expect(shares.plan).toBeGreaterThan(shares.noise);
    expect(shares.age + shares.plan + shares.noise).toBeCloseTo(1, 5);
    expect(model.reference.baseline.leaky.length).toBeGreaterThan(0);
  });

  it('reports progress up to the end', () => {
    expect(progress.length).toBe(15);
    expect(progress.at(-1)).toBe(1);
  });

  it('is the same to the byte for the same seed', () => {
    const again = train();
    expect(again.onnx).toEqual(model.onnx);
    expect(again.reference).toEqual(model.reference);
    expect(train({ seed: 2 }).onnx).not.toEqual(model.onnx);
  });

  it('names what cannot be trained', () => {
    const message = (changed: Partial<typeof manifest>, labels = table.targets) => {
      const result = trainModel(
        { ...manifest, ...changed },
        { ...table, targets: labels },
        groups,
        provenance,
        options,
      );
      return result.ok ? null : result.message;
    };
    expect(message({ task: 'REGRESSION' })).toContain('binary classifiers');
    expect(message({ positiveClass: 'no' })).toContain('second');
    expect(message({}, new Float64Array(900))).toBe('column "late" has one class only');
    expect(
      message(
        {},
        Float64Array.from(table.targets, (_, row) => Number(row < 5)),
      ),
    ).toContain('too few');
  });
});
