import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryFigure } from './binary-figures.ts';
import { binaryInfluence, type SmoothMetric } from './binary-influence.ts';
import { confusionAt } from './confusion.ts';
import { confusionVariance, isConfusionMetric } from './confusion-gradient.ts';
import { influenceVariance } from './influence-variance.ts';

const metrics: readonly SmoothMetric[] = [
  'accuracy',
  'balancedAccuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'mcc',
  'rocAuc',
  'prAuc',
  'logLoss',
  'brier',
];

/** Few distinct probabilities, so that ties are common. */
const scored = fc
  .array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0.1, 0.3, 0.5, 0.6, 0.8)), {
    minLength: 2,
    maxLength: 25,
  })
  .map((rows) => ({
    targets: rows.map(([target]) => target),
    probabilities: rows.map(([, p]) => p),
    threshold: 0.5,
  }));

const STEP = 1e-4;

describe.each(metrics)('the influence on %s', (metric) => {
  it('is what the weight of a row changes, and sums to 0', () => {
    fc.assert(
      fc.property(scored, fc.nat(), (rows, pick) => {
        const count = rows.targets.length;
        const influence = binaryInfluence(metric, rows);
        const figure = binaryFigure(metric, rows);
        const once = new Float64Array(count).fill(1);
        expect(influence === null).toBe(figure(once) === null);
        if (influence === null) return;
        expect(influence.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
        const row = pick % count;
        const [more, less] = [1, -1].map((sign) =>
          figure(once.map((weight, i) => weight + (i === row ? sign * STEP : 0))),
        );
        expect(influence[row]).toBeCloseTo(((more ?? NaN) - (less ?? NaN)) / (2 * STEP), 5);
        if (!isConfusionMetric(metric)) return;
        const confusion = confusionAt(rows.targets, rows.probabilities, rows.threshold);
        expect(confusionVariance(metric, confusion)).toBeCloseTo(
          influenceVariance(influence, null) ?? NaN,
          12,
        );
      }),
    );
  });

  it('is null without rows', () => {
    expect(binaryInfluence(metric, { targets: [], probabilities: [], threshold: 0.5 })).toBeNull();
  });
});

describe('influenceVariance', () => {
  it('of a mean is the usual one', () => {
    // Values 1, 2, 6: variance 7, of the mean 7 / 3.
    const influence = Float64Array.of(1, 2, 6).map((value) => (value - 3) / 3);
    expect(influenceVariance(influence, null)).toBeCloseTo(7 / 3, 12);
  });

  it('adds up inside clusters, of which unused numbers are none', () => {
    const influence = Float64Array.of(0.1, 0.2, -0.3, 0);
    expect(influenceVariance(influence, [7, 7, 2, 2])).toBeCloseTo(2 * (0.09 + 0.09), 12);
    expect(influenceVariance(influence, [0, 1, 2, 3])).toBeCloseTo(
      influenceVariance(influence, null) ?? NaN,
      12,
    );
  });

  it('is null for one row or cluster', () => {
    expect(influenceVariance(Float64Array.of(0), null)).toBeNull();
    expect(influenceVariance(Float64Array.of(0.1, -0.1), [3, 3])).toBeNull();
  });
});
