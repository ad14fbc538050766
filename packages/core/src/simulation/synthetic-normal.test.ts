import { expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { drawNormal, normalCdf, normalQuantile, normalScores } from './synthetic-normal.ts';

it.each([
  [0, 0.5],
  [1, 0.8413447461],
  [-1.959963985, 0.025],
  [3, 0.998650102],
])('the distribution function at %f', (z, p) => {
  expect(normalCdf(z)).toBeCloseTo(p, 6);
  expect(normalQuantile(p)).toBeCloseTo(z, 4);
});

it('draws mean 0 and variance 1', () => {
  const random = createRandom(3);
  const draws = Float64Array.from({ length: 40_000 }, () => drawNormal(random));
  const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length;
  const variance = draws.reduce((sum, z) => sum + (z - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});

it('scores ranks, ties alike', () => {
  const [low, high, tied, same] = normalScores(Float64Array.of(-9, 7, 1, 1));
  expect(low).toBeCloseTo(-high, 6);
  expect(tied).toBe(same);
  expect(tied).toBeCloseTo(0, 6);
  expect(high).toBeCloseTo(1.2711, 3); // mean of the upper quarter of a normal
  expect([...normalScores(Float64Array.of(5, 5))]).toEqual([0, 0]);
});
