import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import type { RowFilter } from './read-counters.ts';
import { sampleRows } from './sample-rows.ts';

const CITY_TIER = 2;
const ROWS = 2_400;
const fromMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * DAY_MS;
const window = { fromMs, toMs: fromMs + DAY_MS };

let app: TestApp;
let close: () => Promise<void>;
let rows: PredictionRow[];
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  const { champion } = app.app.registry.find('churn');
  rows = Array.from({ length: ROWS }, (_, i) => {
    const features = new Array<number>(18).fill(1);
    features[CITY_TIER] = i % 4 === 0 ? 3 : 1;
    return predictionAt(fromMs + Math.floor((i / ROWS) * DAY_MS), {
      modelVersionId: champion.id,
      features,
      tags: i % 100 === 7 ? ['rare'] : [],
      source: i % 3 === 0 ? 'IMPORT' : 'API',
      ...(i % 50 === 1
        ? { errorCode: 'INTERNAL' as const, label: null, probability: null, confidence: null }
        : {}),
    });
  });
  await writeRows(app.db.sql, rows, champion.layout);
});
afterAll(() => close());

const sample = (filter: RowFilter, limit?: number) => {
  const { registry } = app.app;
  const needs = { registry, sql: app.db.sql, now: Date.now };
  return sampleRows(needs, registry.find('churn'), window, filter, limit);
};
const isTierThree = ({ features }: Pick<PredictionRow, 'features'>) => features[CITY_TIER] === 3;
const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);
const answered = (isChosen: (row: PredictionRow) => boolean) =>
  rows.filter((row) => row.errorCode === null && isChosen(row));

test('where there are few rows, it is all that were answered, by time', async () => {
  expect(idsOf(await sample({}))).toEqual(idsOf(answered(() => true)));
});

test('where there are many, about as many as asked for, over the whole time, the same ones each time', async () => {
  const found = await sample({}, 480);
  expect(found.length).toBeGreaterThan(400);
  expect(found.length).toBeLessThanOrEqual(480);
  const hours = new Set(found.map(({ id }) => Math.floor(idTimeMs(id) / HOUR_MS)));
  expect(hours.size).toBe(24);
  expect(idsOf(await sample({}, 480))).toEqual(idsOf(found));
});

test('of a segment, tag or source as many as of all rows', async () => {
  const tagged = await sample({ tag: 'rare' }, 100);
  expect(idsOf(tagged)).toEqual(idsOf(answered(({ tags }) => tags.includes('rare'))));
  const segment = { feature: 'cityTier', value: '3' };
  const inSegment = await sample({ segment }, 240);
  expect(inSegment.every(isTierThree)).toBe(true);
  expect(inSegment.length).toBeGreaterThan(200);
  const ofSource = await sample({ segment, source: 'IMPORT' });
  expect(ofSource.length).toBeGreaterThan(0);
  expect(idsOf(ofSource)).toEqual(idsOf(answered((row) => isTierThree(row) && row.source === 'IMPORT')));
});
