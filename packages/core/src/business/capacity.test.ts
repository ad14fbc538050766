import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topShare } from '../performance/top-share.ts';
import { countScore, readScores, SCORE_SLOTS } from '../sketches/score-bins.ts';
import { capacityFigures } from './capacity.ts';

const bins = (...counts: number[]) => ({ bins: counts });

test('a cut between two bins is exact, one through a bin has bounds', () => {
  const [positives, negatives] = [bins(2, 4, 4), bins(78, 6, 6)];
  const ten = capacityFigures(positives, negatives, 0.1);
  expect(ten?.found).toEqual({ value: 4, lower: 4, upper: 4 });
  expect(ten?.precision.value).toBeCloseTo(0.4, 12);
  expect(ten?.recall?.value).toBeCloseTo(0.4, 12);
  expect(ten?.lift?.value).toBeCloseTo(4, 12);
  const fifteen = capacityFigures(positives, negatives, 0.15);
  expect(fifteen).toMatchObject({ rows: 15, found: { value: 6, lower: 4, upper: 8 } });
  expect(fifteen?.recall?.value).toBeCloseTo(0.6, 12);
  expect(fifteen?.recall?.lower).toBeCloseTo(0.4, 12);
  expect(fifteen?.recall?.upper).toBeCloseTo(0.8, 12);
});

test('all rows find all positives, none better than at random; a tiny share is one row', () => {
  const all = capacityFigures(bins(3, 1), bins(5, 1), 1);
  expect(all).toMatchObject({ rows: 10, found: { value: 4 }, lift: { value: 1 } });
  expect(capacityFigures(bins(3, 1), bins(5, 1), 1e-9)?.rows).toBe(1);
});

test('without positives there is no recall, without rows nothing', () => {
  expect(capacityFigures(bins(0, 0), bins(5, 5), 0.5)).toMatchObject({ recall: null, lift: null });
  expect(capacityFigures(bins(0), bins(0), 0.5)).toBeNull();
});

test('the bounds hold what the rows themselves give', () => {
  const row = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), target: fc.constantFrom(0, 1) });
  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 200 }), share, (rows, capacity) => {
      const scoresOf = (wanted: number) => {
        const counters = new Float64Array(SCORE_SLOTS);
        for (const { score, target } of rows) if (target === wanted) countScore(counters, 0, score);
        return readScores(counters, 0);
      };
      const found = capacityFigures(scoresOf(1), scoresOf(0), capacity);
      const exact = topShare(
        rows.map(({ target }) => target),
        rows.map(({ score }) => score),
        capacity,
      );
      expect(found?.rows).toBe(exact?.rows);
      expect(exact?.found).toBeGreaterThanOrEqual((found?.found.lower ?? Infinity) - 1e-9);
      expect(exact?.found).toBeLessThanOrEqual((found?.found.upper ?? -Infinity) + 1e-9);
    }),
  );
});
