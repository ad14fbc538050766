import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hellingerByAffinity, hellingerDistance } from './hellinger.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kullbackLeibler } from './kullback-leibler.ts';
import { lInfinity, lInfinityCorrected } from './l-infinity.ts';
import { populationStability } from './population-stability.ts';
import { arbitraryBins } from './testing/samples.ts';
import { totalVariation } from './total-variation.ts';
import { fillZeros } from './zero-fill.ts';

type Distance = (reference: readonly number[], current: readonly number[]) => number | null;
const jensenShannonE: Distance = (r, c) => jensenShannonDistance(r, c, 'E');
const jensenShannonTwo: Distance = (r, c) => jensenShannonDistance(r, c, 'TWO');

const distances: [name: string, distance: Distance, greatest: number, isSymmetric: boolean][] = [
  ['Jensen-Shannon (e)', jensenShannonE, Math.sqrt(Math.LN2), true],
  ['Jensen-Shannon (2)', jensenShannonTwo, 1, true],
  ['Hellinger', hellingerDistance, 1, true],
  ['Hellinger by affinity', hellingerByAffinity, 1, true],
  ['L-infinity', lInfinity, 1, true],
  ['total variation', totalVariation, 1, true],
  ['PSI', populationStability, Infinity, true],
  ['Kullback-Leibler', kullbackLeibler, Infinity, false],
];

describe.each(distances)('%s', (_name, distance, greatest, isSymmetric) => {
  it('is a number from 0 to its bound', () => {
    fc.assert(
      fc.property(arbitraryBins, ([r, c]) => {
        expect(distance(r, c)).toBeGreaterThanOrEqual(0);
        expect(distance(r, c)).toBeLessThanOrEqual(greatest);
        expect(distance(r, c)).not.toBeNaN();
      }),
    );
  });

  it('is 0 for equal shares, whatever the number of rows', () => {
    fc.assert(
      fc.property(arbitraryBins, ([r]) => {
        const threefold = r.map((count) => 3 * count);
        expect(distance(r, threefold)).toBeLessThan(5e-8);
      }),
    );
  });

  it('does not mind how bins are named, nor which side is which where it is symmetric', () => {
    fc.assert(
      fc.property(arbitraryBins, ([r, c]) => {
        const wanted = distance(r, c) ?? NaN;
        expect(distance(r.toReversed(), c.toReversed())).toBeCloseTo(wanted, 7);
        if (isSymmetric) expect(distance(c, r)).toBeCloseTo(wanted, 7);
      }),
    );
  });

  it('reaches its bound, if it has one, without a bin in common', () => {
    if (greatest < Infinity) expect(distance([5, 0], [0, 9])).toBeCloseTo(greatest, 12);
    else expect(distance([5, 0], [0, 9])).toBeGreaterThan(5);
  });

  it('is null without rows on a side', () => {
    expect(distance([0, 0], [1, 2])).toBeNull();
    expect(distance([1, 2], [0, 0])).toBeNull();
    expect(distance([], [])).toBeNull();
  });
});

it('Jensen-Shannon and Hellinger are metrics', () => {
  const three = fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(three, (bins) => {
      const [a, b, c] = [0, 1, 2].map((side) => bins.map((bin) => bin[side] + 0.5));
      for (const distance of [jensenShannonE, hellingerDistance]) {
        const [ab, bc, ac] = [distance(a, b), distance(b, c), distance(a, c)].map((d) => d ?? NaN);
        expect(ac).toBeLessThanOrEqual(ab + bc + 1e-9);
      }
    }),
  );
});

it('the two forms of Hellinger are one number, but for rounding near 0', () => {
  fc.assert(
    fc.property(arbitraryBins, ([r, c]) => {
      expect(hellingerByAffinity(r, c)).toBeCloseTo(hellingerDistance(r, c) ?? NaN, 7);
    }),
  );
});

describe('fillZeros', () => {
  it('takes 0.0001, or a millionth of the least share if that is smaller', () => {
    expect(fillZeros(Float64Array.of(0.5, 0, 0.5))).toEqual(Float64Array.of(0.5, 1e-4, 0.5));
    expect(fillZeros(Float64Array.of(0.99999, 1e-5, 0))).toEqual(Float64Array.of(0.99999, 1e-5, 1e-5 / 1e6));
    expect(fillZeros(Float64Array.of(0.9999, 1e-4, 0))[2]).toBe(1e-4 / 1e6);
  });

  it('makes of one new category a great PSI', () => {
    // (60, 40, 0) against (50, 40, 10): 0.0182 + 0 + (0.1 - 0.0001) ln 1000 - rounding of the 0.
    expect(populationStability([60, 40, 0], [50, 40, 10])).toBeCloseTo(0.7083169080497109, 12);
  });
});

it('L-infinity, corrected, forgives what chance makes', () => {
  expect(lInfinity([70, 30], [55, 45])).toBeCloseTo(0.15, 12);
  expect(lInfinityCorrected([70, 30], [55, 45])).toBe(0);
  expect(lInfinityCorrected([7000, 3000], [5500, 4500])).toBeCloseTo(
    0.15 - 1.8 * Math.sqrt(20_000 / 1e8),
    12,
  );
  expect(lInfinityCorrected([], [])).toBeNull();
});
