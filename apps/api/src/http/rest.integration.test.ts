import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { z } from 'zod';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { customer } from '../testing/customer.ts';
import { countRows } from '../testing/recompute.ts';
import { cleanUp, shippedModel, temporaryFolder } from '../testing/server-process.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { MAX_BODY_BYTES } from './graphql-http.ts';

let app: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(async () => {
  await close();
  await cleanUp();
});

type Json = Record<string, unknown>;

async function call(method: string, path: string, init: RequestInit = {}, of: TestApp = app) {
  const response = await fetch(`${of.origin}${path}`, { method, ...init });
  const text = await response.text();
  const { status, headers } = response;
  if (text !== '') expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body: Json = text === '' ? {} : JSON.parse(text);
  return { status, headers, body };
}
const get = (path: string, of?: TestApp) => call('GET', path, {}, of);
const JSON_TYPE = { 'content-type': 'application/json' };
const predict = (body: unknown, of?: TestApp) =>
  call('POST', '/predict', { headers: JSON_TYPE, body: JSON.stringify(body) }, of);

/** A customer by the columns of the source data. */
const columns = (changes: Json = {}): Json => ({
  ...Object.fromEntries(
    Object.entries(customer()).map(([name, value]) => [name[0].toUpperCase() + name.slice(1), value]),
  ),
  ...changes,
});

/** An answer that says what is wrong, and nothing else. */
const refused = async (answer: ReturnType<typeof call>, status: number) => {
  const { body, ...rest } = await answer;
  expect(rest.status).toBe(status);
  expect(Object.keys(body)).toEqual(['detail']);
  return String(body.detail);
};

const alertShape = z.object({
  type: z.string().regex(/^[a-z_]+$/),
  message: z.string().min(1),
  timestamp: z.iso.datetime(),
  severity: z.enum(['info', 'warning', 'error']),
  status: z.enum(['firing', 'recovering', 'resolved']),
});

const ISO_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('before there are predictions', () => {
  test('the performance is no_data', async () => {
    expect((await get('/monitoring/performance')).body).toEqual({
      status: 'no_data',
      message: 'No predictions in the last 24 hours.',
    });
    expect((await get('/monitoring/performance?hours=1')).body.message).toBe(
      'No predictions in the last hour.',
    );
  });

  test('degradation is insufficient_data', async () => {
    expect((await get('/monitoring/degradation')).body).toEqual({
      status: 'insufficient_data',
      message: expect.stringContaining('0 predictions'),
    });
  });

  test('there are no alerts', async () => {
    expect((await get('/monitoring/alerts?hours=48')).body).toEqual({
      alerts: [],
      count: 0,
      time_period_hours: 48,
    });
  });

  test('the report says so', async () => {
    const { status, body } = await get('/monitoring/report');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      report_timestamp: ISO_TIME,
      monitoring_period: '24 hours',
      performance_summary: { status: 'no_data' },
      recent_alerts: [],
      degradation_analysis: { status: 'insufficient_data' },
      recommendations: [expect.stringContaining('no predictions')],
    });
  });
});

test('GET /health', async () => {
  const { status, body } = await get('/health');
  expect(status).toBe(200);
  expect(body).toEqual({
    status: 'healthy',
    model_loaded: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

test('GET /model-info', async () => {
  const { status, body } = await get('/model-info');
  expect(status).toBe(200);
  expect(body).toMatchObject({ model_type: expect.any(String), training_date: ISO_TIME, name: 'churn' });
  expect(body.accuracy).toBeGreaterThan(0.8);
  expect(body.features_used).toHaveLength(18);
  expect(body.features_used).toContain('PreferredLoginDevice');
});

describe('POST /predict', () => {
  test('answers as GraphQL does, and stores one prediction', async () => {
    const before = await countRows(app.db.sql);
    const { status, body } = await predict(columns());
    const other = await app.client.predict(customer());
    expect(status).toBe(200);
    const churn = other.probability ?? Number.NaN;
    expect(body).toEqual({
      prediction: other.label === 'churn' ? 1 : 0,
      probability: { no_churn: 1 - churn, churn },
      confidence: other.confidence,
      model_info: { name: 'churn', version: other.modelVersion.version, model_type: expect.any(String) },
      prediction_id: expect.any(String),
      label: other.label,
      warnings: [],
    });
    expect(await countRows(app.db.sql)).toBe(before + 2);
  });

  test('the positive class is 1, the other 0', async () => {
    const leaving = columns({ Tenure: 0, Complain: 1, MaritalStatus: 'Single', CashbackAmount: 120 });
    const staying = columns({ Tenure: 30, Complain: 0, MaritalStatus: 'Married', CashbackAmount: 280 });
    expect((await predict(leaving)).body).toMatchObject({ prediction: 1, label: 'churn' });
    expect((await predict(staying)).body).toMatchObject({ prediction: 0, label: 'no_churn' });
  });

  test('seven columns may be null or absent', async () => {
    const { HourSpendOnApp, CouponUsed, OrderCount, ...present } = columns({
      Tenure: null,
      WarehouseToHome: null,
      OrderAmountHikeFromlastYear: null,
      DaySinceLastOrder: null,
    });
    expect([HourSpendOnApp, CouponUsed, OrderCount]).not.toContain(undefined);
    const { status, body } = await predict(present);
    expect(status).toBe(200);
    expect(body.warnings).toHaveLength(7);
  });

  test('a category that was never seen is answered with a warning', async () => {
    const { status, body } = await predict(columns({ PreferredLoginDevice: 'Fridge' }));
    expect(status).toBe(200);
    expect(body.warnings).toEqual([expect.stringContaining('Fridge')]);
  });

  test.each<[string, unknown, string]>([
    ['a wrong type', columns({ Tenure: 'four' }), 'Tenure: must be a finite number'],
    ['a number for a category', columns({ Gender: 1 }), 'Gender: must be a string'],
    ['null for what is required', columns({ CityTier: null }), 'CityTier: is required'],
    [
      'an unknown column',
      columns({ ShoeSize: 43 }),
      'ShoeSize: "ShoeSize" is not a feature of the model churn',
    ],
    ['nothing', {}, 'PreferredLoginDevice: is required'],
    ['a list', [columns()], 'must be an object of features by name'],
  ])('%s is 422, with the column', async (_, body, detail) => {
    const before = await countRows(app.db.sql);
    expect(await refused(predict(body), 422)).toBe(detail);
    expect(await countRows(app.db.sql)).toBe(before);
  });

  test.each([
    ['null', 'null'],
    ['no JSON', '{"Tenure": '],
    ['nothing at all', ''],
  ])('%s is 422', async (_, body) => {
    await refused(call('POST', '/predict', { headers: JSON_TYPE, body }), 422);
  });

  test('another content type is 415, for a page of another site can send it without asking', async () => {
    const body = JSON.stringify(columns());
    await refused(call('POST', '/predict', { headers: { 'content-type': 'text/plain' }, body }), 415);
  });

  test('a body that is too large is 413', async () => {
    const body = JSON.stringify(columns({ Gender: 'x'.repeat(MAX_BODY_BYTES) }));
    await refused(call('POST', '/predict', { headers: JSON_TYPE, body }), 413);
  });
});

test.each([
  ['POST', '/retrain'],
  ['GET', '/evaluation/run'],
])('%s %s is 501 until it is there', async (method, path) => {
  expect(await refused(call(method, path), 501)).toMatch(/not offered/);
});

describe('the query string', () => {
  const HOURS = 'hours must be a whole number from 1 to 8784';
  const SAMPLES = 'num_samples must be a whole number from 1 to 100000';
  test.each([
    [
      'GET',
      '/monitoring/performance',
      'hours',
      HOURS,
      ['0', '8785', '-1', '1.5', '1e2', 'day', '', '2&hours=3'],
    ],
    ['GET', '/monitoring/alerts', 'hours', HOURS, ['0', '8785', 'x', '99999999999999999999']],
    ['POST', '/monitoring/simulate', 'num_samples', SAMPLES, ['0', '100001', '1.5', 'many']],
  ])('%s %s: %s out of range is 422', async (method, path, name, detail, values) => {
    for (const value of values) {
      expect([value, await refused(call(method, `${path}?${name}=${value}`), 422)]).toEqual([value, detail]);
    }
  });

  test('takes the bounds', async () => {
    for (const hours of [1, 8784]) {
      expect((await get(`/monitoring/alerts?hours=${hours}`)).body).toMatchObject({
        time_period_hours: hours,
      });
      expect((await get(`/monitoring/performance?hours=${hours}`)).status).toBe(200);
    }
  });
});

describe('what is not there', () => {
  test.each([
    ['GET', '/monitoring'],
    ['GET', '/monitoring/nothing'],
    ['GET', '/monitoring/performance/'],
    ['GET', '/evaluation'],
    ['POST', '/predict/batch'],
    ['GET', '/health/constructor'],
  ])('%s %s is 404', async (method, path) => {
    expect(await refused(call(method, path), 404)).toBe(`There is no ${path}.`);
  });

  test('the dashboard keeps its pages', async () => {
    const response = await fetch(`${app.origin}/monitoring.html`);
    expect(response.headers.get('content-type')).toMatch(/^text\//);
  });

  test.each([
    ['POST', '/health', 'GET, HEAD'],
    ['DELETE', '/model-info', 'GET, HEAD'],
    ['GET', '/predict', 'POST'],
    ['GET', '/retrain', 'POST'],
    ['PUT', '/monitoring/performance', 'GET, HEAD'],
    ['POST', '/monitoring/alerts', 'GET, HEAD'],
    ['POST', '/monitoring/degradation', 'GET, HEAD'],
    ['POST', '/monitoring/report', 'GET, HEAD'],
    ['GET', '/monitoring/simulate', 'POST'],
    ['POST', '/evaluation/run', 'GET, HEAD'],
  ])('%s %s is 405', async (method, path, allowed) => {
    const answer = await call(method, path);
    expect(answer.headers.get('allow')).toBe(allowed);
    await refused(Promise.resolve(answer), 405);
  });

  test('HEAD is GET without the body', async () => {
    const response = await fetch(`${app.origin}/health`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('a page of another site', () => {
  test.each([
    ['POST', '/predict'],
    ['POST', '/monitoring/simulate'],
    ['GET', '/monitoring/performance'],
  ])('%s %s is 403', async (method, path) => {
    const before = await countRows(app.db.sql);
    const headers = { ...JSON_TYPE, origin: 'https://evil.example' };
    const body = method === 'POST' ? JSON.stringify(columns()) : undefined;
    const answer = await call(method, path, { headers, body });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await refused(Promise.resolve(answer), 403);
    expect(await countRows(app.db.sql)).toBe(before);
  });

  test('is told apart from our own', async () => {
    const headers = { origin: app.origin };
    expect((await call('GET', '/health', { headers })).status).toBe(200);
  });
});

test('POST /monitoring/simulate makes predictions', async () => {
  const before = await countRows(app.db.sql);
  expect((await call('POST', '/monitoring/simulate?num_samples=40')).body).toEqual({
    message: expect.stringMatching(/^\d+ predictions of synthetic customers/),
    samples: 40,
  });
  expect(await countRows(app.db.sql)).toBeGreaterThanOrEqual(before + 40);
  expect((await call('POST', '/monitoring/simulate')).body.samples).toBe(100);
});

describe('with predictions', () => {
  let busy: TestApp;
  let closeBusy: () => Promise<void>;
  beforeAll(async () => {
    const started = await startTestApps(inject('postgresServers')[0].target, 1);
    [busy] = started.apps;
    closeBusy = started.close;
    const nowMs = Date.now();
    const spread = (
      fromMs: number,
      toMs: number,
      count: number,
      changes: Parameters<typeof predictionAt>[1],
    ) =>
      Array.from({ length: count }, (_, i) =>
        predictionAt(nowMs - fromMs + ((fromMs - toMs) * i) / count, changes),
      );
    // A quarter churns, one in ten fails, and all are less sure than in the week before.
    await writeRows(busy.db.sql, [
      ...spread(8 * DAY_MS - HOUR_MS, DAY_MS + HOUR_MS, 700, { probability: 0.11, latencyMs: 8 }),
      ...spread(50 * MINUTE_MS, MINUTE_MS, 270, { probability: 0.3, latencyMs: 250 }),
      ...spread(50 * MINUTE_MS, MINUTE_MS, 90, { probability: 0.7, latencyMs: 250 }),
      ...spread(50 * MINUTE_MS, MINUTE_MS, 40, {
        errorCode: 'INTERNAL',
        label: null,
        probability: null,
        confidence: null,
      }),
    ]);
  });
  afterAll(() => closeBusy());

  test('GET /monitoring/performance', async () => {
    const { body } = await get('/monitoring/performance', busy);
    expect(body).toEqual({
      timestamp: ISO_TIME,
      time_period_hours: 24,
      total_predictions: 400,
      avg_response_time: expect.closeTo(0.25, 9),
      avg_confidence: expect.closeTo(0.7, 9),
      churn_predictions: 90,
      no_churn_predictions: 270,
      churn_rate: 0.25,
      error_rate: 0.1,
      status: expect.stringMatching(/^(warning|critical)$/),
    });
    const week = await get('/monitoring/performance?hours=192', busy);
    expect(week.body).toMatchObject({ time_period_hours: 192, total_predictions: 1_100 });
  });

  test('GET /monitoring/degradation', async () => {
    const { body } = await get('/monitoring/degradation', busy);
    expect(body).toEqual({
      timestamp: ISO_TIME,
      degradation_detected: true,
      issues: expect.arrayContaining([
        'Confidence dropped from 0.89 to 0.70',
        'Error rate rose from 0.0 % to 10.0 %',
        'Positive rate rose from 0.0 % to 25.0 %',
        'Average response time rose from 8.0 ms to 250 ms',
      ]),
      recent_confidence: expect.closeTo(0.7, 9),
      older_confidence: expect.closeTo(0.89, 9),
      recent_response_time: expect.closeTo(0.25, 9),
      older_response_time: expect.closeTo(0.008, 9),
    });
  });

  test('GET /monitoring/alerts, once they are raised', async () => {
    const { alerts, count } = await vi.waitFor(
      async () => {
        const { body } = await get('/monitoring/alerts', busy);
        const found = z.object({ alerts: z.array(alertShape), count: z.number() }).parse(body);
        expect(found.alerts.map(({ type }) => type)).toContain('high_error_rate');
        return found;
      },
      { timeout: 20_000, interval: 200 },
    );
    expect(count).toBe(alerts.length);
  });

  test('GET /monitoring/report holds all of it, and what to do', async () => {
    const { body } = await get('/monitoring/report', busy);
    const { recommendations, recent_alerts: recent, ...rest } = body;
    expect(rest).toMatchObject({
      report_timestamp: ISO_TIME,
      monitoring_period: '24 hours',
      performance_summary: { total_predictions: 400, time_period_hours: 24 },
      degradation_analysis: { degradation_detected: true },
    });
    expect(
      z
        .array(alertShape)
        .parse(recent)
        .map(({ type }) => type),
    ).toContain('high_error_rate');
    expect(recommendations).toEqual([
      expect.stringContaining('failed predictions'),
      expect.stringContaining('low confidence'),
      expect.stringContaining('share of positive answers'),
      expect.stringContaining('slows answers down'),
    ]);
  });
});

describe('when something is missing', () => {
  test('the model file: 503, and the health says so with 200', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'churn'));
    await writeFile(join(folder, 'churn', 'manifest.json'), await readFile(shippedModel('manifest.json')));
    const { apps, close } = await startTestApps(inject('postgresServers')[0].target, 1, {
      KILTER_MODELS_DIR: folder,
    });
    const answer = await predict(columns(), apps[0]);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await refused(Promise.resolve(answer), 503)).toMatch(/not loaded/);
    const { status, body } = await get('/health', apps[0]);
    expect([status, body.status, body.model_loaded]).toEqual([200, 'model_not_loaded', false]);
    expect((await get('/model-info', apps[0])).body).toMatchObject({ name: 'churn' });
    await close();
  });

  test('a manifest that cannot be read: 503', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'churn'));
    await writeFile(join(folder, 'churn', 'manifest.json'), '{');
    const { apps, close } = await startTestApps(inject('postgresServers')[0].target, 1, {
      KILTER_MODELS_DIR: folder,
    });
    for (const path of ['/model-info', '/monitoring/performance', '/monitoring/degradation']) {
      await refused(get(path, apps[0]), 503);
    }
    expect((await get('/health', apps[0])).body).toMatchObject({ model_loaded: false });
    await close();
  });

  test('the database: 503, and the health says so with 200', async () => {
    const { apps, close } = await startTestApps(inject('postgresServers')[0].target, 1);
    await apps[0].db.close();
    for (const path of ['/monitoring/performance', '/monitoring/degradation', '/monitoring/report']) {
      expect(await refused(get(path, apps[0]), 503)).toMatch(/database cannot be reached/);
    }
    const { status, body } = await get('/health', apps[0]);
    expect([status, body.status, body.model_loaded]).toEqual([200, 'degraded', true]);
    await close();
  });
});
