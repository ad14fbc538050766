import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { customer } from '../testing/customer.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { COMPLAIN, writeLabelledHistory } from '../testing/labelled-history.ts';
import { subscribe } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const PREDICTIONS = `
query Predictions($window: WindowInput, $filter: FilterInput, $first: Int, $after: String, $last: Int, $before: String) {
  predictions(window: $window, filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    feedCursor edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const ADDED = `
subscription Added($after: String, $filter: FilterInput) {
  predictionsAdded(after: $after, filter: $filter) { predictions { id } }
}`;

interface Page {
  predictions: {
    feedCursor: string;
    edges: { node: { id: string } }[];
    pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
  };
}
interface Added {
  predictionsAdded: { predictions: { id: string }[] };
}

let app: TestApp;
let close: () => Promise<void>;
let rows: PredictionRow[];
const fromMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 5 * DAY_MS;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  const history = await writeLabelledHistory(app, { fromMs, toMs: fromMs + 2 * DAY_MS, rows: 300, seed: 8 });
  rows = history.map(({ row }) => row);
});
afterAll(() => close());

const page = async (variables: object) =>
  (await app.client.ask<Page>(PREDICTIONS, { ...variables })).predictions;
/** The ids that a filter chooses, the newest first. */
const chosen = (isChosen: (row: PredictionRow) => boolean) =>
  rows
    .filter(isChosen)
    .map(({ id }) => id)
    .reverse();
const range = (from: number, to: number) => ({ range: { from: new Date(from), to: new Date(to) } });

const filters: [string, object, (row: PredictionRow) => boolean][] = [
  ['a segment', { segment: { feature: 'complain', value: '1' } }, ({ features }) => features[COMPLAIN] === 1],
  ['a segment without rows', { segment: { feature: 'complain', value: 'missing' } }, () => false],
  ['a tag', { tag: 'campaign' }, ({ tags }) => tags.includes('campaign')],
  ['a source', { source: 'IMPORT' }, () => false],
  ['a version and a source', { version: '1.0.0', source: 'API' }, () => true],
  [
    'a segment and a source',
    { segment: { feature: 'cityTier', value: '3' }, source: 'API' },
    ({ features }) => features[2] === 3,
  ],
];

describe('the list of predictions', () => {
  test.each(filters)('by %s, forwards and backwards by pages, is that of the rows', async (_, filter, is) => {
    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo } = await page({ filter, first: 7, after });
      forwards.push(...edges.map(({ node }) => node.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(forwards).toEqual(chosen(is));
    const { edges, pageInfo } = await page({ filter, last: 5 });
    expect(edges.map(({ node }) => node.id)).toEqual(chosen(is).slice(-5));
    expect(pageInfo.hasPreviousPage).toBe(chosen(is).length > 5);
  });

  test('of a window holds its start and not its end, with a filter too', async () => {
    const [from, to] = [fromMs + 3 * HOUR_MS, fromMs + 20 * HOUR_MS];
    const isInside = ({ id }: PredictionRow) => idTimeMs(id) >= from && idTimeMs(id) < to;
    const all = await page({ window: range(from, to), first: 500 });
    expect(all.edges.map(({ node }) => node.id)).toEqual(chosen(isInside));
    expect(chosen(isInside).length).toBeGreaterThan(50);
    const tagged = await page({ window: range(from, to), filter: { tag: 'campaign' }, first: 500 });
    expect(tagged.edges.map(({ node }) => node.id)).toEqual(
      chosen((row) => isInside(row) && row.tags.includes('campaign')),
    );
    const first = await page({ window: range(from, to), first: 20 });
    const second = await page({ window: range(from, to), first: 500, after: first.pageInfo.endCursor });
    expect([...first.edges, ...second.edges]).toEqual(all.edges);
  });
});

const wrong: [string, object, string, string][] = [
  [
    'a segment and a tag',
    { segment: { feature: 'complain', value: '1' }, tag: 'campaign' },
    'BAD_USER_INPUT',
    'filter',
  ],
  [
    'a feature that is no segment',
    { segment: { feature: 'tenure', value: '1' } },
    'BAD_USER_INPUT',
    'filter.segment.feature',
  ],
  [
    'a value that there is not',
    { segment: { feature: 'complain', value: '2' } },
    'BAD_USER_INPUT',
    'filter.segment.value',
  ],
  ['an unknown version', { version: 'none' }, 'NOT_FOUND', 'filter.version'],
];

test.each(wrong)('%s is refused with the field, by the list and live', async (_, filter, code, field) => {
  const problem = onlyProblem(await app.client.request(PREDICTIONS, { filter }));
  expect(problem.extensions).toMatchObject({ code, field });
  const { events, stop } = subscribe<Added>(app.url, ADDED, { filter });
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(events[0].errors).toMatchObject([{ extensions: { code, field } }]);
  await stop();
});

test('a window of nothing is refused with the field', async () => {
  const problem = onlyProblem(await app.client.request(PREDICTIONS, { window: { days: 0 } }));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'window.days' });
});

test('live, only those come that the filter chooses', async () => {
  const { feedCursor: after } = await page({ first: 1 });
  const watched = [
    { tag: 'watched' },
    { segment: { feature: 'complain', value: '1' } },
    { source: 'API' },
    { source: 'SIMULATION' },
  ].map((filter) => subscribe<Added>(app.url, ADDED, { after, filter }));
  const calm = await app.client.predict(customer({ complain: 0 }));
  const tagged = await app.client.predict(customer({ complain: 0 }), { tags: ['watched'] });
  const angry = await app.client.predict(customer({ complain: 1 }));
  const expected = [[tagged.id], [angry.id], [calm.id, tagged.id, angry.id], []];
  const received = () =>
    watched.map(({ events }) =>
      events.flatMap(({ data }) => data?.predictionsAdded.predictions ?? []).map(({ id }) => id),
    );
  await vi.waitFor(() => expect(received()).toEqual(expected));
  for (const { stop } of watched) await stop();
});
