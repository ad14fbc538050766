import { expect, it } from 'vitest';
import { createRandom, sampleIndices, shuffle } from './random.ts';

const draw = (seed: number, stream?: number) => {
  const random = createRandom(seed, stream);
  return Array.from({ length: 1000 }, random);
};

it('repeats itself by seed and differs by stream', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7, 1)).not.toEqual(draw(7, 2));
  expect(draw(2 ** 32)).not.toEqual(draw(0));
});

it('is uniform on [0, 1)', () => {
  const random = createRandom(1);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[Math.floor(10 * random())]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(27.9); // 99.9 % quantile with 9 degrees of freedom
});

it('samples different indices in ascending order', () => {
  const random = createRandom(2);
  const drawn = new Array<number>(20).fill(0);
  for (let i = 0; i < 2000; i++) {
    const indices = sampleIndices(20, 5, random);
    expect(indices.every((index, at) => at === 0 || index > indices[at - 1])).toBe(true);
    for (const index of indices) drawn[index]++;
  }
  for (const count of drawn) expect(Math.abs(count - 500)).toBeLessThan(100);
  expect([...sampleIndices(3, 9, random)]).toEqual([0, 1, 2]);
});

it('shuffles without losing anything', () => {
  const values = Array.from({ length: 50 }, (_, i) => i);
  const shuffled = [...values];
  shuffle(shuffled, createRandom(3));
  expect(shuffled).not.toEqual(values);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(values);
});
