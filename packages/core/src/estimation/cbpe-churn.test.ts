import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../features/manifest.ts';
import { binaryMetrics, type BinaryMetrics } from '../performance/binary-metrics.ts';
import { scoreBin, scoreBinEdges } from '../sketches/score-bins.ts';
import { crossValidate, type Fit } from '../training/cross-validation.ts';
import { labelledData, takeRows } from '../training/dataset.ts';
import { encodeTable } from '../training/encode-table.ts';
import { predict } from '../training/ensemble.ts';
import { fitClassifier } from '../training/fit-classifier.ts';
import { numberGroups } from '../training/grouped-folds.ts';
import { defaultTraining } from '../training/train-model.ts';
import { calibrateBins } from './calibrated-bins.ts';
import { estimateCbpe, fitCbpe, type CbpeEstimate } from './cbpe.ts';
import { estimateFromCounts, type CountedEstimate } from './cbpe-counts.ts';
import { estimatedAlert } from './estimated-alert.ts';
import { estimatedMetricNames } from './estimated-metrics.ts';
import { taken } from './testing/taken.ts';

const project = new URL('../../../../', import.meta.url);
const csv = new URL('../shared/data/ecommerce_churn.csv', project);
const HALF = 2815;
const THRESHOLD = 0.5;

/** The rows with their truth, as the shipped model's manifest reads them. */
function readData() {
  const [header, ...rows] = readFileSync(csv, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const manifestJson: unknown = JSON.parse(
    readFileSync(new URL('models/churn/manifest.json', project), 'utf8'),
  );
  const parsed = parseManifest(manifestJson);
  if (!parsed.ok) throw new Error(parsed.message);
  const result = encodeTable({ header, rows }, parsed.manifest);
  if (!result.ok) throw new Error(result.message);
  return labelledData(result.encoded.columns, result.encoded.targets);
}

const fit: Fit = (training, groups, seed) => {
  const options = { boosting: defaultTraining.boosting, innerFolds: 2 };
  const { ensemble } = fitClassifier(training, groups, options, seed);
  return (columns) => predict(ensemble, columns);
};

const answers = (scores: Float64Array) => scores.map((score) => Number(score >= THRESHOLD));

/**
 * The first half of the sample is the reference, scored out of fold by a model that is trained on it, with related rows
 * (i and i + 1470) kept together. The second half, the same customers with counts and amounts shifted, is the window.
 */
describe.skipIf(!existsSync(csv))('on the halves of the churn sample', () => {
  let was: BinaryMetrics;
  let truth: BinaryMetrics;
  let estimate: CbpeEstimate;
  let counted: CountedEstimate;

  beforeAll(() => {
    const all = readData();
    const rows = Int32Array.from({ length: 2 * HALF }, (_, row) => row);
    const first = takeRows(all, rows.subarray(0, HALF));
    const second = takeRows(all, rows.subarray(HALF));
    const groups = numberGroups(Array.from(first.targets, (_, row) => row % 1470));
    const [{ scores }] = crossValidate(first, groups, fit, { folds: 5, repeats: 1, seed: 1 });
    const current = fit(first, groups, 7)(second.columns);
    was = binaryMetrics(first.targets, scores, THRESHOLD);
    truth = binaryMetrics(second.targets, current, THRESHOLD);
    const { cbpe } = taken(
      fitCbpe({ scores, predicted: answers(scores), targets: first.targets }, { seed: 1 }),
    );
    ({ estimate } = taken(estimateCbpe(cbpe, { scores: current, predicted: answers(current) })));
    const bins = new Array<number>(scoreBinEdges.length - 1).fill(0);
    for (const score of current) bins[scoreBin(score)]++;
    const positiveAnswers = answers(current).reduce((sum, answer) => sum + answer, 0);
    const calibrated = calibrateBins(cbpe, scores, THRESHOLD);
    ({ counted } = taken(estimateFromCounts(cbpe, calibrated, { bins, positiveAnswers })));
  });

  it('sees recall fall, and with it F1', () => {
    expect(was.recall).toBeGreaterThan(0.45);
    expect(truth.recall).toBeLessThan(0.25);
    expect(estimate.metrics.recall.value).toBeCloseTo(truth.recall ?? NaN, 1);
    expect(estimate.metrics.recall.isOutside).toBe(true);
    expect(estimate.metrics.f1.isOutside).toBe(true);
    expect(estimatedAlert(estimate.metrics)).toContain('recall');
  });

  it('cannot see that accuracy falls: it even estimates a rise', () => {
    expect(truth.accuracy).toBeLessThan((was.accuracy ?? NaN) - 0.02);
    expect(estimate.metrics.accuracy.value).toBeGreaterThan(was.accuracy ?? NaN);
    expect(estimate.metrics.accuracy.isOutside).toBe(false);
  });

  it('takes the ranking for worse than it is, since the scores have sunk together', () => {
    expect(truth.rocAuc).toBeGreaterThan((was.rocAuc ?? NaN) - 0.02);
    expect(estimate.metrics.rocAuc.value).toBeLessThan((truth.rocAuc ?? NaN) - 0.05);
    expect(truth.precision).toBeGreaterThan(estimate.metrics.precision.upper ?? NaN);
  });

  it('says the same from the counters of the minutes', () => {
    for (const metric of estimatedMetricNames) {
      const value = estimate.metrics[metric].value ?? NaN;
      expect(counted.estimate.metrics[metric].value).toBeCloseTo(value, 2);
      expect(counted.bounds[metric]?.lower).toBeLessThanOrEqual(value);
      expect(counted.bounds[metric]?.upper).toBeGreaterThanOrEqual(value);
      expect(counted.estimate.metrics[metric].isOutside).toBe(estimate.metrics[metric].isOutside);
    }
  });
});
