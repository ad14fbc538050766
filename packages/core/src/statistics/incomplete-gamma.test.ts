import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from './chi-square-distribution.ts';
import { lowerGamma, upperGamma } from './incomplete-gamma.ts';
import { logChoose, logGamma } from './log-gamma.ts';

const relative = (value: number, wanted: number) => Math.abs(value / wanted - 1);

describe('logGamma', () => {
  /** scipy.special.gammaln (SciPy 1.17.1). */
  it.each([
    [1e-10, 23.025850929882733],
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524526],
    [9.99, 12.779315214350195],
    [33.3, 82.60372358165493],
    [1e7, 151180949.36947393],
  ])('of %d', (x, wanted) => {
    expect(Math.abs(logGamma(x) - wanted)).toBeLessThan(1e-14 * Math.max(1, wanted));
  });

  it('is the factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      factorial *= n;
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 12);
    }
    expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2_598_960, 4);
  });
});

describe('the incomplete gamma function', () => {
  /** scipy.special.gammainc and gammaincc (SciPy 1.17.1). */
  const shares: [a: number, x: number, below: number, above: number][] = [
    [0.5, 0.5, 0.6826894921370859, 0.31731050786291115],
    [1, 2, 0.8646647167633873, 0.1353352832366127],
    [3, 0.1, 0.00015465307026467172, 0.9998453469297354],
    [10, 30, 0.9999928782491372, 7.121750862815593e-6],
    [500, 450, 0.01071723809128973, 0.9892827619087102],
    [5000, 7500, 1, 5.915868829058352e-208],
    [1e5, 1e5, 0.5004205221103651, 0.4995794778896348],
  ];
  it.each(shares)('of shape %d at %d', (a, x, below, above) => {
    expect(relative(lowerGamma(a, x), below)).toBeLessThan(2e-12);
    expect(relative(upperGamma(a, x), above)).toBeLessThan(2e-12);
  });

  it('splits 1, and rises with x', () => {
    const shape = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    const share = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(shape, share, share, (a, s, t) => {
        const [low, high] = [a * Math.min(s, t), a * Math.max(s, t)];
        expect(lowerGamma(a, low) + upperGamma(a, low)).toBeCloseTo(1, 12);
        expect(lowerGamma(a, high) - lowerGamma(a, low)).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });

  it('has ends', () => {
    expect([lowerGamma(2, 0), upperGamma(2, 0)]).toEqual([0, 1]);
    expect([lowerGamma(2, Infinity), upperGamma(2, Infinity)]).toEqual([1, 0]);
  });
});

describe('chiSquareUpperTail', () => {
  /** scipy.stats.chi2.sf (SciPy 1.17.1). */
  it.each([
    [3.84145882069412, 1, 0.05000000000000028],
    [5, 3, 0.1717971442967335],
    [100, 3, 1.5541594313896026e-21],
    [27.877164871256568, 9, 0.001],
    [1000, 1000, 0.49405285382923964],
  ])('above %d with %d degrees of freedom', (x, degrees, wanted) => {
    expect(relative(chiSquareUpperTail(x, degrees), wanted)).toBeLessThan(1e-12);
  });

  it('does not vary without degrees of freedom', () => {
    expect([chiSquareUpperTail(0, 0), chiSquareUpperTail(0.1, 0)]).toEqual([1, 0]);
    expect(chiSquareUpperTail(Infinity, 4)).toBe(0);
  });
});
