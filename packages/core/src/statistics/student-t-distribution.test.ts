import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';
import { twoSidedP } from './normal-distribution.ts';
import { studentTwoSidedP, studentUpperTail } from './student-t-distribution.ts';

const relative = (value: number, wanted: number) => Math.abs(value / wanted - 1);

describe('incompleteBeta', () => {
  /** scipy.special.betainc (SciPy 1.17.1). */
  it.each([
    [0.5, 0.5, 0.3, 0.36901011956554536],
    [2, 3, 0.5, 0.6875],
    [50, 0.5, 0.9, 0.001204149832559813],
    [1000, 20, 0.999, 1],
    [200, 300, 0.35, 0.010341770254687632],
  ])('with %d and %d up to %d', (a, b, x, wanted) => {
    expect(relative(incompleteBeta(a, b, x), wanted)).toBeLessThan(1e-12);
  });

  it('mirrors: I_x(a, b) = 1 - I_1-x(b, a)', () => {
    const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 1e-4, max: 0.9999, noNaN: true }), (a, b, x) => {
        const share = incompleteBeta(a, b, x);
        expect(share).toBeGreaterThanOrEqual(-1e-12);
        expect(share + incompleteBeta(b, a, 1 - x)).toBeCloseTo(1, 8);
      }),
    );
  });
});

describe("Student's t", () => {
  /** 2 x scipy.stats.t.sf (SciPy 1.17.1). */
  it.each([
    [1, 1, 0.5],
    [2.2281388519649385, 10, 0.05000000000180864],
    [5, 2, 0.037749551350623724],
    [60, 30, 8.311309613532268e-33],
    [2, 100000, 0.04550296345750651],
  ])('is %d or further out, with %d degrees of freedom', (t, degrees, wanted) => {
    expect(relative(studentTwoSidedP(t, degrees), wanted)).toBeLessThan(2e-10);
    expect(relative(studentUpperTail(t, degrees), wanted / 2)).toBeLessThan(2e-10);
    expect(studentUpperTail(-t, degrees)).toBeCloseTo(1 - wanted / 2, 10);
  });

  it('becomes the normal distribution, and has ends', () => {
    expect(studentTwoSidedP(2, 1e10)).toBe(twoSidedP(2));
    expect(relative(studentTwoSidedP(2, 1e8), twoSidedP(2))).toBeLessThan(1e-6);
    expect(studentTwoSidedP(Infinity, 5)).toBe(0);
    expect(studentTwoSidedP(0, 5)).toBe(1);
  });
});
