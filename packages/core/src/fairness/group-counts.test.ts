import { expect, it } from 'vitest';
import { planMeasured } from '../monitoring/measured.ts';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { countAnswers } from '../segments/sampled-counts.ts';
import { tinyManifest } from '../testing/tiny-model.ts';
import { groupCounts } from './group-counts.ts';

it('reads answers of the window and labels of the cohort, a sample as its own rows', () => {
  const manifest = { ...tinyManifest, outcome: { windowDays: 30, absentMeans: 'no', graceDays: 2 } };
  const plan = planMeasured({ fromMs: 0, toMs: 60_000 }, labelWindowOf(manifest), 'PREDICTION', 1e12);
  const rows = [
    { label: 1, probability: 0.9, confidence: 0.9, actual: 1 },
    { label: 1, probability: 0.8, confidence: 0.8, actual: null },
    { label: 0, probability: 0.1, confidence: 0.9, actual: 1 },
  ];
  const cohort = countAnswers(rows, () => ['a'], 2).get('a') ?? new Float64Array();
  // Each row stands for ten.
  const asked = cohort.map((count) => 10 * count);
  expect(groupCounts([{ value: 'a', asked, cohort, mature: 30 }], 10, plan, manifest)).toEqual([
    {
      label: 'a',
      answered: 3,
      answeredPositive: 2,
      confusion: { truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 0 },
    },
  ]);
});
