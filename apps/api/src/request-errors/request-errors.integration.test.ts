import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { customer } from '../testing/customer.ts';
import { PREDICT, PREDICT_ANY, PREDICT_BATCH } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const ERRORS = `
query Errors($model: String, $window: WindowInput, $filter: FilterInput, $first: Int, $after: String) {
  predictionErrors(model: $model, window: $window, filter: $filter, first: $first, after: $after) {
    edges { cursor node { id at code message field requestId rows modelVersion { version } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const GROUPS = `
query Groups($window: WindowInput, $filter: FilterInput) {
  predictionErrorGroups(window: $window, filter: $filter) { code field message count firstAt lastAt }
}`;

interface ErrorNode {
  id: string;
  at: string;
  code: string;
  message: string;
  field: string | null;
  requestId: string | null;
  rows: number;
  modelVersion: { version: string } | null;
}
interface ErrorsData {
  predictionErrors: {
    edges: { cursor: string; node: ErrorNode }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
interface GroupsData {
  predictionErrorGroups: {
    code: string;
    field: string | null;
    message: string;
    count: number;
    firstAt: string;
    lastAt: string;
  }[];
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const list = async (variables: object = {}) =>
  (await app.client.ask<ErrorsData>(ERRORS, { ...variables })).predictionErrors;
/** The error with an id of a request, as soon as it is written. */
const kept = (requestId: string) =>
  vi.waitFor(
    async () => {
      const nodes = (await list()).edges.map(({ node }) => node);
      const found = nodes.filter((node) => node.requestId === requestId);
      expect(found.length).toBeGreaterThan(0);
      return found;
    },
    { timeout: 10_000 },
  );
const send = (query: string, variables: object, requestId: string) =>
  app.client.request(query, { ...variables }, { 'x-request-id': requestId });

test.each<[string, string, object, Partial<ErrorNode>]>([
  [
    'a value that GraphQL refuses',
    PREDICT,
    { input: customer({ tenure: 'long' }) },
    { code: 'BAD_USER_INPUT', field: 'input.tenure', modelVersion: expect.anything() },
  ],
  [
    'a value that the codec refuses',
    PREDICT_ANY,
    { model: 'churn', features: customer({ tenure: 'long' }) },
    { code: 'BAD_USER_INPUT', field: 'features.tenure', modelVersion: expect.anything() },
  ],
  [
    'items of a batch',
    PREDICT_BATCH,
    { items: [{ input: customer() }, ...[1, 2, 3].map(() => ({ input: customer({ tenure: 'long' }) }))] },
    { field: 'items.*.input.tenure', rows: 3, modelVersion: expect.anything() },
  ],
  [
    'a model that there is not',
    PREDICT_ANY,
    { model: 'nobody', features: {} },
    { code: 'UNKNOWN_MODEL', field: 'model', modelVersion: null },
  ],
])('%s is kept, with the request', async (name, query, variables, expected) => {
  const requestId = name.replaceAll(' ', '-');
  await send(query, variables, requestId);
  expect(await kept(requestId)).toEqual([expect.objectContaining(expected)]);
});

test('a failure of ours is kept as its client saw it, whatever was asked; a mistake in a query is not', async () => {
  await send('{ nothing }', {}, 'mistake');
  await app.db.sql`ALTER TABLE maintenance RENAME TO away`;
  const { message } = onlyProblem(await send('{ maintenances { id } }', {}, 'failure'));
  await send('{ maintenances { id } }', {}, 'failure-again');
  await app.db.sql`ALTER TABLE away RENAME TO maintenance`;
  expect(await kept('failure')).toMatchObject([{ code: 'INTERNAL', message, modelVersion: null }]);
  await kept('failure-again');
  const { predictionErrorGroups } = await app.client.ask<GroupsData>(GROUPS);
  const internal = predictionErrorGroups.filter(({ code }) => code === 'INTERNAL');
  expect(internal).toMatchObject([
    { message: 'Something went wrong on the server (error …).', field: null, count: 2 },
  ]);
  const requestIds = (await list()).edges.map(({ node }) => node.requestId);
  expect(requestIds).not.toContain('mistake');
});

test('groups come by their number, with the first and the last time', async () => {
  const { predictionErrorGroups: groups } = await app.client.ask<GroupsData>(GROUPS);
  const counts = groups.map(({ count }) => count);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(groups[0]).toMatchObject({ field: 'items.*.input.tenure', count: 3 });
  for (const { firstAt, lastAt } of groups)
    expect(Date.parse(firstAt)).toBeLessThanOrEqual(Date.parse(lastAt));
});

test('pages come newest first, and a window holds its own errors only', async () => {
  const all = (await list()).edges.map(({ cursor }) => cursor);
  expect(all).toEqual([...all].sort().reverse());
  const first = await list({ first: 2 });
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = await list({ first: 2, after: first.pageInfo.endCursor });
  expect([...first.edges, ...second.edges].map(({ cursor }) => cursor)).toEqual(all.slice(0, 4));
  const window = { range: { from: '2026-01-01T00:00Z', to: '2026-01-02T00:00Z' } };
  expect((await list({ window })).edges).toEqual([]);
  const problem = onlyProblem(await app.client.request(ERRORS, { after: 'x' }));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
});

test('a version chooses the errors that came as far as it; of what is not kept nothing can be chosen', async () => {
  const nodes = (await list()).edges.map(({ node }) => node);
  expect(nodes.some(({ modelVersion }) => modelVersion === null)).toBe(true);
  const filter = { version: app.app.registry.find('churn').champion.version };
  const found = (await list({ filter })).edges.map(({ node }) => node);
  expect(found).toEqual(nodes.filter(({ modelVersion }) => modelVersion !== null));
  const { predictionErrorGroups } = await app.client.ask<GroupsData>(GROUPS, { filter });
  expect(predictionErrorGroups.reduce((sum, { count }) => sum + count, 0)).toBe(
    found.reduce((sum, { rows }) => sum + rows, 0),
  );
  const segment = { feature: 'complain', value: '1' };
  for (const refused of [{ source: 'API' }, { tag: 'campaign' }, { segment }]) {
    const [field] = Object.keys(refused);
    const { extensions } = onlyProblem(await app.client.request(ERRORS, { filter: refused }));
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: `filter.${field}` });
  }
  const unknown = onlyProblem(await app.client.request(GROUPS, { filter: { version: 'none' } }));
  expect(unknown.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'filter.version' });
});
