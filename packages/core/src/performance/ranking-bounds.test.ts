import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScore, readScores, SCORE_SLOTS } from '../sketches/score-bins.ts';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { averagePrecisionBounds, rocAucBounds } from './ranking-bounds.ts';
import { averagePrecision, rocAuc, type Tie } from './ranking.ts';

/** Rows by bin (descending) and, inside it, by score: few of either, so that all orders are common. */
const rows = fc.array(
  fc.record({
    bin: fc.integer({ min: 0, max: 2 }),
    place: fc.integer({ min: 0, max: 3 }),
    target: fc.constantFrom(0, 1),
  }),
  { maxLength: 25 },
);

describe('the bounds of a score curve', () => {
  it('hold the exact figure, whatever the order inside the bins', () => {
    fc.assert(
      fc.property(rows, (scored) => {
        const targets = scored.map(({ target }) => target);
        const scores = scored.map(({ bin, place }) => 10 - bin + place / 10);
        const bins = [0, 1, 2].map((bin): Tie => {
          const inBin = scored.filter((row) => row.bin === bin);
          const positives = inBin.filter(({ target }) => target === 1).length;
          return { positives, negatives: inBin.length - positives };
        });
        for (const [bounds, exact] of [
          [rocAucBounds(bins), rocAuc(targets, scores)],
          [averagePrecisionBounds(bins), averagePrecision(targets, scores)],
        ] as const) {
          if (bounds === null || exact === null) {
            expect([bounds, exact]).toEqual([null, null]);
            continue;
          }
          expect(bounds.lower).toBeLessThanOrEqual(exact + 1e-12);
          expect(bounds.upper).toBeGreaterThanOrEqual(exact - 1e-12);
          expect(bounds.lower).toBeLessThanOrEqual(bounds.value);
          expect(bounds.upper).toBeGreaterThanOrEqual(bounds.value);
        }
      }),
    );
  });

  it('are reached', () => {
    // One bin: all positives first at one score, or last and one by one.
    const bin = [{ positives: 2, negatives: 3 }];
    expect(rocAucBounds(bin)).toEqual({ value: 0.5, lower: 0, upper: 1 });
    expect(averagePrecisionBounds(bin)?.upper).toBe(averagePrecision([1, 1, 0, 0, 0], [2, 2, 1, 1, 1]));
    expectClose(
      averagePrecisionBounds(bin)?.lower,
      averagePrecision([0, 0, 0, 1, 1], [5, 4, 3, 2, 1]) ?? NaN,
      1e-12,
    );
  });

  it('are exact where a bin holds one score', () => {
    const bins = [
      { positives: 3, negatives: 0 },
      { positives: 0, negatives: 4 },
      { positives: 1, negatives: 0 },
    ];
    expect(rocAucBounds(bins)).toEqual({ value: 0.75, lower: 0.75, upper: 0.75 });
  });

  it.each([100, 127, 128, 300])('add up one after another: %i rows above', (above) => {
    const bins = [
      { positives: 0, negatives: above },
      { positives: 400, negatives: 0 },
    ];
    let slow = 0;
    for (let j = 1; j <= 400; j++) slow += j / (above + j);
    expectClose(averagePrecisionBounds(bins)?.lower, slow / 400, 1e-13);
  });

  it('need no loop over millions of positives', () => {
    const many = [{ positives: 3_000_000, negatives: 9_000_000 }];
    let slow = 0;
    for (let j = 1; j <= 3_000_000; j++) slow += j / (9_000_000 + j);
    expectClose(averagePrecisionBounds(many)?.lower, slow / 3_000_000, 1e-9);
  });

  it('are some two points off for the bins that are counted each minute, the figure much less', () => {
    const { targets, first } = scoredRows(20_000);
    const sketches = [0, 1].map((label) => {
      const counters = new Float64Array(SCORE_SLOTS);
      first.forEach((score, row) => {
        if (targets[row] === label) countScore(counters, 0, score);
      });
      return readScores(counters, 0);
    });
    const bins = sketches[1].bins
      .map((positives, i) => ({ positives, negatives: sketches[0].bins[i] }))
      .reverse();
    const exact = rocAuc(targets, first) ?? NaN;
    const bounds = rocAucBounds(bins);
    if (bounds === null) throw new Error('no bounds');
    expect(bounds.lower).toBeLessThanOrEqual(exact);
    expect(bounds.upper).toBeGreaterThanOrEqual(exact);
    expect(bounds.upper - bounds.lower).toBeLessThan(0.05);
    expect(Math.abs(bounds.value - exact)).toBeLessThan(0.005);
  });

  it('are null without what they need', () => {
    expect(rocAucBounds([])).toBeNull();
    expect(rocAucBounds([{ positives: 1, negatives: 0 }])).toBeNull();
    expect(averagePrecisionBounds([{ positives: 0, negatives: 5 }])).toBeNull();
  });
});
