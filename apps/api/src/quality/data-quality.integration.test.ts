import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { churnLayout, manifest } from '@kilter/core/testing/shipped-churn';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { countFeatures } from '@kilter/core/quality/feature-counts';
import { qualityReport } from '@kilter/core/quality/quality-report';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { reference } from '@kilter/core/testing/shipped-churn';
import { writeRows } from '../testing/back-dated.ts';
import {
  DATA_QUALITY,
  DATA_QUALITY_CHANGED,
  ROWS_QUALITY,
  type DataQualityData,
  type RowsQualityData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { answersTo, sampleCustomers, withFeature } from '../testing/sample-customers.ts';
import { cleanUp, shippedModel, temporaryModels } from '../testing/server-process.ts';
import { subscribe } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let close: () => Promise<void>;
let modelVersionId: number;
const customers = sampleCustomers();
const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const hours = (daysAgo: number, hour: number): TimeWindow => {
  const fromMs = todayMs - daysAgo * DAY_MS + hour * HOUR_MS;
  return { fromMs, toMs: fromMs + HOUR_MS };
};
const asked = ({ fromMs, toMs }: TimeWindow) => ({ range: { from: new Date(fromMs), to: new Date(toMs) } });

const [clean, gaps, odd, constant] = [hours(40, 2), hours(3, 4), hours(4, 6), hours(5, 8)];
let oddRows: PredictionRow[];

async function write(rows: readonly PredictionRow[]): Promise<void> {
  await writeRows(app.db.sql, rows, churnLayout);
}
const answers = (rows: readonly (readonly number[])[], window: TimeWindow, changes = {}) =>
  answersTo(rows, window, { modelVersionId, ...changes });

beforeAll(async () => {
  const models = await temporaryModels();
  const stored = JSON.parse(await readFile(shippedModel('manifest.json'), 'utf8'));
  stored.checks = [
    {
      kind: 'CROSS_FIELD',
      description: '',
      left: 'couponUsed',
      operator: '<=',
      right: 'orderCount',
      allowedShare: 0.01,
    },
  ];
  await writeFile(join(models, 'churn', 'manifest.json'), JSON.stringify(stored));
  const started = await startTestApps(inject('postgresServers')[0].target, 1, { KILTER_MODELS_DIR: models });
  [app] = started.apps;
  close = started.close;
  modelVersionId = app.app.registry.find('churn').champion.id;
  await write(await answers(customers.slice(0, 800), clean));
  await write(
    await answers(
      withFeature(customers.slice(800, 1600), 'tenure', (value, row) => (row % 10 < 3 ? Number.NaN : value)),
      gaps,
    ),
  );
  oddRows = await answers(strange(customers.slice(1600, 2400)), odd);
  // Twenty customers of a payment mode that nobody knows, and ten of a misspelt one.
  oddRows = oddRows.map((row, i) => (i < 30 ? withUnseen(row, i < 20 ? 'Crypto' : 'debit  card') : row));
  await write(oddRows);
  await write(
    await answers(
      withFeature(customers.slice(2400, 3000), 'cityTier', () => 1),
      constant,
    ),
  );
});
afterAll(async () => {
  await close();
  await cleanUp();
});

/** From row 100 on 60 with more coupons than orders, far out of range; rows 200 to 209 are one and the same customer. */
function strange(rows: readonly (readonly number[])[]): number[][] {
  const coupons = withFeature(rows, 'couponUsed', (value, row) => (row >= 100 && row < 160 ? 90 : value));
  const stuck = withFeature(coupons, 'cashbackAmount', (value, row) =>
    row >= 300 && row < 400 ? 0.5 : value,
  );
  return stuck.map((row, i) => (i >= 200 && i < 210 ? stuck[200] : row));
}

function withUnseen(row: PredictionRow, text: string): PredictionRow {
  const at = manifest.features.findIndex(({ name }) => name === 'preferredPaymentMode');
  return {
    ...row,
    features: row.features.with(at, Number.NaN),
    flags: { ...row.flags, preferredPaymentMode: 'UNSEEN_CATEGORY' },
    raw: { preferredPaymentMode: text },
  };
}

const quality = async (window: TimeWindow, filter?: object) =>
  (await app.client.ask<DataQualityData>(DATA_QUALITY, { window: asked(window), filter })).dataQuality;
const byRows = async (window: TimeWindow) =>
  (await app.client.ask<RowsQualityData>(ROWS_QUALITY, { window: asked(window) })).dataQuality;
function named<Feature extends { feature: string }>(features: readonly Feature[], name: string): Feature {
  const found = features.find(({ feature }) => feature === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

describe('counters', () => {
  test('customers like those of the training data are in order', async () => {
    const report = await quality(clean);
    expect(report).toMatchObject({ rows: 800, isSample: false, verdict: 'OK' });
    expect(report.features.map(({ feature }) => feature)).toEqual(manifest.features.map(({ name }) => name));
  });

  test('gaps alert by themselves alone', async () => {
    const { verdict, features } = await quality(gaps);
    expect(verdict).toBe('ALERT');
    const tenure = named(features, 'tenure');
    expect(tenure).toMatchObject({ verdict: 'ALERT', missingShare: { verdict: 'ALERT' } });
    expect(tenure.missingRate).toBeGreaterThan(0.3);
    expect(tenure.missingShare.referenceShare).toBeCloseTo(264 / 5630, 9);
    expect(features.filter((feature) => feature.verdict === 'ALERT')).toHaveLength(1);
  });

  test('are what the rows say', async () => {
    const counted = countFeatures(
      manifest,
      oddRows.map(({ features, flags, raw }) => ({ values: features, flags, raw })),
    );
    const { features } = await quality(odd);
    features.forEach(({ rows, missing, unseen, outOfRange }, i) => {
      const { missing: gap, unseen: strangers, outOfRange: outside } = counted[i];
      expect({ rows, missing, unseen, outOfRange }).toEqual({
        rows: 800,
        missing: gap,
        unseen: strangers,
        outOfRange: outside,
      });
    });
    expect(named(features, 'preferredPaymentMode').unseen).toBe(30);
    expect(named(features, 'couponUsed').outOfRange).toBeGreaterThanOrEqual(60);
  });

  test('a column with one value only', async () => {
    expect(named((await quality(constant)).features, 'cityTier')).toMatchObject({
      isConstant: true,
      constantVerdict: 'ALERT',
      verdict: 'ALERT',
    });
  });

  test('have no verdict under 300 rows', async () => {
    expect(await quality(hours(80, 3))).toMatchObject({ rows: 0, verdict: 'NOT_ENOUGH_DATA' });
  });

  test('of a segment come from the rows', async () => {
    const { champion } = app.app.registry.find('churn');
    const [{ feature, labels }] = champion.layout.segments;
    const report = await quality(clean, { segment: { feature, value: labels[0] } });
    expect(report.isSample).toBe(true);
    expect(report.rows).toBeGreaterThan(0);
    expect(report.rows).toBeLessThan(800);
    // By which the rows were chosen.
    expect(named(report.features, feature)).toMatchObject({ isConstant: true, verdict: 'OK' });
    const answer = await app.client.request(DATA_QUALITY, { filter: { version: 'none' } });
    expect(onlyProblem(answer).extensions).toMatchObject({ code: 'NOT_FOUND', field: 'filter.version' });
  });
});

describe('rows', () => {
  test('broken checks, duplicates, unseen texts', async () => {
    const { checks, duplicates, features } = await byRows(odd);
    expect(checks).toMatchObject([
      { kind: 'CROSS_FIELD', description: 'couponUsed <= orderCount', broken: { verdict: 'ALERT' } },
    ]);
    expect(checks[0].broken.count).toBeGreaterThan(50);
    expect(checks[0].predictionIds).toContain(oddRows[100].id);
    const core = qualityReport(
      manifest,
      reference,
      oddRows.map(({ features: values, flags, raw }) => ({ values, flags, raw })),
    );
    const { rows, extraRows } = core.duplicates;
    expect(duplicates).toMatchObject({ rows, extraRows });
    expect(duplicates.largestGroup).toEqual(oddRows.slice(200, 210).map(({ id }) => id));
    expect(named(features, 'preferredPaymentMode').unseenTexts).toEqual([
      { text: 'Crypto', rows: 20, looksLike: 'NEW', category: null },
      { text: 'debit  card', rows: 10, looksLike: 'SPELLING', category: 'Debit Card' },
    ]);
  });

  test('a value that is stuck', async () => {
    const { features } = await byRows(odd);
    expect(named(features, 'cashbackAmount').stuck).toMatchObject({ value: '0.5', rows: 100 });
    expect(named(features, 'tenure').stuck).toBeNull();
  });

  test('outliers: by the training data until there are past rows to learn from', async () => {
    const { outliers } = await byRows(odd);
    expect(outliers).toMatchObject({ rows: 800, learntFrom: 'COUNTS' });
    expect(outliers?.count).toBeGreaterThanOrEqual(60);
    const wild = new Set(oddRows.slice(100, 160).map(({ id }) => id));
    expect(outliers?.examples).toHaveLength(5);
    for (const { predictionId, reasons } of outliers?.examples ?? []) {
      expect(wild.has(predictionId)).toBe(true);
      expect(reasons[0].feature).toBe('couponUsed');
    }
    const [before, later] = [hours(70, 5), hours(60, 5)];
    await write(await answers(customers.slice(0, 2000), before));
    await write(await answers(customers.slice(3000, 4500), later));
    const learnt = (await byRows(later)).outliers;
    expect(learnt).toMatchObject({ rows: 1500, learntFrom: 'ROWS' });
    expect(learnt?.rate).toBeLessThan(0.03);
  });
});

test('a subscription tells the state at once, and again when it changes', async () => {
  interface Changed {
    dataQualityChanged: { rows: number };
  }
  const { events, stop } = subscribe<Changed>(app.url, DATA_QUALITY_CHANGED, { window: { hours: 2 } });
  await vi.waitFor(() => expect(events[0]?.data?.dataQualityChanged.rows).toBe(0), { timeout: 5_000 });
  const nowMs = Date.now();
  await write(await answers(customers.slice(0, 50), { fromMs: nowMs - HOUR_MS, toMs: nowMs - MINUTE_MS }));
  await vi.waitFor(() => expect(events.at(-1)?.data?.dataQualityChanged.rows).toBe(50), { timeout: 10_000 });
  await stop();
});
