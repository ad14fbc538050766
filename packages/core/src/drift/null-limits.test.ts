import { describe, expect, it } from 'vitest';
import { drawMultinomial } from '../statistics/multinomial-draw.ts';
import { createRandom } from '../training/random.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { effectiveRows, limitAt, limitRows, nullLimit, nullLimits } from './null-limits.ts';
import { countsOfCodes } from './testing/samples.ts';
import { countValues, noCounts } from './value-counts.ts';
import { normedWasserstein } from './wasserstein.ts';

/** 99.9 % quantile of chi-square with 3 degrees of freedom. */
const CHI_SQUARE_3 = 16.266;

describe('nullLimits', () => {
  const reference = countsOfCodes([100, 200, 300, 400]);
  const limits = nullLimits('CATEGORICAL', reference, createRandom(1));

  it('are near their theory: 8 ln 2 rows x JS^2 is chi-square', () => {
    limits?.jensenShannon.forEach((limit, i) => {
      const wanted = Math.sqrt(CHI_SQUARE_3 / (8 * Math.LN2 * limitRows[i]));
      expect(Math.abs(limit / wanted - 1)).toBeLessThan(0.1);
    });
    expect(limits?.wasserstein).toBeNull();
  });

  it('are exceeded by one window in a thousand', () => {
    const random = createRandom(2);
    const drawn = new Float64Array(4);
    const [rows, windows] = [750, 20_000];
    const limit = limitAt(limitRows, limits?.jensenShannon ?? [], rows);
    let over = 0;
    for (let i = 0; i < windows; i++) {
      drawMultinomial(rows, reference.counts, random, drawn);
      if ((jensenShannonDistance(reference.counts, drawn, 'TWO') ?? 0) > limit) over++;
    }
    expect(over / windows).toBeGreaterThan(0.0002);
    expect(over / windows).toBeLessThan(0.003);
  });

  it('of Wasserstein hold for the values, though they are drawn in groups', () => {
    const random = createRandom(3);
    const values = countValues(Float64Array.from({ length: 3000 }, () => -Math.log(1 - random())));
    const ofValues = nullLimits('NUMERIC', values, createRandom(1))?.wasserstein ?? [];
    const drawn = new Float64Array(values.counts.length);
    const [rows, windows] = [1000, 1000];
    let over = 0;
    for (let i = 0; i < windows; i++) {
      const counts = drawMultinomial(rows, values.counts, random, drawn).slice();
      if ((normedWasserstein(values, { ...values, counts }) ?? 0) > ofValues[2]) over++;
    }
    expect(over).toBeLessThanOrEqual(5);
    // The 99.9 % quantile of the mean's distance alone is 3.29 / sqrt(1000).
    expect(ofValues[2]).toBeGreaterThan(0.9 * 0.104);
    expect(ofValues[2]).toBeLessThan(1.25 * 0.104);
  });

  it('are the same for the same seed, and one at a time', () => {
    expect(nullLimits('CATEGORICAL', reference, createRandom(1))).toEqual(limits);
    const first = nullLimit('JENSEN_SHANNON', 'CATEGORICAL', reference, limitRows[0], createRandom(1));
    expect(first).toBe(limits?.jensenShannon[0]);
  });

  it('are 0 for one value, and null without', () => {
    const constant = nullLimits('NUMERIC', countsOfCodes([0, 9]), createRandom(1));
    expect(constant?.jensenShannon).toEqual([0, 0, 0, 0]);
    expect(constant?.wasserstein).toEqual([0, 0, 0, 0]);
    expect(nullLimits('NUMERIC', noCounts, createRandom(1))).toBeNull();
  });
});

describe('limitAt', () => {
  const sizes = [100, 400, 10_000];
  const limits = [0.2, 0.1, 0.03];

  it('meets the limits, runs straight between their logarithms, and on as 1 / sqrt(rows)', () => {
    sizes.forEach((size, i) => expect(limitAt(sizes, limits, size)).toBeCloseTo(limits[i], 12));
    expect(limitAt(sizes, limits, 200)).toBeCloseTo(0.1 * Math.SQRT2, 12);
    expect(limitAt(sizes, limits, 25)).toBeCloseTo(0.4, 12);
    expect(limitAt(sizes, limits, 1_000_000)).toBeCloseTo(0.003, 12);
  });

  it('is 0 where nothing varies', () => {
    expect(limitAt(sizes, [0, 0, 0], 250)).toBe(0);
    expect(limitAt(sizes, [0, 0, 0], 5)).toBe(0);
  });
});

it('effective rows are fewer than those of either side', () => {
  expect(effectiveRows(300, 300)).toBe(150);
  expect(effectiveRows(300, 1e12)).toBeCloseTo(300, 6);
});
