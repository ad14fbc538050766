import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  balancedAccuracy,
  confusionAt,
  expectedValue,
  f1,
  mcc,
  precision,
  recall,
  specificity,
  type Confusion,
} from './confusion.ts';

const counts = (tp: number, fp: number, fn: number, tn: number): Confusion => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
});

describe('confusionAt', () => {
  it('answers positive from the threshold on', () => {
    expect(confusionAt([1, 0, 1, 0, 1], [0.5, 0.5, 0.49, 0.1, 0.9], 0.5)).toEqual(counts(2, 1, 1, 1));
  });

  it('leaves out rows without a truth or a score', () => {
    expect(confusionAt([1, NaN, 0, 1], [0.9, 0.9, NaN, 0.1], 0.5)).toEqual(counts(1, 0, 1, 0));
  });
});

describe('ratios', () => {
  const c = counts(6, 2, 3, 9);

  it.each([
    ['accuracy', accuracy(c), 15 / 20],
    ['balanced accuracy', balancedAccuracy(c), (6 / 9 + 9 / 11) / 2],
    ['precision', precision(c), 6 / 8],
    ['recall', recall(c), 6 / 9],
    ['specificity', specificity(c), 9 / 11],
    ['f1', f1(c), 12 / 17],
    ['mcc', mcc(c), (6 * 9 - 2 * 3) / Math.sqrt(8 * 9 * 11 * 12)],
  ])('%s', (_name, actual, expected) => expect(actual).toBeCloseTo(expected, 12));

  it('is null where the denominator is 0', () => {
    const nothing = counts(0, 0, 0, 0);
    for (const metric of [accuracy, balancedAccuracy, precision, recall, specificity, f1, mcc])
      expect(metric(nothing)).toBeNull();
    expect(precision(counts(0, 0, 3, 4))).toBeNull();
    expect(recall(counts(0, 3, 0, 4))).toBeNull();
    expect(mcc(counts(5, 0, 0, 0))).toBeNull();
    expect(balancedAccuracy(counts(5, 0, 1, 0))).toBeNull();
  });

  it('weighs answers by their worth', () => {
    const worth = { truePositive: 40, falsePositive: -20, falseNegative: -5, trueNegative: 1 };
    expect(expectedValue(c, worth)).toBeCloseTo((6 * 40 - 2 * 20 - 3 * 5 + 9) / 20, 12);
  });

  it('stays in range and has the symmetries of its definition', () => {
    const count = fc.integer({ min: 0, max: 1e6 });
    fc.assert(
      fc.property(count, count, count, count, (tp, fp, fn, tn) => {
        const here = counts(tp, fp, fn, tn);
        const swapped = counts(tn, fn, fp, tp);
        for (const metric of [accuracy, precision, recall, specificity, f1]) {
          const value = metric(here) ?? 0;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(Math.abs(mcc(here) ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
        expect(recall(swapped)).toBe(specificity(here));
        expect(mcc(swapped) ?? 0).toBeCloseTo(mcc(here) ?? 0, 12);
      }),
    );
  });
});
