import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../features/manifest.ts';
import { crossValidate } from '../training/cross-validation.ts';
import { labelledData } from '../training/dataset.ts';
import { encodeTable } from '../training/encode-table.ts';
import { predict } from '../training/ensemble.ts';
import { fitClassifier } from '../training/fit-classifier.ts';
import { numberGroups } from '../training/grouped-folds.ts';
import { defaultTraining } from '../training/train-model.ts';
import { binaryFigure } from './binary-figures.ts';
import { binaryReport } from './binary-report.ts';
import { resampledInterval } from './weighted-figure.ts';

const project = new URL('../../../../', import.meta.url);
const dataUrl = new URL('../shared/data/ecommerce_churn.csv', project);

/** Grouped out-of-fold probabilities of the shipped recipe, with fewer inner folds; a group is rows that repeat. */
function outOfFold() {
  const [header, ...rows] = readFileSync(dataUrl, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const parsed = parseManifest(
    JSON.parse(readFileSync(new URL('models/churn/manifest.json', project), 'utf8')),
  );
  if (!parsed.ok) throw new Error(parsed.message);
  const encoded = encodeTable({ header, rows }, parsed.manifest);
  if (!encoded.ok) throw new Error(encoded.message);
  const groups = numberGroups(rows.map(([customer]) => ((Number(customer) - 50_001) % 2815) % 1470));
  const { columns, targets } = encoded.encoded;
  const options = { ...defaultTraining, innerFolds: 2 };
  const [{ scores }] = crossValidate(
    labelledData(columns, targets),
    groups,
    (training, ofTraining, seed) => {
      const { ensemble } = fitClassifier(training, ofTraining, options, seed);
      return (held) => predict(ensemble, held);
    },
    { folds: 5, repeats: 1, seed: 1 },
  );
  return { targets, scores, groups };
}

describe.skipIf(!existsSync(dataUrl))('on e-commerce customers, of whom most rows repeat', () => {
  it('accuracy is half as sure by group as it looks by row', { timeout: 60_000 }, () => {
    const { targets, scores, groups } = outOfFold();
    const rows = { targets, probabilities: scores, threshold: 0.5 };
    const accuracy = binaryFigure('accuracy', rows);
    const errorBy = (clusterOf: Int32Array | null) =>
      resampledInterval(accuracy, groups.length, { clusterOf, seed: 1 })?.standardError ?? NaN;
    expect(errorBy(null)).toBeCloseTo(0.0042, 3);
    expect(errorBy(groups)).toBeGreaterThan(0.0067);
    expect(errorBy(groups)).toBeLessThan(0.0087);

    const report = binaryReport(targets, scores, { threshold: 0.5, keys: [...groups] });
    if (!report.ok) throw new Error(report.failure.message);
    expect(report.report.clusters).toBe(1470);
    for (const metric of ['accuracy', 'recall', 'rocAuc', 'prAuc', 'brier'] as const) {
      const figure = binaryFigure(metric, rows);
      const bootstrapped = resampledInterval(figure, groups.length, { clusterOf: groups, seed: 2 });
      const ours = report.report.figures[metric].interval?.standardError ?? NaN;
      expect(Math.abs(ours / (bootstrapped?.standardError ?? NaN) - 1)).toBeLessThan(0.12);
    }
  });
});
