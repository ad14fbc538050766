import { describe, expect, it } from 'vitest';
import { gaussLegendre } from './gauss-legendre.ts';

describe('gaussLegendre', () => {
  it.each([1, 2, 3, 5, 10, 40, 200])('with %d points integrates powers exactly', (count) => {
    const { points, weights } = gaussLegendre(count);
    expect(points.every((t) => t > 0 && t < 1)).toBe(true);
    expect(weights.every((weight) => weight > 0)).toBe(true);
    for (const power of [0, 1, count, 2 * count - 1]) {
      const integral = points.reduce((sum, t, i) => sum + weights[i] * t ** power, 0);
      expect(Math.abs(integral * (power + 1) - 1)).toBeLessThan(1e-12);
    }
    // One degree more is too much.
    const beyond = points.reduce((sum, t, i) => sum + weights[i] * t ** (2 * count), 0);
    if (count <= 5) expect(Math.abs(beyond * (2 * count + 1) - 1)).toBeGreaterThan(1e-6);
  });

  it('gives the two points of the table', () => {
    // 1/2 -+ 1 / (2 sqrt 3), halves (Abramowitz and Stegun 1964, table 25.4).
    const { points, weights } = gaussLegendre(2);
    expect(points[0]).toBeCloseTo(0.5 - 0.5 / Math.sqrt(3), 15);
    expect(points[1]).toBeCloseTo(0.5 + 0.5 / Math.sqrt(3), 15);
    expect([...weights].map((weight) => weight.toFixed(14))).toEqual([
      '0.50000000000000',
      '0.50000000000000',
    ]);
  });
});
