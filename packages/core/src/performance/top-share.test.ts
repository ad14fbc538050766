import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { topShare } from './top-share.ts';

const { targets, first } = scoredRows(600);

describe('topShare', () => {
  // numpy 2.4.6: positives above the score of the last row, and of the tie at it the share that still fits.
  it.each([
    [0.01, 6, 6, 0.91],
    [0.1, 60, 60, 0.56],
    [0.25, 103.66666666666667, 150, 0.43],
  ])('at %f', (share, found, rows, leastScore) => {
    const top = topShare(targets, first, share);
    expect(top).toMatchObject({ share, rows, leastScore });
    expectClose(top?.found, found);
    expectClose(top?.precision, found / rows);
    expectClose(top?.recall, found / 174);
    expectClose(top?.lift, found / rows / (174 / 600));
  });

  it('takes at least one row, and all of them at 1', () => {
    expect(topShare([0, 1, 0], [0.1, 0.9, 0.5], 0.01)).toMatchObject({
      rows: 1,
      found: 1,
      recall: 1,
      lift: 3,
    });
    expect(topShare([0, 1, 0], [0.1, 0.9, 0.5], 1)).toMatchObject({ rows: 3, recall: 1, lift: 1 });
  });

  it('is null without rows, and knows no recall without positives', () => {
    expect(topShare([], [], 0.1)).toBeNull();
    expect(topShare([NaN], [0.3], 0.1)).toBeNull();
    expect(topShare([0, 0], [0.3, 0.4], 0.5)).toMatchObject({ precision: 0, recall: null, lift: null });
  });

  it('depends on the scores only, not on the order of rows, and finds more of more', () => {
    const scored = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(scored, fc.double({ min: 0.01, max: 1, noNaN: true }), (rows, share) => {
        const of = (list: typeof rows, part: number) =>
          topShare(
            list.map(([target]) => target),
            list.map(([, score]) => score),
            part,
          );
        expect(of(rows.toReversed(), share)).toEqual(of(rows, share));
        expect(of(rows, 1)?.found ?? 0).toBeGreaterThanOrEqual(of(rows, share)?.found ?? 0);
      }),
    );
  });
});
