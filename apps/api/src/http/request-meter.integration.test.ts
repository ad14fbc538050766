import type { DatabaseTarget } from '@kilter/db/client';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { customer } from '../testing/customer.ts';
import { PREDICT, PREDICT_BATCH } from '../testing/documents.ts';
import { subscribe } from '../testing/subscription-client.ts';
import { startTestApp, startTestApps, type TestApp } from '../testing/test-app.ts';
import { createRequestMeter, type RequestMeter } from './request-meter.ts';

// To get hold of the server's meter; nothing is replaced.
vi.mock(import('./request-meter.ts'), { spy: true });

let app: TestApp;
let meter: RequestMeter;
let target: DatabaseTarget;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  ({ target, close } = started);
  const [made] = vi.mocked(createRequestMeter).mock.results;
  if (made.type !== 'return') throw new Error('no meter');
  meter = made.value;
});
afterAll(() => close());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(app.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const counted = async (send: () => Promise<Response>) => {
  const before = meter.totals();
  const response = await send();
  await response.text();
  const after = meter.totals();
  return [after.requests - before.requests, after.failed - before.failed];
};
const asQuery = (query: string) => `${app.url}?query=${encodeURIComponent(query)}`;

test.each<[string, () => Promise<Response>, [number, number]]>([
  ['an answered query', () => post('{"query":"{ models { name } }"}'), [1, 0]],
  ['refused input', () => post(JSON.stringify({ query: PREDICT, variables: { input: {} } })), [1, 0]],
  ['no JSON', () => post('{'), [1, 0]],
  ['another site', () => post('{}', { origin: 'http://elsewhere.example' }), [1, 0]],
  ['a query by GET', () => fetch(asQuery('{ models { name } }')), [1, 0]],
  ['a wrong query by GET', () => fetch(asQuery('{ nothing }')), [1, 0]],
  ['REST', () => fetch(`${app.origin}/health`), [1, 0]],
  ['an unknown REST path', () => fetch(`${app.origin}/monitoring/nothing`), [1, 0]],
  ['REST that fails', () => fetch(`${app.origin}/evaluation/run`), [1, 1]],
  ['a page', () => fetch(`${app.origin}/`), [0, 0]],
])('%s', async (_, send, expected) => {
  expect(await counted(send)).toEqual(expected);
});

test('an internal error is a failure, on the short way and through yoga', async () => {
  const query = '{ maintenances { id } }';
  await app.db.sql`ALTER TABLE maintenance RENAME TO away`;
  expect(await counted(() => post(JSON.stringify({ query })))).toEqual([1, 1]);
  expect(await counted(() => fetch(asQuery(query)))).toEqual([1, 1]);
  await app.db.sql`ALTER TABLE away RENAME TO maintenance`;
});

test('what was not answered well says its request, by the client’s id or by one of ours', async () => {
  const refused = await post('{"query":"{ nothing }"}', { 'x-request-id': 'mine-1' });
  expect(refused.headers.get('x-request-id')).toBe('mine-1');
  expect((await post('{"query":"{ nothing }"}')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await post('{"query":"{ models { name } }"}')).headers.get('x-request-id')).toBeNull();
});

describe('what fails inside an answer', () => {
  const items = [{ input: customer() }, { input: {} }];
  const batch = () => post(JSON.stringify({ query: PREDICT_BATCH, variables: { items } }));

  test('an item that the server failed makes its request a failed one; a refused one does not', async () => {
    expect(await counted(batch)).toEqual([1, 0]);
    await app.db.sql`ALTER TABLE write_group RENAME TO away`;
    expect(await counted(batch)).toEqual([1, 1]);
    await app.db.sql`ALTER TABLE away RENAME TO write_group`;
    expect(await counted(batch)).toEqual([1, 0]);
  });
});

test('operations over websockets count, subscriptions do not', async () => {
  const before = meter.totals();
  const ask = async (query: string) => {
    const watcher = subscribe(app.url, query, {});
    await vi.waitFor(() => expect(watcher.events.length).toBeGreaterThan(0));
    await watcher.stop();
  };
  await ask('{ models { name } }');
  await ask('subscription { healthChanged { status } }');
  expect(meter.totals()).toEqual({ ...before, requests: before.requests + 1 });
});

test('what was answered since the last heartbeat is told when the server stops', async () => {
  const { sql } = app.db;
  const told = async () => {
    const [{ requests }] = await sql<{ requests: number }[]>`
      SELECT coalesce(sum(requests), 0)::int AS requests FROM health_sample`;
    return requests;
  };
  const other = await startTestApp(target, { KILTER_INSTANCE: 'other' });
  const before = await told();
  await (await fetch(`${other.origin}/health`)).text();
  await other.close();
  expect((await told()) - before).toBeGreaterThan(0);
});
