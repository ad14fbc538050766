import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalUpperTail, twoSidedP } from './normal-distribution.ts';

/** erfc(z / sqrt 2) / 2 of these doubles, by arithmetic with 40 digits (mpmath 1.3). */
const UPPER_TAILS: [z: number, share: number][] = [
  [0, 0.5],
  [0.1, 0.460172162722971],
  [0.5, 0.3085375387259869],
  [1, 0.15865525393145705],
  [1.6448536269514722, 0.05000000000000005],
  [1.959963984540054, 0.025000000000000012],
  [2.4, 0.008197535924596131],
  [2.5, 0.006209665325776135],
  [2.6, 0.004661188023718749],
  [3, 0.0013498980316300946],
  [3.5, 0.00023262907903552504],
  [5, 2.866515718791939e-7],
  [8, 6.220960574271784e-16],
  [10, 7.619853024160525e-24],
  [20, 2.7536241186062337e-89],
  [37, 5.725571222524577e-300],
  [-1, 0.8413447460685429],
  [-3, 0.9986501019683699],
];

describe('normalUpperTail', () => {
  it.each(UPPER_TAILS)('above %d lies %d', (z, share) => {
    expect(Math.abs(normalUpperTail(z) / share - 1)).toBeLessThan(1e-13);
  });

  it('has no step where the series ends', () => {
    // Over 2e-9 the tail falls by density x 2e-9: a relative 5.6454896e-9 here.
    expect(normalUpperTail(2.5 - 1e-9) / normalUpperTail(2.5 + 1e-9) - 1).toBeCloseTo(5.6454896e-9, 12);
  });

  it('never rises with z', () => {
    const z = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(z, z, (a, b) => {
        expect(normalUpperTail(Math.min(a, b)) - normalUpperTail(Math.max(a, b))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is 0 beyond everything', () => {
    expect(normalUpperTail(Number.POSITIVE_INFINITY)).toBe(0);
    expect(normalUpperTail(Number.NEGATIVE_INFINITY)).toBe(1);
  });
});

it('is, from below, the distribution function', () => {
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 15);
  expect(normalCdf(-10)).toBe(normalUpperTail(10));
});

describe('twoSidedP', () => {
  it('counts both tails, whichever side z lies on', () => {
    expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 15);
    expect(twoSidedP(-1.959963984540054)).toBe(twoSidedP(1.959963984540054));
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedP(Number.NEGATIVE_INFINITY)).toBe(0);
  });
});
