import { describe, expect, it } from 'vitest';
import { scoredRows } from '../testing/scored-rows.ts';
import { logistic } from './objective.ts';
import { fitPlatt } from './platt.ts';
import { createRandom } from './random.ts';

describe('fitPlatt', () => {
  it.each([
    { slope: 1, intercept: 0 },
    { slope: 2.5, intercept: -1 },
    { slope: 0.3, intercept: 0.7 },
  ])('recovers the logits $slope s + $intercept', ({ slope, intercept }) => {
    const random = createRandom(31);
    const scores = Array.from({ length: 100_000 }, () => 6 * random() - 3);
    const targets = scores.map((score) => Number(random() < logistic(slope * score + intercept)));
    const platt = fitPlatt(scores, targets);
    expect(platt.slope).toBeCloseTo(slope, 1);
    expect(platt.intercept).toBeCloseTo(intercept, 1);
  });

  it('is the logistic regression of the softened targets', () => {
    // statsmodels 0.15.0: GLM(softened, [score, 1], Binomial).fit(tol=1e-14).
    const { targets, first } = scoredRows(600);
    const { slope, intercept } = fitPlatt(first, targets);
    expect(slope).toBeCloseTo(7.567932757712661, 6);
    expect(intercept).toBeCloseTo(-3.5208339000936215, 6);
  });

  it('makes the mean probability the softened positive rate', () => {
    const scores = [-2, -1, 0, 0.5, 1, 3];
    const targets = [0, 0, 1, 0, 1, 1];
    const { slope, intercept } = fitPlatt(scores, targets);
    const total = scores.reduce((sum, score) => sum + logistic(slope * score + intercept), 0);
    expect(total).toBeCloseTo(3 * (4 / 5) + 3 * (1 / 5), 6);
  });

  it('is finite for classes that scores separate, and for equal scores', () => {
    const separated = fitPlatt([-1, -1, 1, 1], [0, 0, 1, 1]);
    expect(separated.slope).toBeGreaterThan(0);
    expect(Number.isFinite(separated.slope)).toBe(true);
    const { slope, intercept } = fitPlatt([1, 1, 1, 1], [0, 0, 0, 1]);
    expect(logistic(slope + intercept)).toBeCloseTo((2 / 3 + 3 / 5) / 4, 6);
  });
});
