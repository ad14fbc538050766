import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoredRows } from '../testing/scored-rows.ts';
import { applyIsotonic, fitIsotonic } from './isotonic.ts';

describe('fitIsotonic', () => {
  it('pools adjacent violators', () => {
    const map = fitIsotonic([1, 2, 3, 4, 5], [0, 1, 0, 1, 1]);
    expect([1, 2, 3, 4, 5].map((score) => applyIsotonic(map, score))).toEqual([0, 0.5, 0.5, 1, 1]);
    expect(applyIsotonic(map, 1.5)).toBe(0.25);
    expect(applyIsotonic(map, -9)).toBe(0);
    expect(applyIsotonic(map, 9)).toBe(1);
  });

  // scikit-learn 1.9.1: IsotonicRegression(out_of_bounds="clip").
  it.each([
    [0, 0],
    [0.1, 0.10465116279069768],
    [0.255, 0.18309859154929578],
    [0.5, 1],
    [0.9, 1],
  ])('at %f as scikit-learn', (score, expected) => {
    const { targets, first } = scoredRows(600);
    expect(applyIsotonic(fitIsotonic(first, targets), score)).toBeCloseTo(expected, 12);
  });

  it('weighs rows and pools equal scores', () => {
    expect(applyIsotonic(fitIsotonic([1, 1, 1], [0, 1, 1]), 1)).toBeCloseTo(2 / 3, 12);
    const weighted = fitIsotonic([1, 2], [1, 0], [3, 1]);
    expect(applyIsotonic(weighted, 1)).toBe(0.75);
  });

  it('is monotone, keeps the mean, and changes nothing that is calibrated already', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 1)), { minLength: 1 });
    fc.assert(
      fc.property(rows, (scored) => {
        const scores = scored.map(([score]) => score);
        const targets = scored.map(([, target]) => target);
        const map = fitIsotonic(scores, targets);
        const fitted = scores.map((score) => applyIsotonic(map, score));
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(fitted)).toBeCloseTo(sum(targets), 9);
        map.probabilities.forEach((p, i) => {
          if (i > 0) expect(p).toBeGreaterThanOrEqual(map.probabilities[i - 1]);
        });
        const again = fitIsotonic(scores, fitted);
        scores.forEach((score, i) => expect(applyIsotonic(again, score)).toBeCloseTo(fitted[i], 9));
      }),
    );
  });
});
