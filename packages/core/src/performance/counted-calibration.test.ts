import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScore, readScores, SCORE_SLOTS, scoreBinEdges } from '../sketches/score-bins.ts';
import { createRandom } from '../training/random.ts';
import { brierScore } from './probability-losses.ts';
import { countedCalibration } from './counted-calibration.ts';

interface Row {
  score: number;
  target: number;
}

function calibrationOf(rows: readonly Row[]) {
  const [negatives, positives] = [0, 1].map((target) => {
    const counters = new Float64Array(SCORE_SLOTS);
    for (const row of rows) if (row.target === target) countScore(counters, 0, row.score);
    return readScores(counters, 0);
  });
  return countedCalibration(positives, negatives, scoreBinEdges);
}

const rows = fc.array(
  fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), target: fc.constantFrom(0, 1) }),
  { minLength: 1, maxLength: 60 },
);

describe('countedCalibration', () => {
  it('holds the exact ECE of its bins between its bounds, and its Brier parts sum', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const found = calibrationOf(all);
        if (!found) throw new Error('There are rows.');
        const gaps = found.points.map(({ from, to }) => {
          // The last bin is closed.
          const inside = all.filter(({ score }) => score >= from && (score < to || to === 1));
          return Math.abs(inside.reduce((sum, { score, target }) => sum + score - target, 0));
        });
        const exact = gaps.reduce((sum, gap) => sum + gap, 0) / all.length;
        const { ece, brier, reliability, resolution, uncertainty, withinBins } = found;
        expect(ece.lower).toBeLessThanOrEqual(exact + 1e-9);
        expect(ece.upper).toBeGreaterThanOrEqual(exact - 1e-9);
        expect(ece.lower).toBeLessThanOrEqual(ece.value + 1e-12);
        expect(ece.upper).toBeGreaterThanOrEqual(ece.value - 1e-12);
        expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 12);
        expect(found.points.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        const [targets, scores] = [all.map(({ target }) => target), all.map(({ score }) => score)];
        expect(brier).toBeCloseTo(brierScore(targets, scores) ?? NaN, 5);
      }),
    );
  });

  it('finds scores that are too high by a fifth', () => {
    const random = createRandom(4);
    const drawn = Array.from({ length: 50_000 }, () => {
      const score = random();
      return { score, target: Number(random() < score * 0.8) };
    });
    const found = calibrationOf(drawn);
    // The mean of 0.2 x score.
    expect(found?.ece.value).toBeCloseTo(0.1, 2);
    expect(found?.meanProbability).toBeCloseTo(0.5, 2);
    expect(found?.points).toHaveLength(10);
    expect(found?.points.filter(({ isConsistent }) => isConsistent).length).toBeLessThan(3);
  });

  it('is null without rows', () => {
    expect(calibrationOf([])).toBeNull();
  });
});
