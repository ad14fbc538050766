import { expect, it } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { featureReferences, scoreReference } from './build-reference.ts';

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
