import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { synthetic } from '@kilter/core/testing/shipped-churn';
import { createRandom } from '@kilter/core/training/random';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const IMPORTANCE = `
query FeatureImportance($model: String, $window: WindowInput, $filter: FilterInput) {
  featureImportance(model: $model, window: $window, filter: $filter) { feature importance method rows }
}`;
const DRIFT = `
query AttributionDrift($window: WindowInput, $filter: FilterInput) {
  attributionDrift(window: $window, filter: $filter) {
    rows ndcg drifted movedShare moves { feature referenceRank rank move referenceShare share }
  }
}`;

interface Importance {
  featureImportance: { feature: string; importance: number; method: string; rows: number }[];
}
interface Drift {
  attributionDrift: {
    rows: number;
    ndcg: number;
    drifted: boolean | null;
    movedShare: number;
    moves: { feature: string; move: number }[];
  } | null;
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

test('is what the reference says, and where nothing is known of a window, nothing', async () => {
  const { featureImportance } = await app.client.ask<Importance>(IMPORTANCE);
  expect(featureImportance).toHaveLength(18);
  expect(featureImportance[0]).toMatchObject({
    feature: 'tenure',
    method: 'MEAN_ABSOLUTE_SHAP',
    rows: 2_000,
  });
  const window = { hours: 1 };
  expect(await app.client.ask<Importance>(IMPORTANCE, { window })).toEqual({ featureImportance: [] });
  expect(await app.client.ask<Drift>(DRIFT, { window })).toEqual({ attributionDrift: null });
});

test('of rows like the reference is as in the reference; of others it has moved', async () => {
  const { champion } = app.app.registry.find('churn');
  const customers = synthetic.sampleCustomers(600, createRandom(7)).map((row) => [...row]);
  const write = async (rows: number[][], ago: number) =>
    writeRows(
      app.db.sql,
      rows.map((features) => predictionAt(Date.now() - ago, { modelVersionId: champion.id, features })),
      champion.layout,
    );
  await write(customers, 3 * 3_600_000);
  const like = { hours: 4 };
  const { featureImportance } = await app.client.ask<Importance>(IMPORTANCE, { window: like });
  expect(featureImportance[0]).toMatchObject({ feature: 'tenure', rows: 600 });
  expect(featureImportance.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9);
  const same = (await app.client.ask<Drift>(DRIFT, { window: like })).attributionDrift;
  expect(same).toMatchObject({ rows: 600, drifted: false });
  expect(same?.ndcg).toBeGreaterThan(0.99);
  expect(same?.movedShare).toBeLessThan(0.1);

  // Nobody's tenure is known any more, and nobody complains.
  await write(
    customers
      .slice(0, 400)
      .map((features) => features.map((value, i) => (i === 0 ? NaN : i === 12 ? 0 : value))),
    1_800_000,
  );
  const other = (await app.client.ask<Drift>(DRIFT, { window: { hours: 1 } })).attributionDrift;
  expect(other?.rows).toBe(400);
  expect(other?.movedShare).toBeGreaterThan(same?.movedShare ?? 1);
  expect(other?.ndcg).toBeLessThan(same?.ndcg ?? 0);
});

describe('a filter', () => {
  const at = Date.UTC(2026, 2, 3, 4);
  const window = { range: { from: new Date(at), to: new Date(at + 3_600_000) } };

  test('chooses the rows that are explained, in the last day when no window is given', async () => {
    const { champion } = app.app.registry.find('churn');
    const [one, another] = synthetic.sampleCustomers(2, createRandom(3)).map((row) => [...row]);
    const write = async (features: number[], atMs: number, tag: string) =>
      writeRows(
        app.db.sql,
        Array.from({ length: 10 }, (_, i) =>
          predictionAt(atMs + i, { modelVersionId: champion.id, features, tags: [tag], source: 'IMPORT' }),
        ),
        champion.layout,
      );
    await write(one, at, 'one');
    await write(another, at, 'another');
    await write(one, Date.now() - 60_000, 'one');
    const ask = async (variables: object) =>
      (await app.client.ask<Importance>(IMPORTANCE, { ...variables })).featureImportance;
    const ofOne = await ask({ window, filter: { tag: 'one' } });
    expect(ofOne[0].rows).toBe(10);
    expect(await ask({ filter: { tag: 'one', source: 'IMPORT' } })).toEqual(ofOne);
    expect(await ask({ window, filter: { tag: 'another' } })).not.toEqual(ofOne);
    expect((await ask({ window, filter: { source: 'IMPORT' } }))[0].rows).toBe(20);
    expect(await ask({ filter: {} })).toEqual(await ask({}));
    const drift = await app.client.ask<Drift>(DRIFT, { window, filter: { tag: 'one' } });
    expect(drift.attributionDrift?.rows).toBe(10);
  });

  test.each([
    ['another version', { version: 'none' }, 'filter.version'],
    ['an unknown segment', { segment: { feature: 'complain', value: '7' } }, 'filter.segment.value'],
    ['a segment and a tag', { segment: { feature: 'complain', value: '1' }, tag: 'one' }, 'filter'],
  ])('by %s is refused with the field', async (_, filter, field) => {
    for (const query of [IMPORTANCE, DRIFT]) {
      expect(onlyProblem(await app.client.request(query, { filter })).extensions).toMatchObject({ field });
    }
  });
});
