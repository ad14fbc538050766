import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { createLogger } from '../logger.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { dropOldRows } from './drop-old-rows.ts';

const SETTINGS = '{ settings { retentionDays timeZone } }';
const UPDATE = `
mutation Update($input: SettingsInput!) { updateSettings(input: $input) { retentionDays timeZone } }`;
const STORAGE = `{
  health { storage { databaseBytes predictionBytes outcomeBytes rollupBytes oldestRawDay partitions } }
}`;

interface Settings {
  retentionDays: number | null;
  timeZone: string;
}
interface StorageData {
  health: { storage: Record<string, number | string | null> | null };
}

let apps: TestApp[];
let app: TestApp;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ apps, close } = await startTestApps(inject('postgresServers')[0].target, 2));
  [app] = apps;
});
afterEach(() => close());

const settings = async (of = app) => (await of.client.ask<{ settings: Settings }>(SETTINGS)).settings;
const update = async (input: object) =>
  (await app.client.ask<{ updateSettings: Settings }>(UPDATE, { input })).updateSettings;

test('settings are those of all processes; what is left out stays, null is the default', async () => {
  expect(await settings()).toEqual({ retentionDays: null, timeZone: 'UTC' });
  expect(await update({ retentionDays: 90 })).toEqual({ retentionDays: 90, timeZone: 'UTC' });
  expect(await update({ timeZone: 'Asia/Kolkata' })).toEqual({ retentionDays: 90, timeZone: 'Asia/Kolkata' });
  expect(await settings(apps[1])).toEqual({ retentionDays: 90, timeZone: 'Asia/Kolkata' });
  expect(await update({ retentionDays: null, timeZone: null })).toEqual({
    retentionDays: null,
    timeZone: 'UTC',
  });
  expect(await update({})).toEqual(await settings());
});

test.each([
  [
    'shorter than the churn model waits for outcomes',
    { retentionDays: 31, timeZone: 'UTC' },
    'input.retentionDays',
  ],
  ['of no zone', { timeZone: 'Nowhere/Land', retentionDays: 60 }, 'input.timeZone'],
])('settings %s are refused with the field, and nothing is stored', async (_, input, field) => {
  const problem = onlyProblem(await app.client.request(UPDATE, { input }));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  expect(await settings()).toEqual({ retentionDays: null, timeZone: 'UTC' });
});

test('days that are no longer kept are dropped; the storage is measured', async () => {
  const { db, app: server } = app;
  const oldMs = Date.now() - 40 * DAY_MS;
  const partition = `prediction_${new Date(oldMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const isThere = async () => (await db.sql`SELECT FROM pg_class WHERE relname = ${partition}`).length > 0;
  const drop = () =>
    dropOldRows(
      { sql: db.sql, entities: db.entities, registry: server.registry, now: Date.now },
      createLogger('silent'),
    );
  await ensurePartitions(db.sql, oldMs);
  await drop();
  expect(await isThere()).toBe(true);
  await update({ retentionDays: 32 });
  // A server that is starting may be at it, with the settings of before.
  await vi.waitFor(async () => {
    await drop();
    expect(await isThere()).toBe(false);
  });
  const { storage } = (await app.client.ask<StorageData>(STORAGE)).health;
  expect(storage?.oldestRawDay).toBeNull();
  for (const name of ['databaseBytes', 'predictionBytes', 'outcomeBytes', 'rollupBytes', 'partitions']) {
    expect(storage?.[name]).toBeGreaterThan(0);
  }
});
