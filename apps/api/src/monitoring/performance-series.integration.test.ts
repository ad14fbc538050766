import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { foldRollups } from './fold-rollups.ts';

let app: TestApp;
let close: () => Promise<void>;
/** Midnight in Kolkata (+5:30) some days ago. */
const midnightMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 4 * DAY_MS - 5.5 * HOUR_MS;

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  ({ close } = started);
  [app] = started.apps;
  const modelVersionId = app.app.registry.find('churn').champion.id;
  // One in the minute before midnight, two in the one after it, three at noon.
  const times = [-MINUTE_MS, 0, 0, 12 * HOUR_MS, 12 * HOUR_MS, 12 * HOUR_MS];
  const rows = times.map((offsetMs, i) => predictionAt(midnightMs + offsetMs + i, { modelVersionId }));
  await writeRows(app.db.sql, rows);
});
afterAll(() => close());

const SERIES = `query ($from: DateTime!, $to: DateTime!, $bucket: Bucket) {
  performanceSeries(window: { range: { from: $from, to: $to } }, bucket: $bucket) { at predictions }
}`;
const ask = (fromMs: number, toMs: number, bucket: string) =>
  app.client.request<{ performanceSeries: { at: string; predictions: number }[] }>(SERIES, {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    bucket,
  });
const daily = async () => {
  const { data } = await ask(midnightMs - DAY_MS, midnightMs + DAY_MS, 'DAY');
  return data?.performanceSeries.map(({ at, predictions }) => [Date.parse(at), predictions]);
};

test("days are UTC's until another zone is set, and then exactly that zone's, folded in or not", async () => {
  const utcMs = Math.floor(midnightMs / DAY_MS) * DAY_MS;
  expect(await daily()).toEqual([
    [utcMs - DAY_MS, 0],
    [utcMs, 3],
    [utcMs + DAY_MS, 3],
  ]);
  await app.client.ask('mutation { updateSettings(input: { timeZone: "Asia/Kolkata" }) { timeZone } }');
  const inKolkata = [
    [midnightMs - DAY_MS, 1],
    [midnightMs, 5],
  ];
  expect(await daily()).toEqual(inKolkata);
  await foldRollups(app.db.sql);
  expect(await daily()).toEqual(inKolkata);
});

test('too many points are refused with the bucket named', async () => {
  const { errors } = await ask(midnightMs - 10 * DAY_MS, midnightMs, 'MINUTE');
  expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_POINTS', field: 'bucket' } }]);
});
