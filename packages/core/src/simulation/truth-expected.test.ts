import { expect, it } from 'vitest';
import { binaryMetrics } from '../performance/binary-metrics.ts';
import { createRandom } from '../training/random.ts';
import { expectedFiguresOf } from './truth-expected.ts';

const random = createRandom(2);
const scores = Float64Array.from({ length: 3000 }, () => Math.round(50 * random()) / 50);

it('equals the usual figures where outcomes are certain', () => {
  const outcomes = scores.map((score) => Number(random() < score));
  const figures = expectedFiguresOf(scores, 0.5)(outcomes);
  const metrics = binaryMetrics(outcomes, scores, 0.5);
  for (const name of ['accuracy', 'recall', 'rocAuc', 'ece'] as const) {
    expect(figures[name]).toBeCloseTo(metrics[name] ?? NaN, 12);
  }
});

it('is what drawn outcomes show on average', () => {
  const probabilities = scores.map((score) => 0.1 + 0.6 * score);
  const expected = expectedFiguresOf(scores, 0.4)(probabilities);
  const draws = Array.from({ length: 60 }, () =>
    binaryMetrics(
      probabilities.map((p) => Number(random() < p)),
      scores,
      0.4,
    ),
  );
  for (const name of ['accuracy', 'recall', 'rocAuc'] as const) {
    const mean = draws.reduce((sum, metrics) => sum + (metrics[name] ?? NaN), 0) / draws.length;
    expect(expected[name]).toBeCloseTo(mean, 2);
  }
});

it('has no ranking and no recall without outcomes', () => {
  expect(expectedFiguresOf(scores, 0.5)(new Float64Array(3000))).toMatchObject({
    rocAuc: null,
    recall: null,
  });
});
