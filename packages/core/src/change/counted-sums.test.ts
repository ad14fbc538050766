import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMeasured } from '../monitoring/measured.ts';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { countAnswers } from '../segments/sampled-counts.ts';
import { tinyManifest } from '../testing/tiny-model.ts';
import { countedSums } from './counted-sums.ts';
import { sumsOf } from './mean-change.ts';
import { changeMetrics, metricValues } from './row-metrics.ts';

const manifest = { ...tinyManifest, outcome: { windowDays: 30, absentMeans: 'no', graceDays: 2 } };
const window = { fromMs: 0, toMs: 60_000 };
const plan = planMeasured(window, labelWindowOf(manifest), 'PREDICTION', 1e12);

const rows = fc.array(
  fc.record({
    probability: fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000),
    actual: fc.constantFrom(0, 1, null),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('countedSums', () => {
  it.each(changeMetrics)('of %s are those of the rows, with a threshold that is not one half', (metric) => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const all = drawn.map(({ probability, actual }) => {
          const label = Number(probability >= 0.3);
          return { label, probability, actual, confidence: label === 1 ? probability : 1 - probability };
        });
        const counters = countAnswers(all, () => ['all'], 2).get('all');
        if (!counters) throw new Error('There are rows.');
        const values = metricValues(
          metric,
          {
            labels: all.map(({ label }) => label),
            confidences: all.map(({ confidence }) => confidence),
            truths: all.map(({ actual }) => actual ?? 0),
          },
          1,
        );
        const exact = sumsOf(values);
        const found = countedSums(metric, counters, plan, manifest);
        expect(found?.count).toBe(exact.count);
        expect(found?.sum).toBeCloseTo(exact.sum, 9);
        // Squares are counted in millionths.
        expect(Math.abs((found?.squares ?? NaN) - exact.squares)).toBeLessThan(1e-6 * all.length);
      }),
    );
  });

  it('are not known of the confidence of several classes', () => {
    const three = { ...manifest, classes: ['a', 'b', 'c'], positiveClass: null };
    const answer = { label: 2, probability: 0.5, confidence: 0.5, actual: null };
    const counters = countAnswers([answer], () => ['all'], 3).get('all') ?? new Float64Array();
    expect(countedSums('CONFIDENCE', counters, plan, three)).toBeNull();
  });
});
