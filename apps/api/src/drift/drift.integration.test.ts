import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { dealIntoChunks } from '@kilter/core/drift/deal-counts';
import { evidentlyDrift } from '@kilter/core/drift/evidently';
import { fitNannyml, nannymlDrift } from '@kilter/core/drift/nannyml';
import { countsOfReference } from '@kilter/core/drift/reference-counts';
import { countValues } from '@kilter/core/drift/value-counts';
import { churnLayout, manifest, reference } from '@kilter/core/testing/shipped-churn';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { createRandom } from '@kilter/core/training/random';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { writeRows } from '../testing/back-dated.ts';
import {
  DRIFT,
  DRIFT_CHANGED,
  MULTIVARIATE,
  type DriftData,
  type FeatureDriftData,
  type MultivariateData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { answersTo, encodedRows, sampleCustomers, withFeature } from '../testing/sample-customers.ts';
import { subscribe } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let close: () => Promise<void>;
let modelVersionId: number;
const customers = sampleCustomers();
/** A whole hour, some days ago: scenarios lie at hours of their own, so that none is another's earlier week. */
const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const hours = (daysAgo: number, hour: number, length = 1): TimeWindow => {
  const fromMs = todayMs - daysAgo * DAY_MS + hour * HOUR_MS;
  return { fromMs, toMs: fromMs + length * HOUR_MS };
};
const asked = ({ fromMs, toMs }: TimeWindow) => ({ range: { from: new Date(fromMs), to: new Date(toMs) } });

const stable = hours(2, 0);
const shifted = hours(3, 2);
const harmless = hours(4, 4);
const mixed = hours(5, 6);
const sparse = hours(6, 8);
const seasonal = hours(2, 12);
/** Tenure of new customers for two of five: what matters most has moved. */
const newcomers = (rows: readonly (readonly number[])[]) =>
  withFeature(rows, 'tenure', (value, row) => (row % 5 < 2 ? row % 2 : value));

async function write(
  rows: readonly (readonly number[])[],
  window: TimeWindow,
  changes: Partial<PredictionRow> = {},
): Promise<void> {
  const answers = await answersTo(rows, window, { modelVersionId, ...changes });
  await writeRows(app.db.sql, answers, churnLayout);
}

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  modelVersionId = app.app.registry.find('churn').champion.id;
  await write(customers.slice(0, 1500), stable);
  await write(newcomers(customers.slice(1500, 3000)), shifted);
  await write(
    withFeature(customers.slice(0, 1500), 'hourSpendOnApp', (value) => value + 1),
    harmless,
  );
  await write(customers.slice(0, 900), mixed);
  await write(newcomers(customers.slice(900, 1800)), mixed, { source: 'IMPORT', tags: ['spring'] });
  await write(customers.slice(0, 60), sparse);
  await write(customers.slice(60, 400), {
    ...sparse,
    fromMs: sparse.fromMs - 3 * HOUR_MS,
    toMs: sparse.fromMs,
  });
  await write(newcomers(customers.slice(0, 600)), seasonal);
});
afterAll(() => close());

const drift = async (window: TimeWindow, variables: object = {}) =>
  (await app.client.ask<DriftData>(DRIFT, { window: asked(window), ...variables })).drift;
const feature = (features: readonly FeatureDriftData[], name: string) => {
  const found = features.find((one) => one.feature === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('against the training reference', () => {
  test('customers like those of the training data are stable', async () => {
    const report = await drift(stable);
    expect(report).toMatchObject({
      rows: 1500,
      grown: false,
      isSample: false,
      verdict: 'STABLE',
      severity: null,
      driftedShare: 0,
      dialect: 'KILTER',
      comparedWith: { kind: 'TRAINING', name: 'training', rows: reference.rows, weeks: 0, from: null },
      prediction: { drifted: false, verdict: 'STABLE' },
    });
    expect(report.features).toHaveLength(manifest.features.length);
    for (const { verdict, reference: before, current } of report.features) {
      expect(verdict).toBe('STABLE');
      expect(current.map(({ label }) => label)).toEqual(before.map(({ label }) => label));
      for (const bars of [before, current]) {
        expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }
    }
  });

  test('what matters and has moved stands first, and warns', async () => {
    const report = await drift(shifted);
    expect(report).toMatchObject({ verdict: 'DRIFTED', severity: 'WARNING' });
    expect(report.driftedShare).toBeGreaterThan(0.3);
    const [first] = report.features;
    expect(first).toMatchObject({
      feature: 'tenure',
      drifted: true,
      method: 'JENSEN_SHANNON',
      kind: 'NUMERIC',
    });
    expect(first.effect).toBe(first.statistic);
    expect(first.statistic).toBeGreaterThan(first.threshold ?? 1);
    expect(report.features.filter(({ drifted }) => drifted)).toHaveLength(1);
    expect(report.prediction?.drifted).toBe(true);
    expect(report.features.map(({ impact }) => impact)).toEqual(
      report.features.map(({ impact }) => impact).sort((a, b) => b - a),
    );
  });

  test('a feature that hardly counts is told of, and no more', async () => {
    const report = await drift(harmless);
    expect(report).toMatchObject({ verdict: 'DRIFTED', severity: 'INFO', prediction: { drifted: false } });
    expect(report.driftedShare).toBeLessThan(0.01);
    expect(report.features.filter(({ drifted }) => drifted).map((one) => one.feature)).toEqual([
      'hourSpendOnApp',
    ]);
  });

  test('some features, by another method', async () => {
    const { features } = await drift(shifted, { features: ['tenure', 'complain'], method: 'WASSERSTEIN' });
    expect(features.map(({ method }) => method)).toEqual(['WASSERSTEIN', 'WASSERSTEIN']);
    const tenure = feature(features, 'tenure');
    expect(tenure.statistic).toBe(tenure.wasserstein);
    expect(tenure.drifted).toBe(true);
  });
});

describe('dialects', () => {
  const rows = customers.slice(1500, 3000);
  const column = (name: string) => manifest.features.findIndex((one) => one.name === name);
  const counted = (name: string) =>
    countValues(Float64Array.from(newcomers(rows), (row) => row[column(name)]));

  test("Evidently's figures are those of the rows", async () => {
    for (const method of [null, 'KOLMOGOROV_SMIRNOV', 'POPULATION_STABILITY', 'CHI_SQUARE'] as const) {
      const { features, severity } = await drift(shifted, { dialect: 'EVIDENTLY', method });
      expect(severity).toBeNull();
      let exact = 0;
      for (const shift of features.filter(({ isApproximate }) => !isApproximate)) {
        const before = countsOfReference(reference.features[shift.feature]);
        const options = method !== null && shift.method === method ? { method } : undefined;
        const outcome = evidentlyDrift(shift.kind, before, counted(shift.feature), options);
        if (!outcome.ok) throw new Error(outcome.failure.message);
        const { statistic, pValue, threshold, drifted } = outcome.result;
        expect(shift).toMatchObject({ statistic, pValue, threshold, drifted, method: outcome.result.method });
        exact++;
      }
      expect(exact).toBeGreaterThan(14);
    }
  });

  test("NannyML's too, with limits of chunks of the training data in random order", async () => {
    const { features, verdict } = await drift(shifted, { dialect: 'NANNYML' });
    for (const shift of features.filter(({ isApproximate }) => !isApproximate)) {
      const before = countsOfReference(reference.features[shift.feature]);
      const fitted = fitNannyml(shift.kind, dealIntoChunks(before, 10, createRandom(1)));
      const outcome = fitted.ok ? nannymlDrift(fitted.fit, counted(shift.feature)) : fitted;
      if (!outcome.ok) throw new Error(outcome.failure.message);
      const { statistic, threshold, drifted } = outcome.result;
      expect(shift).toMatchObject({ statistic, threshold, drifted, method: 'JENSEN_SHANNON' });
    }
    expect(feature(features, 'tenure').drifted).toBe(true);
    expect(verdict).toBe('DRIFTED');
  });

  test("NannyML's limits are of chunks of time where a window is the reference", async () => {
    const against = { window: asked(stable) };
    const { features, comparedWith } = await drift(shifted, { dialect: 'NANNYML', against });
    expect(comparedWith).toMatchObject({ kind: 'WINDOW', rows: 1500 });
    const minutes = Array.from({ length: 10 }, (_, i) => 6 * i);
    const complain = column('complain');
    const chunks = minutes.map((from) =>
      countValues(
        Float64Array.from(
          customers
            .slice(0, 1500)
            .filter((_, i) => Math.floor((60 * i) / 1500) >= from && Math.floor((60 * i) / 1500) < from + 6),
          (row) => row[complain],
        ),
      ),
    );
    const fitted = fitNannyml('NUMERIC', chunks);
    const outcome = fitted.ok ? nannymlDrift(fitted.fit, counted('complain')) : fitted;
    expect(outcome.ok && outcome.result.threshold).toBeCloseTo(
      feature(features, 'complain').threshold ?? 0,
      12,
    );
  });
});

describe('the window', () => {
  test('grows until there is enough, and says so', async () => {
    const report = await drift(sparse);
    expect(report).toMatchObject({ grown: true, verdict: 'STABLE' });
    expect(report.rows).toBeGreaterThanOrEqual(300);
    expect(new Date(report.from).getTime()).toBe(sparse.fromMs - 3 * HOUR_MS);
    expect(new Date(report.to).getTime()).toBe(sparse.toMs);
  });

  test('has no verdict where nothing is', async () => {
    const report = await drift(hours(60, 3));
    expect(report).toMatchObject({ rows: 0, grown: false, verdict: 'NOT_ENOUGH_DATA', driftedShare: null });
    expect(
      report.features.every(({ statistic, current }) => statistic === null && current.length === 0),
    ).toBe(true);
  });
});

describe('filters', () => {
  test('by source', async () => {
    const imported = await drift(mixed, { filter: { source: 'IMPORT' } });
    const others = await drift(mixed, { filter: { source: 'API' } });
    expect([imported.rows, others.rows]).toEqual([900, 900]);
    expect([imported.verdict, others.verdict]).toEqual(['DRIFTED', 'STABLE']);
  });

  test('by version', async () => {
    expect((await drift(mixed, { filter: { version: manifest.version } })).rows).toBe(1800);
    const answer = await app.client.request(DRIFT, { filter: { version: '9.9.9' } });
    expect(onlyProblem(answer).extensions).toMatchObject({ code: 'NOT_FOUND', field: 'filter.version' });
  });

  test('by tag, from the rows, against the same tag before', async () => {
    const filter = { tag: 'spring' };
    const report = await drift(mixed, { filter, against: { training: true } });
    expect(report).toMatchObject({ rows: 900, isSample: true, verdict: 'DRIFTED' });
    expect(report.features[0].feature).toBe('tenure');
    const alone = await drift(mixed, { filter });
    expect(alone).toMatchObject({
      verdict: 'NOT_ENOUGH_DATA',
      comparedWith: { kind: 'WEEKS_BEFORE', rows: 0 },
    });
  });

  test('by segment: its own feature is no drift', async () => {
    const filter = {
      segment: {
        feature: manifest.segments[0],
        value: app.app.registry.find('churn').champion.layout.segments[0].labels[0],
      },
    };
    const report = await drift(stable, { filter });
    expect(report.isSample).toBe(true);
    expect(report.comparedWith.kind).toBe('WEEKS_BEFORE');
    expect(feature(report.features, manifest.segments[0]).drifted).toBe(false);
  });
});

test('the same hours of three of the last four weeks stand in for the training data', async () => {
  // Not the same window: what was counted of the past is kept for a minute.
  expect(await drift({ ...seasonal, toMs: seasonal.toMs - MINUTE_MS })).toMatchObject({
    verdict: 'DRIFTED',
    comparedWith: { kind: 'TRAINING' },
  });
  for (const week of [1, 2, 3]) {
    const back = { fromMs: seasonal.fromMs - 7 * week * DAY_MS, toMs: seasonal.toMs - 7 * week * DAY_MS };
    await write(newcomers(customers.slice(600 * week, 600 * week + 600)), back);
  }
  const report = await drift(seasonal);
  expect(report).toMatchObject({
    verdict: 'STABLE',
    comparedWith: { kind: 'SAME_HOURS', weeks: 3, rows: 1800 },
    prediction: { drifted: false },
  });
  expect(feature(report.features, 'tenure').comparedWith).toBe('SAME_HOURS');
  expect(await drift(seasonal, { against: { training: true } })).toMatchObject({
    verdict: 'DRIFTED',
    comparedWith: { kind: 'TRAINING' },
  });
});

test('simulated rows are nothing to compare with, unless they are asked for', async () => {
  const [earlier, now] = [hours(10, 20), hours(9, 20)];
  await write(customers.slice(0, 400), earlier, { source: 'SIMULATION' });
  await write(newcomers(customers.slice(0, 400)), now, { source: 'SIMULATION' });
  const against = { window: asked(earlier) };
  expect(await drift(now, { against })).toMatchObject({
    rows: 400,
    verdict: 'NOT_ENOUGH_DATA',
    comparedWith: { kind: 'WINDOW', rows: 0 },
  });
  expect(await drift(now, { against, filter: { source: 'SIMULATION' } })).toMatchObject({
    verdict: 'DRIFTED',
    comparedWith: { rows: 400 },
  });
});

describe('several features at once', () => {
  const ask = async (variables: Record<string, unknown>) =>
    (await app.client.ask<MultivariateData>(MULTIVARIATE, variables)).drift.multivariate;

  test('are measured over the rows of both windows', async () => {
    const variables = { window: asked(shifted), against: { window: asked(stable) } };
    const classifier = await ask({ ...variables, method: 'DOMAIN_CLASSIFIER' });
    expect(classifier).toMatchObject({
      rows: 1500,
      referenceRows: 1500,
      lower: 0.45,
      upper: 0.65,
      drifted: true,
    });
    expect(classifier.drivers[0].name).toBe('tenure');
    const reconstruction = await ask(variables);
    expect(reconstruction.method).toBe('RECONSTRUCTION');
    expect(reconstruction.value).toBeGreaterThan(0);
    expect(await ask({ ...variables, method: 'CORRELATION' })).toMatchObject({ drifted: true, upper: 0.1 });
    expect(await ask({ window: asked(stable), against: { window: asked(stable) } })).toMatchObject({
      drifted: false,
    });
  });

  test('the four weeks before stand in for the training data; too few rows are said', async () => {
    const { insufficient, value, referenceTo } = await ask({ window: asked(hours(70, 3)) });
    expect({ insufficient, value }).toEqual({
      insufficient: 'reference: 0 rows are too few: at least 300 are needed',
      value: null,
    });
    expect(new Date(referenceTo).getTime()).toBe(hours(70, 3).fromMs);
  });
});

test.each([
  [{ method: 'CHI_SQUARE' }, 'method'],
  [{ dialect: 'EVIDENTLY', method: 'KOLMOGOROV_SMIRNOV', features: ['tenure', 'gender'] }, 'method'],
  [{ features: ['tenure', 'shoeSize'] }, 'features.1'],
  [{ features: [] }, 'features'],
  [{ window: { hours: 0 } }, 'window.hours'],
  [{ against: { window: { days: 0 } } }, 'against.window.days'],
  [{ filter: { segment: { feature: 'shoeSize', value: '42' } } }, 'filter.segment.feature'],
])('%o is refused', async (variables, field) => {
  const problem = onlyProblem(await app.client.request(DRIFT, variables));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test('an unknown reference is not found', async () => {
  const answer = await app.client.request(DRIFT, { against: { reference: { name: 'nowhere' } } });
  expect(onlyProblem(answer).extensions).toMatchObject({
    code: 'NOT_FOUND',
    field: 'against.reference.name',
  });
});

test('a subscription tells the state at once, and again when it changes', async () => {
  interface Changed {
    driftChanged: { rows: number; verdict: string };
  }
  const window = { hours: 3 };
  const { events, stop } = subscribe<Changed>(app.url, DRIFT_CHANGED, { window });
  const newest = () => events.at(-1)?.data?.driftChanged;
  await vi.waitFor(() => expect(events.length).toBeGreaterThan(0), { timeout: 5_000 });
  const nowMs = Date.now();
  await write(newcomers(customers.slice(0, 500)), { fromMs: nowMs - 2 * HOUR_MS, toMs: nowMs - MINUTE_MS });
  await vi.waitFor(() => expect(newest()).toMatchObject({ rows: 500, verdict: 'DRIFTED' }), {
    timeout: 10_000,
  });
  await stop();
});

const HALVES = new URL('../../../../../shared/data/ecommerce_churn.csv', import.meta.url);

describe.skipIf(!existsSync(HALVES))('the halves of the e-commerce data (needs ../shared)', () => {
  test('the second half has drifted, as the rows say', async () => {
    const rows = encodedRows(HALVES);
    const [first, second] = [rows.slice(0, rows.length / 2), rows.slice(rows.length / 2)];
    const [before, now] = [hours(20, 1), hours(13, 1)];
    await write(first, before);
    await write(second, now);
    const against = { window: asked(before) };
    const report = await drift(now, { against });
    expect(report).toMatchObject({ rows: 2815, verdict: 'DRIFTED', severity: 'WARNING' });
    const drifted = report.features.filter((one) => one.drifted).map((one) => one.feature);
    expect(drifted).toHaveLength(10);
    // What drifts most is of little use to the model: it does not stand first.
    const most = report.features.toSorted((a, b) => (b.effect ?? 0) - (a.effect ?? 0))[0];
    expect(most.feature).not.toBe(report.features[0].feature);
    const evidently = await drift(now, { against, dialect: 'EVIDENTLY' });
    for (const shift of evidently.features.filter(({ isApproximate }) => !isApproximate)) {
      const at = manifest.features.findIndex(({ name }) => name === shift.feature);
      const side = (half: readonly number[][]) => countValues(Float64Array.from(half, (row) => row[at]));
      const outcome = evidentlyDrift(shift.kind, side(first), side(second));
      expect(outcome.ok && outcome.result.statistic).toBe(shift.statistic);
    }
  });
});
