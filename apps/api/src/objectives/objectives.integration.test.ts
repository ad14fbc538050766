import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { customer } from '../testing/customer.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const OBJECTIVES = `
query Objectives($model: String, $window: WindowInput, $filter: FilterInput) {
  objectives(model: $model, window: $window, filter: $filter) { name target actual met errorBudgetRemaining }
}`;
const ADD = `
mutation Add($from: DateTime!, $to: DateTime!, $reason: String!) {
  addMaintenance(from: $from, to: $to, reason: $reason) { id from to reason author }
}`;
const END = 'mutation End($id: ID!) { endMaintenance(id: $id) { id from to } }';
const MAINTENANCES = `
query Maintenances($window: WindowInput) { maintenances(window: $window) { id reason } }`;

interface ObjectivesData {
  objectives: {
    name: string;
    target: number;
    actual: number | null;
    met: boolean | null;
    errorBudgetRemaining: number | null;
  }[];
}
interface Maintenance {
  id: string;
  from: string;
  to: string;
  reason: string;
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const noonMs = Date.UTC(2026, 0, 5, 12);
const range = (fromMs: number, toMs: number) => ({
  range: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
});
const objectives = async (window: object, filter?: object) => {
  const found = (await app.client.ask<ObjectivesData>(OBJECTIVES, { window, filter })).objectives;
  return new Map(found.map((objective) => [objective.name, objective]));
};
const add = async (fromMs: number, toMs: number, reason = 'New disks') =>
  (
    await app.client.ask<{ addMaintenance: Maintenance }>(ADD, {
      from: new Date(fromMs),
      to: new Date(toMs),
      reason,
    })
  ).addMaintenance;

describe('availability', () => {
  beforeAll(async () => {
    // Alive from 11:30 on, away from 12:20 to 12:26; each heartbeat tells of ten requests, the first after it of eight failures.
    await app.db.sql`
      INSERT INTO health_sample (instance, at, started_at, rss_bytes, heap_used_bytes, cpu_percent, event_loop_lag_ms,
        requests, failed_requests)
      SELECT 'past', at, at, 1, 1, 1, 1, 10, CASE WHEN at = ${new Date(noonMs + 26.25 * MINUTE_MS)} THEN 8 ELSE 0 END
      FROM generate_series(${new Date(noonMs - 29.75 * MINUTE_MS)}::timestamptz,
        ${new Date(noonMs + HOUR_MS)}::timestamptz, interval '30 seconds') AS at
      WHERE at < ${new Date(noonMs + 20 * MINUTE_MS)} OR at > ${new Date(noonMs + 26 * MINUTE_MS)}`;
  });

  test('counts slots without a heartbeat as away, and requests that failed', async () => {
    const found = await objectives(range(noonMs, noonMs + HOUR_MS));
    expect(found.get('AVAILABILITY')).toMatchObject({ actual: 108 / 120, met: false });
    expect(found.get('AVAILABILITY')?.errorBudgetRemaining).toBeCloseTo(1 - 0.1 / 0.001, 6);
    expect(found.get('FAILED_REQUEST_RATE')?.actual).toBeCloseTo(8 / 1080, 9);
    expect(found.get('FAILED_REQUEST_RATE')).toMatchObject({ target: 0.01, met: true });
  });

  test('begins with the first heartbeat of all', async () => {
    const found = await objectives(range(noonMs - 2 * HOUR_MS, noonMs));
    expect(found.get('AVAILABILITY')).toMatchObject({ actual: 1, met: true, errorBudgetRemaining: 1 });
    const before = await objectives(range(noonMs - 9 * HOUR_MS, noonMs - 8 * HOUR_MS));
    expect(before.get('AVAILABILITY')).toMatchObject({ actual: null, met: null, errorBudgetRemaining: null });
  });

  test('leaves maintenance out, until it is ended', async () => {
    const { id } = await add(noonMs + 20 * MINUTE_MS, noonMs + 23 * MINUTE_MS);
    const found = await objectives(range(noonMs, noonMs + HOUR_MS));
    expect(found.get('AVAILABILITY')?.actual).toBeCloseTo(108 / 114, 9);
    await app.db.sql`DELETE FROM maintenance WHERE id = ${id}`;
  });
});

test('the model’s own figures are of its predictions; alerts of severity ERROR count', async () => {
  for (let i = 0; i < 3; i++) await app.client.predict(customer());
  const before = await objectives({ hours: 1 });
  expect(before.get('ERROR_RATE')).toMatchObject({ actual: 0, met: true, errorBudgetRemaining: 1 });
  expect(before.get('RESPONSE_TIME_MS')).toMatchObject({ target: 1000, met: true });
  expect(before.get('CONFIDENCE')?.actual).toBeGreaterThan(0.4);
  expect(before.get('ACCURACY')).toMatchObject({ actual: null, met: null });
  expect(before.get('OPEN_ERROR_ALERTS')).toMatchObject({ target: 0, actual: 0, met: true });
  await app.db.sql`
    INSERT INTO alert (id, rule_id, model_id, type, category, severity, status, message, opened_at, fired_at, state_since,
      updated_at)
    SELECT ${randomUUID()}, id, model_id, type, category, 'ERROR', 'FIRING', 'bad', now(), now(), now(), now()
    FROM alert_rule LIMIT 1`;
  expect((await objectives({ hours: 1 })).get('OPEN_ERROR_ALERTS')).toMatchObject({ actual: 1, met: false });
  const yesterday = range(Date.now() - 26 * HOUR_MS, Date.now() - 25 * HOUR_MS);
  expect((await objectives(yesterday)).get('OPEN_ERROR_ALERTS')).toMatchObject({ actual: 0, met: true });
});

describe('a filter', () => {
  const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 40 * DAY_MS;
  const window = range(endMs - HOUR_MS, endMs);
  beforeAll(async () => {
    const { champion } = app.app.registry.find('churn');
    const rows = (count: number, changes: Parameters<typeof predictionAt>[1]) =>
      Array.from({ length: count }, (_, i) =>
        predictionAt(endMs - HOUR_MS + i * 1_000, { modelVersionId: champion.id, subject: null, ...changes }),
      );
    const failed = { errorCode: 'INTERNAL', label: null, probability: null, confidence: null } as const;
    await writeRows(
      app.db.sql,
      [
        // Silence means "no churn": a probability of 0.9 was wrong.
        ...rows(60, { probability: 0.1, latencyMs: 100 }),
        ...rows(30, { probability: 0.9, latencyMs: 1_900, tags: ['slow'], source: 'IMPORT' }),
        ...rows(10, { ...failed, latencyMs: 1_900, tags: ['slow'], source: 'IMPORT' }),
      ],
      champion.layout,
    );
  });

  test.each([
    ['a tag', { tag: 'slow' }],
    ['a source', { source: 'IMPORT' }],
  ])('by %s chooses the predictions of the model’s own figures alone', async (_, filter) => {
    const all = await objectives(window);
    expect(all.get('ERROR_RATE')?.actual).toBeCloseTo(0.1, 9);
    const found = await objectives(window, filter);
    expect(found.get('ERROR_RATE')?.actual).toBeCloseTo(0.25, 9);
    expect(found.get('CONFIDENCE')?.actual).toBeCloseTo(0.9, 6);
    expect(found.get('RESPONSE_TIME_MS')).toMatchObject({ actual: expect.closeTo(1_900, 3), met: false });
    expect(found.get('ACCURACY')).toMatchObject({ actual: 0, met: false });
    for (const name of ['AVAILABILITY', 'FAILED_REQUEST_RATE', 'OPEN_ERROR_ALERTS']) {
      expect(found.get(name)).toEqual(all.get(name));
    }
  });

  test('of what is not there is refused with the field', async () => {
    const refused = async (filter: object) =>
      onlyProblem(await app.client.request(OBJECTIVES, { window, filter })).extensions;
    expect(await refused({ version: 'none' })).toMatchObject({ code: 'NOT_FOUND', field: 'filter.version' });
    const segment = { feature: 'tenure', value: '1' };
    expect(await refused({ segment })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'filter.segment.feature',
    });
    const both = { segment: { feature: 'cityTier', value: '1' }, tag: 'slow' };
    expect(await refused(both)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'filter' });
  });
});

describe('maintenance', () => {
  const list = async (window?: object) =>
    (await app.client.ask<{ maintenances: Maintenance[] }>(MAINTENANCES, { window })).maintenances;

  test('is listed by the window that it overlaps; left out, what is to come is in it', async () => {
    const soon = await add(Date.now() + HOUR_MS, Date.now() + 2 * HOUR_MS, '  Later  ');
    const past = await add(noonMs, noonMs + HOUR_MS);
    expect(soon).toMatchObject({ reason: 'Later', author: null });
    expect((await list()).map(({ id }) => id)).toEqual([soon.id]);
    expect((await list(range(noonMs - HOUR_MS, noonMs + MINUTE_MS))).map(({ id }) => id)).toEqual([past.id]);
  });

  test('ends early: one that runs now, one to come without a length, one that is over not again', async () => {
    const end = async (id: string) =>
      (await app.client.ask<{ endMaintenance: Maintenance }>(END, { id })).endMaintenance;
    const running = await add(Date.now() - HOUR_MS, Date.now() + HOUR_MS);
    const ended = await end(running.id);
    expect(Date.parse(ended.to)).toBeLessThanOrEqual(Date.now());
    expect(await end(running.id)).toEqual(ended);
    const coming = await end((await add(Date.now() + HOUR_MS, Date.now() + 2 * HOUR_MS)).id);
    expect(coming.to).toBe(coming.from);
  });

  test.each([
    ['backwards', { from: new Date(noonMs), to: new Date(noonMs - 1), reason: 'x' }, 'to'],
    ['without a reason', { from: new Date(noonMs), to: new Date(noonMs + 1), reason: ' ' }, 'reason'],
  ])('%s is refused with the field', async (_, variables, field) => {
    const problem = onlyProblem(await app.client.request(ADD, variables));
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  test('of an unknown id cannot be ended', async () => {
    const problem = onlyProblem(await app.client.request(END, { id: randomUUID() }));
    expect(problem.extensions.code).toBe('NOT_FOUND');
    const noId = onlyProblem(await app.client.request(END, { id: 'x' }));
    expect(noId.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'id' });
  });
});
