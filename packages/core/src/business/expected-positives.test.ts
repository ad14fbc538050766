import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countScore, readScores, SCORE_SLOTS } from '../sketches/score-bins.ts';
import { expectedPositives } from './expected-positives.ts';

const sketch = (scores: readonly number[]) => {
  const counters = new Float64Array(SCORE_SLOTS);
  for (const score of scores) countScore(counters, 0, score);
  return readScores(counters, 0);
};
const expected = (scores: readonly number[], threshold: number) =>
  expectedPositives(sketch(scores), scores.filter((score) => score >= threshold).length, threshold);

test('without answers there is nothing to expect', () => {
  expect(expected([], 0.5)).toEqual({
    answers: 0,
    positiveAnswers: 0,
    expected: 0,
    truePositives: { value: 0, lower: 0, upper: 0 },
  });
});

test('all answers on one side: the sum of their probabilities, exactly', () => {
  const { truePositives } = expected([0.7, 0.8, 0.95], 0.5);
  expect(truePositives.lower).toBeCloseTo(2.45, 6);
  expect(truePositives.upper).toBeCloseTo(2.45, 6);
  expect(expected([0.1, 0.2], 0.5).truePositives.upper).toBeCloseTo(0, 6);
});

test('the bounds hold the truth, and the figure is near it', () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(score, { maxLength: 300 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (scores, t) => {
        const truth = scores.filter((p) => p >= t).reduce((sum, p) => sum + p, 0);
        const found = expected(scores, t);
        // Sums are kept in millionths.
        const slack = 1e-5 + scores.length * 1e-6;
        expect(found.truePositives.lower).toBeLessThanOrEqual(truth + slack);
        expect(found.truePositives.upper).toBeGreaterThanOrEqual(truth - slack);
        expect(Math.abs(found.truePositives.value - truth)).toBeLessThanOrEqual(0.05 * scores.length + slack);
        expect(found.expected).toBeCloseTo(
          scores.reduce((sum, p) => sum + p, 0),
          3,
        );
      },
    ),
  );
});
