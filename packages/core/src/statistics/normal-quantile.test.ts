import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalCdf } from './normal-distribution.ts';
import { normalQuantile, normalReach } from './normal-quantile.ts';

test.each([
  // scipy 1.17.1: scipy.stats.norm.ppf.
  [1e-300, -37.0470962993612],
  [1e-10, -6.361340902404056],
  [0.001, -3.090232306167813],
  [0.025, -1.9599639845400545],
  [0.2, -0.8416212335729142],
  [0.75, 0.6744897501960817],
  [0.999, 3.090232306167813],
])('at %f', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 10));

test('inverts the distribution, mirrors, and has ends', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(1 - (1 - p)), 9);
    }),
  );
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
});

test('a 95 % interval reaches 1.96 standard errors', () => {
  expect(normalReach(0.95)).toBeCloseTo(1.9599639845400545, 12);
});
