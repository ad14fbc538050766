import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, rocAuc } from './ranking.ts';

/** A few distinct scores, so that ties are common. */
const scored = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 })), {
  minLength: 1,
  maxLength: 60,
});

describe('rocAuc', () => {
  it('counts ties one half', () => {
    // Pairs (positive, negative): .8 beats .5 and .3; .5 ties .5 and beats .3: 3.5 of 4.
    expect(rocAuc([1, 1, 0, 0], [0.8, 0.5, 0.5, 0.3])).toBe(3.5 / 4);
    expect(rocAuc([1, 0, 1, 0], [1, 1, 1, 1])).toBe(0.5);
    expect(rocAuc([0, 1], [0.1, 0.2])).toBe(1);
  });

  it('is null without both classes', () => {
    expect(rocAuc([], [])).toBeNull();
    expect(rocAuc([1, 1], [0.1, 0.2])).toBeNull();
  });

  it('leaves out rows with a gap, and ranks infinite scores', () => {
    expect(rocAuc([1, 0, NaN, 1], [0.8, 0.5, 0.9, NaN])).toBe(1);
    expect(rocAuc([1, 0, 1, 0], [Infinity, -Infinity, -Infinity, 0])).toBe(0.625);
    expect(rocAuc([0, 1], [NaN, NaN])).toBeNull();
  });

  it('is the share of won pairs', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const positives = rows.filter(([target]) => target === 1);
        const negatives = rows.filter(([target]) => target === 0);
        const won = positives.flatMap(([, p]) => negatives.map(([, n]) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const expected = won.length === 0 ? null : won.reduce<number>((a, b) => a + b, 0) / won.length;
        const actual = rocAuc(
          rows.map(([target]) => target),
          rows.map(([, score]) => score),
        );
        if (expected === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe('averagePrecision', () => {
  it('sums precision over the steps of recall', () => {
    // Descending: 1 (precision 1), 0, 1 (precision 2/3), 0.
    expect(averagePrecision([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1])).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(averagePrecision([1, 0, 1, 0], [1, 1, 1, 1])).toBe(0.5);
  });

  it('is null without positives', () => expect(averagePrecision([0, 0], [0.1, 0.2])).toBeNull());

  it('depends neither on the order of rows nor on the scale of scores', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const of = (list: typeof rows, scale: (score: number) => number) =>
          averagePrecision(
            list.map(([target]) => target),
            list.map(([, score]) => scale(score)),
          );
        const expected = of(rows, (score) => score);
        expect(of(rows.toReversed(), (score) => Math.exp(score))).toBe(expected);
      }),
    );
  });
});
