import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/expect-relative.ts';
import { scoredRows } from '../testing/scored-rows.ts';
import { binaryFigure } from './binary-figures.ts';
import { binaryMetricNames, binaryMetrics } from './binary-metrics.ts';
import { binaryReport, type BinaryReport } from './binary-report.ts';
import { resampledInterval } from './weighted-figure.ts';

const { targets, first, second, groups } = scoredRows(600);
const THRESHOLD = 0.35;

function reportOf(...[truths, probabilities, options]: Parameters<typeof binaryReport>): BinaryReport {
  const result = binaryReport(truths, probabilities, options);
  if (!result.ok) throw new Error(result.failure.message);
  return result.report;
}

/** No figure may be NaN or infinite, however deep it lies. */
function expectNumbersOnly(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(expectNumbersOnly);
}

describe('binaryReport', () => {
  const report = reportOf(targets, first, { threshold: THRESHOLD });

  // scikit-learn 1.9.1 on the same rows: confusion_matrix, balanced_accuracy_score, matthews_corrcoef, roc_auc_score,
  // average_precision_score, log_loss, brier_score_loss and so on.
  it.each([
    ['accuracy', 0.7133333333333334, 0.6883333333333334],
    ['balancedAccuracy', 0.7080297879229399, 0.7210215314877773],
    ['precision', 0.5041666666666667, 0.47766323024054985],
    ['recall', 0.6954022988505747, 0.7988505747126436],
    ['specificity', 0.7206572769953051, 0.6431924882629108],
    ['f1', 0.5845410628019324, 0.5978494623655914],
    ['mcc', 0.38537015213441067, 0.4013453808927182],
    ['rocAuc', 0.8106821002644217, 0.8191071717662295],
    ['prAuc', 0.7548025979180868, 0.7366800421964388],
    ['logLoss', 0.46426740076677137, 0.48730850516901997],
    ['brier', 0.14772649999999998, 0.15582766666666667],
  ] as const)('%s as scikit-learn', (metric, ofFirst, ofSecond) => {
    expectClose(report.figures[metric].value, ofFirst);
    expectClose(reportOf(targets, second, { threshold: THRESHOLD }).figures[metric].value, ofSecond);
    expectClose(binaryMetrics(targets, first, THRESHOLD)[metric], ofFirst);
  });

  it('counts what it measured', () => {
    expect(report).toMatchObject({ rows: 600, leftOut: 0, positives: 174, clusters: null });
    expect(report.confusion).toEqual({
      truePositives: 121,
      falsePositives: 119,
      falseNegatives: 53,
      trueNegatives: 307,
    });
  });

  // Derivatives of scikit-learn 1.9.1's functions by their sample_weight (central differences of 1e-4), squared and
  // summed over rows, and over groups, times n / (n - 1).
  it.each([
    ['balancedAccuracy', 0.02057137115677091, 0.020030280958330964],
    ['f1', 0.028839136074393323, 0.028053879716116253],
    ['mcc', 0.03863133333921979, 0.03757518282130539],
    ['prAuc', 0.02699306676841802, 0.02619937022306752],
    ['logLoss', 0.01914398514707444, 0.01960217517004758],
  ] as const)('standard error of %s', (metric, byRow, byGroup) => {
    const grouped = reportOf(targets, first, { threshold: THRESHOLD, keys: [...groups] });
    expect(grouped.clusters).toBe(195);
    expectClose(report.figures[metric].interval?.standardError, byRow, 1e-5);
    const correction = Math.sqrt(195 / 194 / (200 / 199));
    expectClose(grouped.figures[metric].interval?.standardError, byGroup * correction, 1e-5);
  });

  it('widens the intervals of rows that repeat: each subject twice is worth no more than once', () => {
    const twice = (values: Float64Array) => [...values, ...values];
    const keys = twice(Float64Array.from(targets.keys()));
    const doubled = reportOf(twice(targets), twice(first), { threshold: THRESHOLD, keys });
    expect(doubled.clusters).toBe(600);
    for (const metric of [
      'accuracy',
      'precision',
      'recall',
      'specificity',
      'rocAuc',
      'prAuc',
      'f1',
    ] as const) {
      const [once, now] = [report.figures[metric], doubled.figures[metric]];
      expectClose(now.value, once.value ?? NaN, 1e-9);
      expectClose(now.interval?.standardError, once.interval?.standardError ?? NaN, 0.005);
    }
    const independent = reportOf(twice(targets), twice(first), { threshold: THRESHOLD });
    expectClose(independent.figures.accuracy.interval?.standardError, 0.018461 / Math.SQRT2, 1e-3);
  });

  it('takes null keys as rows of their own', () => {
    const keys = targets.map(() => 0);
    const alone = reportOf(targets, first, { threshold: THRESHOLD, keys: [...keys].map(() => null) });
    expect(alone).toEqual(report);
  });

  it('agrees with the bootstrap about how sure it is', () => {
    const rows = { targets, probabilities: first, threshold: THRESHOLD };
    for (const metric of ['accuracy', 'recall', 'rocAuc', 'prAuc', 'f1', 'brier'] as const) {
      const figure = binaryFigure(metric, rows);
      const interval = resampledInterval(figure, 600, { clusterOf: null, seed: 5, repeats: 1000 });
      const ours = report.figures[metric].interval;
      expectClose(interval?.standardError, ours?.standardError ?? NaN, 0.1);
      expectClose(interval?.lower, ours?.lower ?? NaN, 0.02);
      expectClose(interval?.upper, ours?.upper ?? NaN, 0.02);
    }
  });

  it('refuses what is no target or probability, and says which', () => {
    const options = { threshold: 0.5 };
    expect(binaryReport([0, 2], [0.1, 0.2], options)).toMatchObject({
      ok: false,
      failure: { code: 'BAD_USER_INPUT', field: 'targets' },
    });
    for (const bad of [-0.1, 1.1, Infinity, -Infinity]) {
      expect(binaryReport([0, 1], [0.1, bad], options)).toMatchObject({
        failure: { code: 'BAD_USER_INPUT', field: 'probabilities' },
      });
    }
    expect(binaryReport([0, 1], [0.1], options)).toMatchObject({ failure: { code: 'BAD_USER_INPUT' } });
    expect(binaryReport([], [], options)).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
    expect(binaryReport([NaN], [0.1], options)).toMatchObject({ failure: { code: 'INSUFFICIENT_DATA' } });
  });

  it('has no NaN, whatever little it gets, and every figure in its range', () => {
    const row = fc.tuple(
      fc.constantFrom(0, 1, NaN),
      fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1 })),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, threshold) => {
          const [truths, probabilities, keys] = [0, 1, 2].map((i) => rows.map((one) => one[i]));
          for (const options of [{ threshold }, { threshold, keys }]) {
            const result = binaryReport(truths, probabilities, options);
            if (!result.ok) {
              expect(result.failure.code).toBe('INSUFFICIENT_DATA');
              continue;
            }
            expectNumbersOnly(result.report);
            for (const { value, interval } of Object.values(result.report.figures)) {
              if (value === null) expect(interval).toBeNull();
              else if (interval !== null) {
                expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
                expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
              }
            }
          }
        },
      ),
    );
  });

  it('says nothing of one class but what can be said', () => {
    const { figures } = reportOf([1, 1, 1], [0.2, 0.6, 0.9], { threshold: 0.5 });
    expect(figures.recall.value).toBeCloseTo(2 / 3, 12);
    expect(figures.specificity).toEqual({ value: null, interval: null });
    expect(figures.rocAuc).toEqual({ value: null, interval: null });
    expect(figures.prAuc.value).toBe(1);
  });
});

describe('binaryFigure', () => {
  const rows = { targets, probabilities: first, threshold: THRESHOLD };

  it('with weights of 1 is the metric', () => {
    const metrics = binaryMetrics(targets, first, THRESHOLD);
    const once = new Float64Array(600).fill(1);
    for (const metric of binaryMetricNames) {
      expectClose(binaryFigure(metric, rows)(once), metrics[metric] ?? NaN, 1e-12);
    }
  });

  // scikit-learn 1.9.1 with sample_weight i x 7 mod 4 for row i.
  it.each([
    ['accuracy', 0.7133333333333334],
    ['f1', 0.5798045602605864],
    ['mcc', 0.37930180659191237],
    ['rocAuc', 0.8133278170513074],
    ['prAuc', 0.7527668082030828],
    ['logLoss', 0.4623667244553416],
  ] as const)('weighs rows as scikit-learn: %s', (metric, expected) => {
    const weights = Float64Array.from({ length: 600 }, (_, i) => (i * 7) % 4);
    expectClose(binaryFigure(metric, rows)(weights), expected);
  });

  it('is null where nothing has weight', () => {
    for (const metric of binaryMetricNames) {
      expect(binaryFigure(metric, rows)(new Float64Array(600))).toBeNull();
    }
  });
});
