import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreBin, scoreBinEdges } from '../sketches/score-bins.ts';
import { calibrateBins } from './calibrated-bins.ts';
import { estimateCbpe, fitCbpe, type Cbpe } from './cbpe.ts';
import { estimateFromCounts } from './cbpe-counts.ts';
import { estimatedMetricNames } from './estimated-metrics.ts';
import { sortedIsotonic } from './sorted-isotonic.ts';
import { syntheticScores } from './testing/synthetic-scores.ts';
import { taken } from './testing/taken.ts';

function countsOf(scores: ArrayLike<number>, threshold: number) {
  const bins = new Array<number>(scoreBinEdges.length - 1).fill(0);
  for (const score of Array.from(scores)) bins[scoreBin(score)]++;
  return { bins, positiveAnswers: Array.from(scores).filter((score) => score >= threshold).length };
}

describe('estimateFromCounts', () => {
  it.each([0.5, 0.37, 0.0001])('is within some thousandths of the rows at threshold %d', (threshold) => {
    const answered = (rows: ReturnType<typeof syntheticScores>) => ({
      ...rows,
      predicted: rows.scores.map((score) => Number(score >= threshold)),
    });
    const reference = answered(syntheticScores({ rows: 20_000, seed: 1, truth: (p) => p ** 1.4 }));
    const { cbpe } = taken(fitCbpe(reference, { seed: 1 }));
    const bins = calibrateBins(cbpe, reference.scores, threshold);
    const window = answered(syntheticScores({ rows: 8000, seed: 2, mean: -1.6, spread: 1.3 }));
    const exact = taken(estimateCbpe(cbpe, window)).estimate;
    const { estimate, bounds } = taken(
      estimateFromCounts(cbpe, bins, countsOf(window.scores, threshold)),
    ).counted;
    expect(estimate.rows).toBe(8000);
    for (const metric of estimatedMetricNames) {
      const value = exact.metrics[metric].value ?? NaN;
      expect(Math.abs((estimate.metrics[metric].value ?? NaN) - value)).toBeLessThan(0.005);
      expect(bounds[metric]?.lower).toBeLessThanOrEqual(value);
      expect(bounds[metric]?.upper).toBeGreaterThanOrEqual(value);
      expect(estimate.metrics[metric].limits).toEqual(exact.metrics[metric].limits);
    }
  });

  it('has bounds that hold whatever the scores, the calibration and the threshold', () => {
    const { cbpe } = taken(fitCbpe(syntheticScores({ rows: 500, seed: 1 }), { seed: 1 }));
    const score = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const step = fc.tuple(score, fc.constantFrom(0, 1));
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 20, maxLength: 60 }),
        fc.option(fc.array(step, { minLength: 20, maxLength: 40 })),
        score,
        (scores, steps, threshold) => {
          const sorted = steps?.toSorted(([a], [b]) => a - b);
          const calibration = sorted
            ? sortedIsotonic(
                Float64Array.from(sorted, ([at]) => at),
                Uint8Array.from(sorted, ([, target]) => target),
              )
            : null;
          const fitted: Cbpe = { ...cbpe, calibration };
          const predicted = scores.map((value) => Number(value >= threshold));
          const exact = taken(estimateCbpe(fitted, { scores, predicted })).estimate;
          const { truePositives: tp, falseNegatives: fn } = exact.confusion;
          fc.pre(tp + fn > 0.1 && tp + fn < scores.length - 0.1);
          const bins = calibrateBins(fitted, [], threshold);
          const { bounds } = taken(estimateFromCounts(fitted, bins, countsOf(scores, threshold))).counted;
          for (const metric of estimatedMetricNames) {
            // The rows' rankings are rounded to 5 decimals of a count.
            const value = exact.metrics[metric].value ?? NaN;
            expect(value).toBeGreaterThanOrEqual((bounds[metric]?.lower ?? NaN) - 1e-3);
            expect(value).toBeLessThanOrEqual((bounds[metric]?.upper ?? NaN) + 1e-3);
          }
        },
      ),
    );
  });

  it('fails without rows, and with counts of other bins', () => {
    const { cbpe } = taken(fitCbpe(syntheticScores({ rows: 300, seed: 1 }), { seed: 1 }));
    const bins = calibrateBins(cbpe, [0.2, 0.8], 0.5);
    expect(estimateFromCounts(cbpe, bins, countsOf([], 0.5))).toMatchObject({
      ok: false,
      failure: { code: 'INSUFFICIENT_DATA' },
    });
    expect(estimateFromCounts(cbpe, bins, { bins: [1, 2], positiveAnswers: 0 })).toMatchObject({
      ok: false,
      failure: { code: 'BAD_USER_INPUT' },
    });
  });

  it('has no ROC AUC bound where there may be no positives', () => {
    const { cbpe } = taken(fitCbpe(syntheticScores({ rows: 300, seed: 1 }), { seed: 1 }));
    const never: Cbpe = {
      ...cbpe,
      calibration: { scores: Float64Array.of(0.5), probabilities: Float64Array.of(0) },
    };
    const bins = calibrateBins(never, [], 0.5);
    const { estimate, bounds } = taken(estimateFromCounts(never, bins, countsOf([0.2, 0.7], 0.5))).counted;
    expect(estimate.metrics.rocAuc.value).toBeNull();
    expect(bounds.rocAuc).toBeNull();
    expect(estimate.metrics.precision.value).toBe(0);
  });
});
