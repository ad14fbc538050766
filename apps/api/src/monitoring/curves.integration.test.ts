import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { brierScore } from '@kilter/core/performance/probability-losses';
import { averagePrecision, rocAuc } from '@kilter/core/performance/ranking';
import { DAY_MS } from '@kilter/core/time/units';
import { onlyProblem } from '../testing/graphql-client.ts';
import { COMPLAIN, writeLabelledHistory, type LabelledRow } from '../testing/labelled-history.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const CALIBRATION = `
query Calibration($window: WindowInput, $filter: FilterInput) {
  calibration(window: $window, filter: $filter) {
    labelled meanProbability positiveRate ece { value lower upper }
    brier reliability resolution uncertainty withinBins
    bins { from to count meanProbability positiveRate lower upper isConsistent }
  }
}`;
const CURVES = `
query ScoreCurves($model: String, $window: WindowInput, $filter: FilterInput) {
  scoreCurves(model: $model, window: $window, filter: $filter) {
    labelled threshold currency
    histogram { from to positives negatives }
    roc { falsePositiveRate truePositiveRate }
    precisionRecall { recall precision }
    rocAuc { value lower upper } prAuc { value lower upper }
    thresholds {
      threshold truePositives falsePositives falseNegatives trueNegatives precision recall f1 positiveRate valuePerAnswer
    }
  }
}`;

interface Bounded {
  value: number;
  lower: number;
  upper: number;
}
interface CalibrationData {
  calibration: {
    labelled: number;
    meanProbability: number;
    positiveRate: number;
    ece: Bounded;
    brier: number;
    reliability: number;
    resolution: number;
    uncertainty: number;
    withinBins: number;
    bins: { from: number; to: number; count: number; positiveRate: number }[];
  } | null;
}
interface CurvesData {
  scoreCurves: {
    labelled: number;
    threshold: number;
    currency: string;
    histogram: { positives: number; negatives: number }[];
    roc: { falsePositiveRate: number; truePositiveRate: number }[];
    precisionRecall: { recall: number; precision: number }[];
    rocAuc: Bounded;
    prAuc: Bounded;
    thresholds: {
      threshold: number;
      truePositives: number;
      falsePositives: number;
      falseNegatives: number;
      trueNegatives: number;
      recall: number;
      valuePerAnswer: number;
    }[];
  } | null;
}

let app: TestApp;
let close: () => Promise<void>;
let history: LabelledRow[];
const nowMs = Date.now();
const window = { range: { from: new Date(nowMs - 60 * DAY_MS), to: new Date(nowMs - 33 * DAY_MS) } };

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  const times = { fromMs: nowMs - 50 * DAY_MS, toMs: nowMs - 34 * DAY_MS };
  history = await writeLabelledHistory(app, { ...times, rows: 1_000, seed: 9 });
});
afterAll(() => close());

const targetsOf = (rows: LabelledRow[]) => rows.map(({ actual }) => actual);
const scoresOf = (rows: LabelledRow[]) => rows.map(({ row }) => row.probability ?? NaN);

test('calibration is that of the rows', async () => {
  const { calibration } = await app.client.ask<CalibrationData>(CALIBRATION, { window });
  if (!calibration) throw new Error('Nothing is labelled.');
  const { brier, reliability, resolution, uncertainty, withinBins, bins, ece } = calibration;
  expect(calibration.labelled).toBe(1_000);
  expect(brier).toBeCloseTo(brierScore(targetsOf(history), scoresOf(history)) ?? NaN, 6);
  expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 12);
  for (const { from, to, count, positiveRate } of bins) {
    const inside = history.filter(({ row }) => (row.probability ?? 0) >= from && (row.probability ?? 0) < to);
    expect(count).toBe(inside.length);
    expect(positiveRate).toBeCloseTo(inside.reduce((sum, { actual }) => sum + actual, 0) / inside.length, 12);
  }
  // Truth was drawn from the probabilities.
  expect(ece.value).toBeLessThan(0.06);
  expect(ece.lower).toBeLessThanOrEqual(ece.value);
});

test('score curves hold the figures of the rows between their bounds', async () => {
  const { scoreCurves } = await app.client.ask<CurvesData>(CURVES, { window });
  if (!scoreCurves) throw new Error('Nothing is labelled.');
  const { thresholds, roc, histogram } = scoreCurves;
  const [targets, scores] = [targetsOf(history), scoresOf(history)];
  const auc = rocAuc(targets, scores) ?? NaN;
  expect(scoreCurves.rocAuc.lower).toBeLessThanOrEqual(auc);
  expect(scoreCurves.rocAuc.upper).toBeGreaterThanOrEqual(auc);
  const precision = averagePrecision(targets, scores) ?? NaN;
  expect(scoreCurves.prAuc.lower).toBeLessThanOrEqual(precision);
  expect(scoreCurves.prAuc.upper).toBeGreaterThanOrEqual(precision);
  expect(histogram.reduce((sum, bin) => sum + bin.positives + bin.negatives, 0)).toBe(1_000);
  expect(histogram).toHaveLength(64);
  expect([roc[0], roc.at(-1)]).toEqual([
    { falsePositiveRate: 0, truePositiveRate: 0 },
    { falsePositiveRate: 1, truePositiveRate: 1 },
  ]);
  expect(scoreCurves).toMatchObject({ threshold: 0.5, currency: 'USD' });
  for (const row of thresholds) {
    const answered = history.filter((_, i) => scores[i] >= row.threshold);
    const truePositives = answered.filter(({ actual }) => actual === 1).length;
    expect(row).toMatchObject({ truePositives, falsePositives: answered.length - truePositives });
    expect(row.valuePerAnswer).toBeCloseTo((40 * truePositives - 20 * row.falsePositives) / 1_000, 9);
  }
});

test('a filter takes its rows alone, and nothing labelled is null', async () => {
  const filter = { segment: { feature: 'complain', value: '1' } };
  const { scoreCurves } = await app.client.ask<CurvesData>(CURVES, { window, filter });
  expect(scoreCurves?.labelled).toBe(history.filter(({ row }) => row.features[COMPLAIN] === 1).length);
  const none = { filter: { tag: 'nobody' }, window };
  expect(await app.client.ask<CurvesData>(CURVES, none)).toEqual({ scoreCurves: null });
  expect(await app.client.ask<CalibrationData>(CALIBRATION, none)).toEqual({ calibration: null });
});

test('errors name their field', async () => {
  const unknown = onlyProblem(await app.client.request(CURVES, { model: 'nobody' }));
  expect(unknown.extensions).toMatchObject({ code: 'UNKNOWN_MODEL', field: 'model' });
  const wrong = { window: { hours: 0 } };
  const hours = onlyProblem(await app.client.request(CALIBRATION, wrong));
  expect(hours.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'window.hours' });
});
