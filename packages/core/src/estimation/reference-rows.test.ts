import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referenceSchema } from '../features/reference.ts';
import { estimateCbpe, fitCbpe } from './cbpe.ts';
import { estimatedMetricNames } from './estimated-metrics.ts';
import { rowsOfReference } from './reference-rows.ts';
import { syntheticScores } from './testing/synthetic-scores.ts';
import { taken } from './testing/taken.ts';

const shipped = new URL('../../../../models/churn/reference.json', import.meta.url);

describe('rowsOfReference', () => {
  it('are as good as the rows that were counted', () => {
    const rows = syntheticScores({ rows: 5000, seed: 1, truth: (score) => score ** 1.5 });
    const counts = [0, 1].map((label) => {
      const bins = new Array<number>(1000).fill(0);
      rows.scores.forEach((score, row) => {
        if (rows.targets[row] === label) bins[Math.floor(score * 1000)]++;
      });
      return bins;
    });
    const curve = { bins: 1000, classes: ['no', 'yes'], counts };
    const window = syntheticScores({ rows: 2000, seed: 2, mean: -2 });
    const exact = taken(estimateCbpe(taken(fitCbpe(rows, { seed: 1 })).cbpe, window)).estimate;
    const back = rowsOfReference(curve, 1, 0.5, 1);
    expect(back.scores.length).toBe(5000);
    const found = taken(estimateCbpe(taken(fitCbpe(back, { seed: 1 })).cbpe, window)).estimate;
    for (const metric of estimatedMetricNames) {
      expect(found.metrics[metric].value).toBeCloseTo(exact.metrics[metric].value ?? NaN, 2);
    }
  });

  it.skipIf(!existsSync(shipped))('fit the shipped model', () => {
    const { scores, baseline } = referenceSchema.parse(JSON.parse(readFileSync(shipped, 'utf8')));
    if (scores === null) throw new Error('the shipped reference has a score curve');
    const rows = rowsOfReference(scores, 1, baseline.threshold ?? 0.5, 1);
    const { cbpe } = taken(fitCbpe(rows, { seed: 1 }));
    const { metrics } = taken(estimateCbpe(cbpe, rows)).estimate;
    const auc = baseline.metrics.find(({ name }) => name === 'rocAuc')?.value;
    expect(metrics.rocAuc.value).toBeCloseTo(auc ?? NaN, 1);
    for (const metric of estimatedMetricNames) expect(metrics[metric].isOutside).toBe(false);
  });
});
