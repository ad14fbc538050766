import { describe, expect, it } from 'vitest';
import { countPrediction } from '../sketches/minute-counters.ts';
import { churnLayout, manifest, reference } from '../testing/shipped-churn.ts';
import { createEstimator } from './reference-estimator.ts';

/** The scores of reference.json as they would be counted, those of one class alone or of both. */
function countersOf(classes: readonly string[]): Float64Array {
  const { core } = churnLayout.empty();
  const { scores } = reference;
  if (!scores) throw new Error('no scores');
  scores.counts.forEach((ofClass, index) => {
    if (!classes.includes(scores.classes[index])) return;
    ofClass.forEach((count, bin) => {
      const probability = (bin + 0.5) / scores.bins;
      const label = probability >= manifest.threshold ? 1 : 0;
      const prediction = { label, probability, confidence: null, latencyMs: 1, flags: null, errorCode: null };
      for (let i = 0; i < count; i++) countPrediction(core, prediction, 2);
    });
  });
  return core;
}

describe('an estimator of the shipped reference', () => {
  const estimate = createEstimator(manifest, reference);

  it('finds on the reference itself what its labels say', () => {
    const found = estimate?.(countersOf(manifest.classes));
    const measured = Object.fromEntries(reference.baseline.metrics.map(({ name, value }) => [name, value]));
    expect(found?.estimate.rows).toBe(reference.rows);
    for (const name of ['accuracy', 'precision', 'recall', 'rocAuc'] as const) {
      // Of one fold seed there, the mean of ten here; and scores are counted in 64 bins.
      expect(Math.abs((found?.estimate.metrics[name].value ?? 0) - measured[name])).toBeLessThan(0.03);
    }
    expect(found?.estimate.metrics.accuracy.isOutside).toBe(false);
  });

  it('sees it when nearly everybody is likely to leave', () => {
    const all = estimate?.(countersOf(manifest.classes))?.estimate.metrics;
    const leaving = estimate?.(countersOf(['churn']))?.estimate.metrics;
    expect(leaving?.accuracy.value ?? 1).toBeLessThan((all?.accuracy.value ?? 0) - 0.05);
    expect(leaving?.accuracy.isOutside).toBe(true);
  });

  it('estimates nothing of nothing, nor for other models', () => {
    expect(estimate?.(churnLayout.empty().core)).toBeNull();
    expect(createEstimator(manifest, null)).toBeNull();
    expect(createEstimator({ ...manifest, task: 'REGRESSION' }, reference)).toBeNull();
    expect(createEstimator(manifest, { scores: null })).toBeNull();
  });
});
