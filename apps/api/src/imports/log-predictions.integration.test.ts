import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { customer, customerNumber } from '../testing/customer.ts';
import type { BatchData, PredictionAnswer } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { countRows, feedIds, readRollups, storedIds } from '../testing/recompute.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import type { LoggedItem } from './log-predictions.ts';

const LOG = `
mutation Log($model: String, $modelVersion: String, $items: [LoggedPredictionInput!]!) {
  logPredictions(model: $model, modelVersion: $modelVersion, items: $items) {
    results {
      id at label probability confidence latencyMs errorCode subject tags environment source features
      action holdout flags { feature kind } modelVersion { version }
    }
    errors { index code field message }
  }
}`;

type Logged = PredictionAnswer & { action: string | null; holdout: boolean | null };
interface LogData {
  logPredictions: { results: (Logged | null)[]; errors: BatchData['predictChurnBatch']['errors'] };
}
type Item = Omit<Partial<LoggedItem>, 'at'> & { at?: string };

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1, {
    KILTER_ENVIRONMENT: 'staging',
  });
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());
beforeEach(() => {
  app.logs.length = 0;
});

const TWO_DAYS_AGO = new Date(Date.now() - 2 * DAY_MS).toISOString();

const item = (changes: Item = {}): Item => ({
  at: TWO_DAYS_AGO,
  features: customer(),
  probability: 0.75,
  ...changes,
});
const log = async (items: Item[], variables = {}) =>
  (await app.client.ask<LogData>(LOG, { items, ...variables })).logPredictions;

describe('a logged prediction', () => {
  test('is stored with its own time and answer', async () => {
    const { results, errors } = await log([
      item({
        subject: 'customer-1',
        latencyMs: 12.5,
        tags: ['spring'],
        environment: 'warehouse',
        action: 'mail',
        holdout: false,
      }),
      item({ label: '0', probability: 0.75, features: customer({ tenure: null, gender: 'Other' }) }),
      item({ errorCode: 'INTERNAL', probability: null }),
    ]);
    expect(errors).toEqual([]);
    expect(results).toMatchObject([
      {
        at: TWO_DAYS_AGO,
        label: 'churn',
        probability: 0.75,
        confidence: 0.75,
        latencyMs: 12.5,
        source: 'IMPORT',
        subject: 'customer-1',
        tags: ['spring'],
        environment: 'warehouse',
        action: 'mail',
        holdout: false,
        features: customer(),
        modelVersion: { version: '1.0.0' },
      },
      {
        label: 'no_churn',
        confidence: 0.25,
        latencyMs: 0,
        environment: 'staging',
        action: null,
        holdout: null,
        flags: [
          { feature: 'tenure', kind: 'MISSING' },
          { feature: 'gender', kind: 'UNSEEN_CATEGORY' },
        ],
      },
      { label: null, probability: null, errorCode: 'INTERNAL' },
    ]);
    const { stored, recomputed } = await readRollups(app.db.sql);
    expect(stored).toEqual(recomputed);
    expect((await feedIds(app.db.sql)).toSorted()).toEqual(await storedIds(app.db.sql));
  });

  test('that is bad leaves its neighbours alone, and says where it is bad', async () => {
    const before = await countRows(app.db.sql);
    const { results, errors } = await log([
      item({ subject: 'first' }),
      item({ features: customer({ tenure: 'four' }) }),
      item({ probability: 1.5 }),
      item({ probability: null }),
      item({ label: 'perhaps' }),
      item({ at: new Date(Date.now() + DAY_MS).toISOString() }),
      item({ at: '2019-12-31' }),
      item({ tags: [''] }),
      item({ idempotencyKey: 'x'.repeat(201) }),
      item({ subject: 'last' }),
    ]);
    expect(results.map((result) => result?.subject ?? null)).toEqual([
      'first',
      ...new Array<null>(8).fill(null),
      'last',
    ]);
    expect(errors.map(({ index, code, field }) => [index, code, field])).toEqual([
      [1, 'BAD_USER_INPUT', 'items.1.features.tenure'],
      [2, 'BAD_USER_INPUT', 'items.2.probability'],
      [3, 'BAD_USER_INPUT', 'items.3.probability'],
      [4, 'BAD_USER_INPUT', 'items.4.label'],
      [5, 'BAD_USER_INPUT', 'items.5.at'],
      [6, 'BAD_USER_INPUT', 'items.6.at'],
      [7, 'BAD_USER_INPUT', 'items.7.tags'],
      [8, 'BAD_USER_INPUT', 'items.8.idempotencyKey'],
    ]);
    expect(await countRows(app.db.sql)).toBe(before + 2);
  });

  test('under a key is stored once, and with another answer is a conflict', async () => {
    const keyed = item({ idempotencyKey: 'once', subject: 'customer-2' });
    const [first, again] = [await log([keyed]), await log([keyed, keyed])];
    const id = first.results[0]?.id;
    expect(again.results.map((result) => result?.id)).toEqual([id, id]);
    const other = await log([{ ...keyed, probability: 0.5 }]);
    expect(other.results).toEqual([null]);
    expect(other.errors).toMatchObject([{ index: 0, code: 'IDEMPOTENCY_CONFLICT' }]);
  });

  test('that is older than what is kept is refused', async () => {
    const settings =
      'mutation($days: Int) { updateSettings(input: { retentionDays: $days }) { retentionDays } }';
    await app.client.ask(settings, { days: 40 });
    const at = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    const { results, errors } = await log([item({ at: at(41) }), item({ at: at(38) })]);
    await app.client.ask(settings, { days: null });
    expect(results.map((result) => result !== null)).toEqual([false, true]);
    expect(errors).toMatchObject([{ index: 0, field: 'items.0.at' }]);
  });
});

test('models and versions are found by name; a batch is not empty', async () => {
  expect((await log([item()], { model: 'churn', modelVersion: '1.0.0' })).errors).toEqual([]);
  const refused = async (variables: object) =>
    onlyProblem(await app.client.request(LOG, { items: [item()], ...variables })).extensions;
  expect(await refused({ model: 'nothing' })).toMatchObject({ code: 'UNKNOWN_MODEL', field: 'model' });
  expect(await refused({ modelVersion: '7' })).toMatchObject({ code: 'NOT_FOUND', field: 'modelVersion' });
  expect(await refused({ items: [] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'items' });
});

test('a batch of some thousand spreads over days, each in its minute', async () => {
  const items = Array.from({ length: 3_000 }, (_, i) =>
    item({
      features: customerNumber(i),
      at: new Date(Date.now() - 2 * DAY_MS - i * 60_000).toISOString(),
      probability: (i % 100) / 100,
    }),
  );
  const { results, errors } = await log(items);
  expect(errors).toEqual([]);
  expect(results.map((result) => result?.at)).toEqual(items.map(({ at }) => at));
  const { stored, recomputed } = await readRollups(app.db.sql);
  expect(stored).toEqual(recomputed);
});
