import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { churnLayout, reference } from '@kilter/core/testing/shipped-churn';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import { alert } from '@kilter/db/schema/alert';
import { enabledRules } from '@kilter/db/queries/alert';
import { writeRows } from '../testing/back-dated.ts';
import {
  ACCEPT_DRIFT,
  ADD_REFERENCE,
  DRIFT,
  REFERENCES,
  SET_DEFAULT_REFERENCE,
  type DriftData,
  type ReferenceData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { answersTo, sampleCustomers, withFeature } from '../testing/sample-customers.ts';
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
const newcomers = (rows: readonly (readonly number[])[]) =>
  withFeature(rows, 'tenure', (value, row) => (row % 5 < 2 ? row % 2 : value));

const [usual, moved, later, few] = [hours(9, 3), hours(5, 7), hours(2, 11), hours(3, 15)];

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  modelVersionId = app.app.registry.find('churn').champion.id;
  const write = async (rows: readonly (readonly number[])[], window: TimeWindow) =>
    writeRows(app.db.sql, await answersTo(rows, window, { modelVersionId }), churnLayout);
  await write(customers.slice(0, 1000), usual);
  await write(newcomers(customers.slice(1000, 2000)), moved);
  await write(newcomers(customers.slice(2000, 3000)), later);
  await write(customers.slice(0, 100), few);
  for (const week of [1, 2, 3]) {
    const backMs = 7 * week * DAY_MS;
    await write(customers.slice(0, 500), { fromMs: later.fromMs - backMs, toMs: later.toMs - backMs });
  }
});
afterAll(() => close());

const drift = async (window: TimeWindow, variables: object = {}) =>
  (await app.client.ask<DriftData>(DRIFT, { window: asked(window), ...variables })).drift;
const references = async () => (await app.client.ask<{ references: ReferenceData[] }>(REFERENCES)).references;
const add = async (name: string, window: TimeWindow) =>
  (await app.client.ask<{ addReference: ReferenceData }>(ADD_REFERENCE, { name, window: asked(window) }))
    .addReference;

describe('references', () => {
  test('begin with the training data', async () => {
    const [training, ...others] = await references();
    expect(training).toMatchObject({
      id: null,
      name: 'training',
      kind: 'TRAINING',
      rows: reference.rows,
      isDefault: true,
      from: null,
    });
    expect(others).toEqual([]);
  });

  test('have names and versions, and are compared with', async () => {
    const first = await add(' spring ', usual);
    expect(first).toMatchObject({ name: 'spring', version: 1, kind: 'WINDOW', rows: 1000, isDefault: false });
    const second = await add('spring', moved);
    expect(second.version).toBe(2);
    expect(new Date(second.from ?? 0).getTime()).toBe(moved.fromMs);
    const against = (version?: number) => ({ against: { reference: { name: 'spring', version } } });
    const old = await drift(later, against(1));
    expect(old).toMatchObject({
      verdict: 'DRIFTED',
      comparedWith: { kind: 'WINDOW', name: 'spring', version: 1, rows: 1000 },
    });
    expect(old.features[0].feature).toBe('tenure');
    expect(await drift(later, against())).toMatchObject({
      verdict: 'STABLE',
      comparedWith: { name: 'spring', version: 2 },
    });
    expect((await references()).map(({ name, version }) => [name, version])).toEqual([
      ['training', null],
      ['spring', 1],
      ['spring', 2],
    ]);
  });

  test('are numbered one after the other, however many are added at once', async () => {
    const added = await Promise.all(Array.from({ length: 5 }, () => add('rush', usual)));
    expect(added.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('accepted drift', () => {
  const accept = async (variables: object) =>
    app.client.request<{ acceptDrift: ReferenceData }>(ACCEPT_DRIFT, {
      window: asked(moved),
      reason: 'We opened in new cities.',
      author: 'Ada',
      ...variables,
    });

  test('is the new normal, until another is', async () => {
    const usually = { verdict: 'DRIFTED', comparedWith: { kind: 'SAME_HOURS', weeks: 3, rows: 1500 } };
    expect(await drift(later)).toMatchObject(usually);
    const { champion } = app.app.registry.find('churn');
    const [rule] = await enabledRules(app.db.entities, champion.modelId);
    const alertId = randomUUID();
    await app.db.entities.insert(alert).values({
      id: alertId,
      ruleId: rule.id,
      modelId: champion.modelId,
      type: 'TEST',
      category: 'DATA',
      severity: 'WARNING',
      status: 'FIRING',
      message: 'tenure drifts',
      openedAt: new Date(),
      stateSince: new Date(),
      updatedAt: new Date(),
    });
    const { data } = await accept({ alertId });
    expect(data?.acceptDrift).toMatchObject({
      name: 'accepted',
      version: 1,
      kind: 'ACCEPTED',
      isDefault: true,
      alertId,
      author: 'Ada',
      reason: 'We opened in new cities.',
    });
    // The weeks before it were another normal.
    expect(await drift(later)).toMatchObject({
      verdict: 'STABLE',
      comparedWith: { kind: 'ACCEPTED', name: 'accepted', version: 1 },
    });
    expect((await references()).filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect((await drift(later, { against: { training: true } })).verdict).toBe('DRIFTED');
    const set = (name: string) =>
      app.client.ask<{ setDefaultReference: ReferenceData }>(SET_DEFAULT_REFERENCE, { name });
    expect((await set('training')).setDefaultReference).toMatchObject({ kind: 'TRAINING', isDefault: true });
    expect(await drift(later)).toMatchObject(usually);
    await set('spring');
    expect(await drift(later)).toMatchObject({ comparedWith: { name: 'spring', version: 2 } });
  });

  test.each([
    [{ alertId: randomUUID() }, 'NOT_FOUND', 'alertId'],
    [{ alertId: 'seven' }, 'NOT_FOUND', 'alertId'],
    [{ reason: '  ' }, 'BAD_USER_INPUT', 'reason'],
    [{ author: '' }, 'BAD_USER_INPUT', 'author'],
    [{ window: asked(few) }, 'INSUFFICIENT_DATA', 'window'],
    [
      { window: { range: { from: new Date(), to: new Date(Date.now() + DAY_MS) } } },
      'BAD_USER_INPUT',
      'window.range.to',
    ],
  ])('%o is refused', async (variables, code, field) => {
    expect(onlyProblem(await accept(variables)).extensions).toMatchObject({ code, field });
  });
});

test.each(['', 'training', 'Accepted', 'x'.repeat(101)])('the name "%s" is refused', async (name) => {
  const answer = await app.client.request(ADD_REFERENCE, { name, window: asked(usual) });
  expect(onlyProblem(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'name' });
});

test('an unknown reference cannot be the default', async () => {
  const answer = await app.client.request(SET_DEFAULT_REFERENCE, { name: 'nowhere' });
  expect(onlyProblem(answer).extensions).toMatchObject({ code: 'NOT_FOUND', field: 'name' });
});
