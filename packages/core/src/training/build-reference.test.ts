import { expect, it } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { featureReferences, referenceNullLimits, scoreReference } from './build-reference.ts';

const manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'm',
  version: '1',
  title: 'm',
  task: 'REGRESSION',
  features: [
    { name: 'a', column: 'a', kind: 'NUMERIC', required: false, minimum: null, maximum: null },
    { name: 'b', column: 'b', kind: 'CATEGORICAL', required: false, categories: ['x', 'y', 'z'] },
  ],
  target: { column: 't' },
});

it('counts exact values and categories', () => {
  const values = [Float64Array.of(2, NaN, 1, 2, 3), Float64Array.of(2, 0, NaN, NaN, 2)];
  const { a, b } = featureReferences(manifest, values);
  expect(a).toEqual({
    kind: 'NUMERIC',
    missing: 1,
    mean: 2,
    standardDeviation: Math.sqrt(0.5),
    distribution: { values: [1, 2, 3], counts: [1, 2, 1] },
  });
  expect(b).toEqual({ kind: 'CATEGORICAL', missing: 2, counts: [1, 0, 2] });
});

it('falls back to bins for very many values', () => {
  const many = Float64Array.from({ length: 20_001 }, (_, i) => i);
  const { a } = featureReferences(manifest, [many, new Float64Array(20_001)]);
  expect(a).toMatchObject({ distribution: { from: 0, to: 20_000 } });
  const counts = a.kind === 'NUMERIC' ? a.distribution.counts : [];
  expect(counts.length).toBe(2000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20_001);
});

it('counts scores by true class, the last bin closed', () => {
  const { bins, counts } = scoreReference(
    ['no', 'yes'],
    Float64Array.of(0, 1, 1),
    Float64Array.of(0.0005, 1, 0.5),
  );
  expect(bins).toBe(1000);
  expect(counts[0][0]).toBe(1);
  expect(counts[1][999]).toBe(1);
  expect(counts[1][500]).toBe(1);
});

it('says how far features and scores move by chance', () => {
  const values = [
    Float64Array.from({ length: 400 }, (_, i) => i % 40),
    Float64Array.from({ length: 400 }, (_, i) => i % 3),
  ];
  const features = featureReferences(manifest, values);
  const scores = scoreReference(
    ['no', 'yes'],
    values[1].map(Math.sign),
    values[0].map((value) => value / 40),
  );
  const limits = referenceNullLimits(features, scores, 1);
  expect(limits).toMatchObject({ quantile: 0.999, rows: [100, 300, 1000, 10_000] });
  expect(limits.features.b.wasserstein).toBeNull();
  const all = [limits.features.a, limits.features.b, ...(limits.scores ? [limits.scores] : [])];
  expect(all).toHaveLength(3);
  for (const { jensenShannon, wasserstein } of all) {
    expect(jensenShannon).toHaveLength(4);
    expect(jensenShannon).toEqual(jensenShannon.toSorted((x, y) => y - x));
    expect(wasserstein === null || wasserstein.every((limit) => limit > 0)).toBe(true);
  }
  expect(referenceNullLimits(features, scores, 1)).toEqual(limits);
  const never = featureReferences(manifest, [new Float64Array(3).fill(NaN), values[1]]);
  expect(Object.keys(referenceNullLimits(never, null, 1).features)).toEqual(['b']);
});
