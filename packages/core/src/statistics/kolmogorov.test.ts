import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '../training/random.ts';
import { cramerVonMisesUpperTail } from './cramer-von-mises-limit.ts';
import { kolmogorovUpperTail } from './kolmogorov-limit.ts';
import { kolmogorovCdfByMatrix } from './kolmogorov-matrix.ts';
import { kolmogorovOneSampleP, smirnovOneSided } from './kolmogorov-one-sample.ts';
import { kolmogorovCdfBySeries } from './kolmogorov-series.ts';
import { kolmogorovTwoSampleP } from './kolmogorov-two-sample.ts';

const relative = (value: number, wanted: number) => Math.abs(value / wanted - 1);

describe('kolmogorovUpperTail', () => {
  /** scipy.special.kolmogorov (SciPy 1.17.1). */
  it.each([
    [0.2, 0.999999999999495],
    [0.5, 0.9639452436648751],
    [1, 0.26999967167735456],
    [1.2, 0.11224966667072497],
    [2, 0.0006709252557796953],
    [6, 1.0760372320042276e-31],
  ])('above %d', (x, wanted) => {
    expect(relative(kolmogorovUpperTail(x), wanted)).toBeLessThan(1e-13);
  });

  it('has no step where the series change, and ends', () => {
    expect(kolmogorovUpperTail(1 - 1e-12) / kolmogorovUpperTail(1)).toBeCloseTo(1, 10);
    expect(kolmogorovUpperTail(0)).toBe(1);
    expect(kolmogorovUpperTail(Infinity)).toBe(0);
  });
});

describe('kolmogorovOneSampleP', () => {
  /** scipy.stats.kstwo.sf (SciPy 1.17.1), which itself is exact but for 500 rows and more. */
  it.each([
    [1, 0.7, 0.6],
    [5, 0.3, 0.664],
    [10, 0.4, 0.05898924519999926],
    [100, 0.1, 0.2526927570063874],
    [100, 0.3, 1.7719869892662917e-8],
    [140, 0.05, 0.8576480297656114],
    [500, 0.097, 0.00015129697844599803],
    [5000, 0.02, 0.03613941395325637],
    [25000, 0.005, 0.5578336507542061],
    [100000, 0.006, 0.0014871489301131564],
  ])('of %d rows, %d away or further', (n, d, wanted) => {
    expect(relative(kolmogorovOneSampleP(n, d), wanted)).toBeLessThan(n < 500 ? 1e-9 : 1e-6);
  });

  it('changes formulas without a step', () => {
    // The matrix is exact everywhere: the tail and the series must meet it where they take over.
    const beyondMatrix = (n: number, d: number) => 1 - kolmogorovCdfByMatrix(n, d);
    expect(
      relative(2 * smirnovOneSided(1000, Math.sqrt(4 / 1000)), beyondMatrix(1000, Math.sqrt(4 / 1000))),
    ).toBeLessThan(1e-9);
    for (const reach of [0.3, 0.8, 1.3, 2.1]) {
      const d = Math.sqrt(reach / 1000);
      expect(Math.abs(kolmogorovCdfBySeries(1000, d) - kolmogorovCdfByMatrix(1000, d))).toBeLessThan(1.2e-7);
    }
    expect(
      relative(2 * smirnovOneSided(1000, Math.sqrt(2.2 / 1000)), beyondMatrix(1000, Math.sqrt(2.2 / 1000))),
    ).toBeLessThan(2e-6);
  });

  it('has ends', () => {
    expect([
      kolmogorovOneSampleP(10, 0),
      kolmogorovOneSampleP(10, 0.05),
      kolmogorovOneSampleP(0, 0.5),
    ]).toEqual([1, 1, 1]);
    expect(kolmogorovOneSampleP(10, 1)).toBe(0);
  });
});

describe('kolmogorovTwoSampleP', () => {
  /** scipy.stats.ks_2samp with method="exact" (SciPy 1.17.1). */
  it.each([
    [3, 5, 9, 0.4642857142857143],
    [10, 10, 50, 0.16782134274394334],
    [60, 45, 675, 0.06906911466386682],
    [1000, 999, 59940, 0.051349233288280394],
    [2000, 700, 280000, 1.252695151053373e-18],
  ])('of %d and %d rows, %d apart', (m, n, gap, wanted) => {
    expect(relative(kolmogorovTwoSampleP(m, n, gap), wanted)).toBeLessThan(1e-12);
    expect(kolmogorovTwoSampleP(n, m, gap)).toBe(kolmogorovTwoSampleP(m, n, gap));
  });

  it('counts every order of few rows', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 36 }), (m, n, gap) => {
        expect(kolmogorovTwoSampleP(m, n, gap)).toBeCloseTo(shareOfOrders(m, n, gap), 12);
      }),
    );
  });

  it('is 1 for no gap', () => {
    expect(kolmogorovTwoSampleP(4, 7, 0)).toBe(1);
  });
});

/** The share of all orders of m and n values in which the distribution functions come `gap` / (m n) apart, one by one. */
function shareOfOrders(m: number, n: number, gap: number): number {
  const count = (x: number, y: number, isApart: boolean): [apart: number, all: number] => {
    const isNowApart = isApart || Math.abs(x * n - y * m) >= gap;
    if (x === m && y === n) return [Number(isNowApart), 1];
    const right = x < m ? count(x + 1, y, isNowApart) : [0, 0];
    const up = y < n ? count(x, y + 1, isNowApart) : [0, 0];
    return [right[0] + up[0], right[1] + up[1]];
  };
  const [apart, all] = count(0, 0, false);
  return apart / all;
}

describe('cramerVonMisesUpperTail', () => {
  /** 1 - scipy.stats._hypotests._cdf_cvm_inf (SciPy 1.17.1); the last two by Smirnov's integrals with 30 digits (mpmath 1.3). */
  it.each([
    [0.02, 0.9969993856983981],
    [0.1, 0.5848734384067971],
    [0.25, 0.18836975917743726],
    [0.4, 0.0722473225358411],
    [0.8, 0.007315667180313817],
    [3, 7.56774345931605e-8],
  ])('above %d', (x, wanted) => {
    expect(relative(cramerVonMisesUpperTail(x), wanted)).toBeLessThan(1e-12);
  });

  it('has no step where the formulas change, and ends', () => {
    expect(relative(cramerVonMisesUpperTail(0.3 - 1e-13), cramerVonMisesUpperTail(0.3))).toBeLessThan(1e-11);
    expect([cramerVonMisesUpperTail(0), cramerVonMisesUpperTail(1e6)]).toEqual([1, 0]);
  });
});

it('the exact p-value of two samples is the share of shuffled labels that come as far apart', () => {
  const [m, n, gap, repeats] = [40, 25, 300, 20_000];
  const random = createRandom(4);
  const labels = Array.from({ length: m + n }, (_, i) => Number(i < m));
  let apart = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    shuffle(labels, random);
    let at = 0;
    let greatest = 0;
    for (const label of labels) {
      at += label === 1 ? n : -m;
      greatest = Math.max(greatest, Math.abs(at));
    }
    if (greatest >= gap) apart++;
  }
  const p = kolmogorovTwoSampleP(m, n, gap);
  expect(Math.abs(apart / repeats - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / repeats));
});
