import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { manifestSchema } from '../features/manifest.ts';
import { referenceSchema } from '../features/reference.ts';

const folder = new URL('../../../../models/churn/', import.meta.url);
const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

const manifest = manifestSchema.parse(readJson('manifest.json'));
const reference = referenceSchema.parse(readJson('reference.json'));

describe('models/churn', () => {
  it('describes each feature once, in both files', () => {
    const names = manifest.features.map(({ name }) => name);
    expect(names.length).toBe(18);
    expect(Object.keys(reference.features)).toEqual(names);
    for (const { description } of manifest.features) expect(description).not.toBe('');
    expect(reference.model).toBe(manifest.name);
    expect(manifest.training).toMatchObject({ rows: reference.rows, groups: reference.groups });
  });

  it('counts every row once in each distribution', () => {
    for (const feature of manifest.features) {
      const normal = reference.features[feature.name];
      const counts = normal.kind === 'NUMERIC' ? normal.distribution.counts : normal.counts;
      expect(sum(counts) + normal.missing).toBe(reference.rows);
      expect(normal.missing > 0).toBe(!feature.required);
      if (feature.kind === 'CATEGORICAL') expect(counts.length).toBe(feature.categories.length);
    }
  });

  it('has a score curve of all rows by class', () => {
    expect(reference.scores?.classes).toEqual(manifest.classes);
    expect(reference.scores?.counts.map(sum)).toEqual([4682, 948]);
    expect(reference.scores?.counts.every((counts) => counts.length === 1000)).toBe(true);
  });

  it('keeps the figures it was accepted with', () => {
    const { metrics, leaky, repeats } = reference.baseline;
    const value = (list: typeof metrics, name: string) => list.find((metric) => metric.name === name)?.value;
    expect(repeats).toBe(10);
    expect(value(metrics, 'accuracy')).toBeGreaterThanOrEqual(0.885);
    expect(value(metrics, 'rocAuc')).toBeGreaterThanOrEqual(0.885);
    expect(value(leaky, 'accuracy')).toBeGreaterThan(0.92);
  });

  it('answers by its manifest, whatever is missing', async () => {
    const session = await InferenceSession.create(readFileSync(new URL(manifest.onnx.file, folder)));
    expect(session.inputNames).toEqual([manifest.onnx.input]);
    expect(session.outputNames).toContain(manifest.onnx.output);
    const codec = compileFeatureCodec(manifest);
    const input = new Float32Array(2 * codec.width).fill(NaN);
    const typical = Object.fromEntries(
      manifest.features.map((f) => [f.name, f.kind === 'NUMERIC' ? (f.minimum ?? 0) : f.categories[0]]),
    );
    const encoded = codec.encode({ ...typical, preferredLoginDevice: 'Phone' }, 'input');
    expect(encoded.ok).toBe(true);
    if (encoded.ok) codec.modelInput(encoded.row.values, input, 0);
    const answer = await session.run({
      [manifest.onnx.input]: new Tensor('float32', input, [2, codec.width]),
    });
    const probabilities = Array.from(answer[manifest.onnx.output].data, Number);
    expect(probabilities.length).toBe(4);
    for (const row of [0, 1]) {
      expect(probabilities[2 * row] + probabilities[2 * row + 1]).toBeCloseTo(1, 6);
      expect(probabilities[2 * row + 1]).toBeGreaterThan(0);
      expect(probabilities[2 * row + 1]).toBeLessThan(1);
    }
  });
});
