import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { manifest } from '@kilter/core/testing/shipped-churn';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { DatabaseTarget } from '@kilter/db/client';
import { createTestDatabase } from '@kilter/db/testing/postgres';
import { writeRows } from '../testing/back-dated.ts';
import { DRIFT, ROWS_QUALITY, type DriftData, type RowsQualityData } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { answersTo, sampleCustomers, withFeature } from '../testing/sample-customers.ts';
import { cleanUp, shippedModel, temporaryModels } from '../testing/server-process.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
let drop: () => Promise<void>;
const customers = sampleCustomers();
const fromMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 2 * DAY_MS;
const window: TimeWindow = { fromMs, toMs: fromMs + HOUR_MS };
const weekBefore: TimeWindow = { fromMs: fromMs - 5 * DAY_MS, toMs: fromMs - 4 * DAY_MS };

/** Starts with another version for a moment, so that it is known; without a file that could be read, it is known by its name. */
async function startOnce(target: DatabaseTarget, version: string, hasReference: boolean): Promise<void> {
  const models = await temporaryModels();
  const path = join(models, 'churn', 'manifest.json');
  const stored: object = JSON.parse(await readFile(shippedModel('manifest.json'), 'utf8'));
  await writeFile(path, JSON.stringify({ ...stored, version }));
  await writeFile(join(models, 'churn', 'model.onnx'), 'none');
  if (!hasReference) await rm(join(models, 'churn', 'reference.json'), { force: true });
  const once = await startTestApp(target, { KILTER_MODELS_DIR: models });
  await once.close();
}

async function write(rows: readonly (readonly number[])[], when: TimeWindow, version: string): Promise<void> {
  const known = app.app.registry.versionsOf('churn').find((one) => one.version === version);
  if (!known) throw new Error(`no version ${version}`);
  await writeRows(app.db.sql, await answersTo(rows, when, { modelVersionId: known.id }), known.layout);
}

beforeAll(async () => {
  const made = await createTestDatabase(inject('postgresServers')[0].target);
  drop = made.drop;
  await startOnce(made.target, 'without-reference', false);
  await startOnce(made.target, 'before', true);
  app = await startTestApp(made.target);
  const newcomers = withFeature(customers.slice(0, 500), 'tenure', (value, row) =>
    row % 5 < 2 ? row % 2 : value,
  );
  await write(newcomers, window, 'before');
  await write(customers.slice(500, 1000), window, manifest.version);
  await write(customers.slice(1000, 1500), window, 'without-reference');
  await write(customers.slice(1500, 2000), weekBefore, 'without-reference');
});
afterAll(async () => {
  await app.close();
  await drop();
  await cleanUp();
});

const asked = { range: { from: new Date(window.fromMs), to: new Date(window.toMs) } };
const drift = async (variables: object) =>
  (await app.client.ask<DriftData>(DRIFT, { window: asked, ...variables })).drift;

test('versions that are counted alike are one, or each by itself', async () => {
  expect(await drift({})).toMatchObject({ rows: 1000, versionsLeftOut: ['without-reference'] });
  const before = await drift({ filter: { version: 'before' } });
  expect(before).toMatchObject({ rows: 500, verdict: 'DRIFTED', comparedWith: { kind: 'TRAINING' } });
  expect(await drift({ filter: { version: manifest.version } })).toMatchObject({
    rows: 500,
    verdict: 'STABLE',
  });
});

test('one that is counted otherwise is compared with its own four weeks before', async () => {
  const filter = { version: 'without-reference' };
  const report = await drift({ filter });
  expect(report).toMatchObject({
    rows: 500,
    versionsLeftOut: [],
    verdict: 'STABLE',
    comparedWith: { kind: 'WEEKS_BEFORE', rows: 500 },
    prediction: { drifted: false },
  });
  expect(report.features).toHaveLength(manifest.features.length);
  const answer = await app.client.request(DRIFT, { window: asked, filter, against: { training: true } });
  expect(onlyProblem(answer).extensions).toMatchObject({
    code: 'INSUFFICIENT_DATA',
    field: 'against.training',
  });
});

test('where nothing is known of what is usual, no row is an outlier', async () => {
  const variables = { window: asked, filter: { version: 'without-reference' } };
  const { dataQuality } = await app.client.ask<RowsQualityData>(ROWS_QUALITY, variables);
  expect(dataQuality.outliers).toBeNull();
});
