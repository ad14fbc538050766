import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibratedScore, fitScoreCalibration, OUTLIER_SCORE } from './score-calibration.ts';

const raws = fc.array(fc.double({ min: -50, max: 500, noNaN: true }), { minLength: 1, maxLength: 400 });

test('a score is about the share of the reference below it', () => {
  const calibration = fitScoreCalibration(Float64Array.from({ length: 10_001 }, (_, i) => i));
  for (const share of [0, 0.13, 0.5, 0.985]) {
    expect(calibratedScore(calibration, 10_000 * share)).toBeCloseTo(share, 2);
  }
  expect(calibratedScore(calibration, 9900)).toBeLessThanOrEqual(OUTLIER_SCORE);
  expect(calibratedScore(calibration, 9901)).toBeGreaterThan(OUTLIER_SCORE);
  expect(calibratedScore(calibration, 20_000)).toBeGreaterThan(0.999);
});

test('increasing, within 0..1, and at most about 1 % of the reference is above the limit', () => {
  fc.assert(
    fc.property(raws, raws, (reference, others) => {
      const calibration = fitScoreCalibration(reference);
      const ascending = [...others].sort((a, b) => a - b).map((raw) => calibratedScore(calibration, raw));
      ascending.forEach((score, i) => {
        expect(score).toBeGreaterThanOrEqual(i > 0 ? ascending[i - 1] : 0);
        expect(score).toBeLessThanOrEqual(1);
      });
      const flagged = reference.filter((raw) => calibratedScore(calibration, raw) > OUTLIER_SCORE).length;
      expect(flagged).toBeLessThanOrEqual(0.01 * reference.length + 1);
    }),
  );
});

test('where all of the reference scores alike, nothing of it is an outlier', () => {
  const calibration = fitScoreCalibration(new Float64Array(100).fill(3));
  expect(calibratedScore(calibration, 3)).toBe(0);
  expect(calibratedScore(calibration, 4)).toBeGreaterThan(OUTLIER_SCORE);
});
