import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { customer, customerNumber } from '../testing/customer.ts';
import {
  HEALTH_CHANGED,
  PERFORMANCE_CHANGED,
  PREDICT_ANY,
  PREDICTIONS_ADDED,
  type HealthChangedData,
  type PerformanceChangedData,
  type PredictionAnswer,
  type PredictionsAddedData,
} from '../testing/documents.ts';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { feedIds } from '../testing/recompute.ts';
import { cleanUp, shippedModel, temporaryModels } from '../testing/server-process.ts';
import { openEventStream } from '../testing/sse-client.ts';
import { followPredictions, receivedIds, subscribe, type LiveEvent } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { createTopics, type Topics } from './topics.ts';

// To see how many watch: nothing is replaced.
vi.mock(import('./topics.ts'), { spy: true });

let app: TestApp;
let topics: Topics;
let close: () => Promise<void>;

/** A second model beside the first: the same file under another name. */
async function modelsWithTwo(): Promise<string> {
  const folder = await temporaryModels();
  const manifest: object = JSON.parse(await readFile(shippedModel('manifest.json'), 'utf8'));
  await mkdir(join(folder, 'second'));
  await writeFile(join(folder, 'second', 'manifest.json'), JSON.stringify({ ...manifest, name: 'second' }));
  await writeFile(join(folder, 'second', 'model.onnx'), await readFile(shippedModel('model.onnx')));
  return folder;
}

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1, {
    KILTER_MODELS_DIR: await modelsWithTwo(),
  });
  [app] = started.apps;
  close = started.close;
  const [made] = vi.mocked(createTopics).mock.results;
  if (made.type !== 'return') throw new Error('There are no topics.');
  topics = made.value;
});
afterAll(async () => {
  await close();
  await cleanUp();
});

const head = async () => {
  const [{ seq }] = await app.db.sql<{ seq: string }[]>`SELECT coalesce(max(seq), 0) AS seq FROM feed`;
  return seq;
};

/** The same subscription over each transport: its events as they come, and how to end it. */
type Open = <Data>(
  query: string,
  variables?: Record<string, unknown>,
) => Promise<{ events: LiveEvent<Data>[]; ended: Promise<void>; stop(): void }>;

const transports: [string, Open][] = [
  [
    'graphql-ws',
    async (query, variables) => {
      const { events, ended, cut } = subscribe<never>(app.url, query, variables);
      return { events, ended, stop: cut };
    },
  ],
  ['SSE by POST', (query, variables) => openEventStream(app.url, 'POST', query, variables)],
  ['SSE by GET', (query, variables) => openEventStream(app.url, 'GET', query, variables)],
];

describe.each(transports)('over %s', (_, open) => {
  test('predictions come as they are committed, each once and with its fields', async () => {
    const after = await head();
    const { events, stop } = await open<PredictionsAddedData>(PREDICTIONS_ADDED, { after });
    const answers: PredictionAnswer[] = [];
    for (let i = 0; i < 5; i++) answers.push(await app.client.predict(customerNumber(i)));
    await vi.waitFor(() => {
      const received = events.flatMap(({ data }) => data?.predictionsAdded.predictions ?? []);
      expect(received).toEqual(answers.map(({ id, label }) => ({ id, label })));
    });
    expect(events.map(({ data }) => data?.predictionsAdded.skipped)).toEqual(events.map(() => 0));
    stop();
  });

  test('the figures come at once, and again when they change', async () => {
    const { totalPredictions } = await app.client.performance();
    const { events, stop } = await open<PerformanceChangedData>(PERFORMANCE_CHANGED);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0].data?.performanceChanged.totalPredictions).toBe(totalPredictions);
    await app.client.predictBatch(Array.from({ length: 7 }, (_, i) => ({ input: customerNumber(i) })));
    await vi.waitFor(() =>
      expect(events.at(-1)?.data?.performanceChanged.totalPredictions).toBe(totalPredictions + 7),
    );
    stop();
  });

  test('the figures come at most four times a second, and end with the newest', async () => {
    const { totalPredictions } = await app.client.performance();
    const { events, stop } = await open<PerformanceChangedData>(PERFORMANCE_CHANGED);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    const startedMs = performance.now();
    let predictions = 0;
    while (performance.now() - startedMs < 1_000) {
      await app.client.predict(customerNumber(predictions++));
    }
    await vi.waitFor(() =>
      expect(events.at(-1)?.data?.performanceChanged.totalPredictions).toBe(totalPredictions + predictions),
    );
    const seconds = (performance.now() - startedMs) / 1_000;
    expect(predictions).toBeGreaterThan(20);
    expect(events.length).toBeGreaterThan(2);
    expect(events.length - 1).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
    stop();
  });

  test('the health comes at once', async () => {
    const { events, stop } = await open<HealthChangedData>(HEALTH_CHANGED);
    await vi.waitFor(() => expect(events).toEqual([{ data: { healthChanged: { status: 'HEALTHY' } } }]));
    stop();
  });

  const wrong: [string, string, Record<string, unknown>, string, string | undefined][] = [
    ['what is no cursor', PREDICTIONS_ADDED, { after: 'yesterday' }, 'BAD_USER_INPUT', 'after'],
    ['a cursor of the future', PREDICTIONS_ADDED, { after: '999999999' }, 'CURSOR_EXPIRED', 'after'],
    ['an unknown model', PREDICTIONS_ADDED, { model: 'nobody' }, 'UNKNOWN_MODEL', 'model'],
    ['a cursor of a wrong type', PREDICTIONS_ADDED, { after: 5 }, 'BAD_USER_INPUT', 'after'],
    ['an unknown model of figures', PERFORMANCE_CHANGED, { model: 'nobody' }, 'UNKNOWN_MODEL', 'model'],
    [
      'a window without length',
      PERFORMANCE_CHANGED,
      { window: { minutes: 0 } },
      'BAD_USER_INPUT',
      'window.minutes',
    ],
    ['an unknown field', 'subscription { nothing }', {}, 'BAD_USER_INPUT', undefined],
  ];
  test.each(wrong)('%s is one error of the one form', async (_, query, variables, code, field) => {
    const { events, stop } = await open(query, variables);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    const [{ data, errors = [] }] = events;
    expect(data ?? null).toBeNull();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code, ...(field === undefined ? {} : { field }), retryable: false },
    ]);
    stop();
  });

  test('a stream that failed has ended', async () => {
    const { ended } = await open(PREDICTIONS_ADDED, { after: '999999999' });
    await ended;
  });
});

describe('a cursor', () => {
  test('in the middle of a group resumes behind exactly that row', async () => {
    const after = await head();
    const { champion } = app.app.registry.find('churn');
    const rows = Array.from({ length: 700 }, () => predictionAt(Date.now(), { modelVersionId: champion.id }));
    await writeRows(app.db.sql, rows);

    const first = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after });
    await vi.waitFor(() => expect(first.events.length).toBeGreaterThan(0));
    const cursor = first.events[0].data?.predictionsAdded.cursor ?? '';
    const taken = first.events[0].data?.predictionsAdded.predictions.map(({ id }) => id) ?? [];
    expect(cursor).toMatch(/^\d+\.\d+$/);
    expect(taken.length).toBeLessThan(700);
    await first.stop();

    const second = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after: cursor });
    const ids = rows.map(({ id }) => id).sort();
    await vi.waitFor(() => expect([...taken, ...receivedIds(second)]).toEqual(ids));
    const fresh = await app.client.predict(customer());
    await vi.waitFor(() => expect([...taken, ...receivedIds(second)]).toEqual([...ids, fresh.id]));
    await second.stop();
  });

  test('at the head gets nothing of the past', async () => {
    const subscription = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after: await head() });
    const { id } = await app.client.predict(customer());
    await vi.waitFor(() => expect(receivedIds(subscription)).toEqual([id]));
    await subscription.stop();
  });

  test('at the beginning gets everything in the order of the commits', async () => {
    const subscription = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after: '0' });
    const own = await app.db.sql<{ id: string }[]>`
      SELECT p.id FROM prediction p JOIN model_version v ON v.id = p.model_version_id
      JOIN model m ON m.id = v.model_id WHERE m.name = 'churn'`;
    const churn = new Set(own.map(({ id }) => id));
    const expected = (await feedIds(app.db.sql)).filter((id) => churn.has(id));
    await vi.waitFor(() => expect(receivedIds(subscription)).toEqual(expected));
    await subscription.stop();
  });

  test('of what is no longer kept is CURSOR_EXPIRED, and the oldest one that is kept is not', async () => {
    for (let i = 0; i < 4; i++) await app.client.predict(customerNumber(i));
    const kept = Number(await head()) - 1;
    await app.db.sql`DELETE FROM feed WHERE seq < ${kept}`;
    const expired = subscribe(app.url, PREDICTIONS_ADDED, { after: String(kept - 2) });
    await expired.ended;
    expect(expired.events.map(({ errors }) => errors?.map(({ extensions }) => extensions))).toEqual([
      [{ code: 'CURSOR_EXPIRED', field: 'after', retryable: false }],
    ]);
    const oldest = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after: String(kept - 1) });
    await vi.waitFor(() => expect(receivedIds(oldest)).toHaveLength(2));
    expect(receivedIds(oldest)).toEqual(await feedIds(app.db.sql));
    await oldest.stop();
  });
});

test('a subscription to one model gets the predictions of that model alone', async () => {
  const after = await head();
  const second = subscribe<PredictionsAddedData>(app.url, PREDICTIONS_ADDED, { after, model: 'second' });
  const others = await followPredictions(app.url);
  const predictBy = async (model: string) =>
    (await app.client.ask<{ predict: { id: string } }>(PREDICT_ANY, { model, features: customer() })).predict
      .id;
  const ids = { churn: [await predictBy('churn')], second: [await predictBy('second')] };
  ids.churn.push(await predictBy('churn'));
  ids.second.push(await predictBy('second'));
  await vi.waitFor(() => {
    expect(receivedIds(second)).toEqual(ids.second);
    expect(receivedIds(others)).toEqual(ids.churn);
  });
  await Promise.all([second.stop(), others.stop()]);
});

test('watchers that have left are watchers no more', async () => {
  const topic = topics.health;
  const before = topic.watchers();
  const polite = subscribe(app.url, HEALTH_CHANGED);
  const rude = subscribe(app.url, HEALTH_CHANGED);
  const stream = await openEventStream(app.url, 'POST', HEALTH_CHANGED);
  await vi.waitFor(() => expect(topic.watchers()).toBe(before + 3));
  await polite.stop();
  rude.cut();
  stream.stop();
  await vi.waitFor(() => expect(topic.watchers()).toBe(before), { timeout: 5_000 });
});

test('nothing of it was an error of the server', () => {
  expect(app.logs.filter((line) => !line.includes('reference.json'))).toEqual([]);
});
