import { expect, test } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { createRandom } from '../training/random.ts';
import { compileDependence, dependenceTreeSchema, fitDependenceTree } from './dependence-tree.ts';

const { features } = manifestSchema.parse({
  manifestVersion: 1,
  name: 'chain',
  version: '1',
  title: 'Chain',
  task: 'REGRESSION',
  features: [
    ...['a', 'b', 'c', 'noise'].map((name) => ({
      name,
      column: name,
      kind: 'NUMERIC',
      required: false,
      minimum: null,
      maximum: null,
    })),
    { name: 'tag', column: 'tag', kind: 'CATEGORICAL', required: false, categories: ['x', 'y'] },
  ],
  target: { column: 't' },
});

/** a -> b -> c, tag follows c, noise follows nothing. */
function chain(rows: number): Float64Array[] {
  const random = createRandom(11);
  const a = Float64Array.from({ length: rows }, random);
  const b = a.map((value) => value + 0.3 * random());
  const c = b.map((value) => value + 0.3 * random());
  return [a, b, c, Float64Array.from({ length: rows }, random), c.map((value) => Number(value > 0.8))];
}

test('links each feature with the one it depends on most, and noise with none', () => {
  const tree = fitDependenceTree(features, chain(3000));
  expect(tree.links.map((link) => link?.parent ?? null)).toEqual([null, 0, 1, null, 2]);
  expect(dependenceTreeSchema.parse(JSON.parse(JSON.stringify(tree)))).toEqual(tree);
});

test('a value beside its usual company is less surprising than alone, in strange company more', () => {
  const [, ofB, , noise, ofTag] = compileDependence(fitDependenceTree(features, chain(3000)));
  expect(ofB?.surprise(0.3, 0.1)).toBeLessThan(-1);
  expect(ofB?.surprise(0.3, 0.9)).toBeGreaterThan(2);
  expect(ofTag?.surprise(1, 1.4)).toBeLessThan(0);
  expect(ofTag?.surprise(0, 1.4)).toBeGreaterThan(2);
  // A category that was never there, and gaps that were never there, say nothing about company.
  expect(Math.abs(ofTag?.surprise(7, 1.4) ?? NaN)).toBeLessThan(0.2);
  expect(noise).toBeNull();
});

test('independent, constant and empty columns have no links', () => {
  const random = createRandom(3);
  const independent = features.map(() => Float64Array.from({ length: 1000 }, () => Math.floor(2 * random())));
  const flat = features.map((_, i) => new Float64Array(200).fill(i % 2 === 0 ? 1 : NaN));
  for (const columns of [independent, flat, features.map(() => new Float64Array())]) {
    expect(fitDependenceTree(features, columns).links).toEqual([null, null, null, null, null]);
  }
});
