import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const DEGRADATION = `
query Degradation($model: String, $window: WindowInput, $filter: FilterInput) {
  degradation(model: $model, window: $window, filter: $filter) {
    detected verdict insufficient
    recent { from to predictions grown averageConfidence averageResponseTimeMs }
    baseline { from to predictions grown averageConfidence averageResponseTimeMs }
    issues { metric baseline recent change relativeChange pValue message recentWindow { from to } }
    comparisons { metric degraded recentWindow { to } }
  }
}`;
const RECORD_OUTCOMES = `
mutation RecordOutcomes($outcomes: [OutcomeInput!]!) { recordOutcomes(outcomes: $outcomes) { recorded } }`;

interface Side {
  from: string;
  to: string;
  predictions: number;
  grown: boolean;
  averageConfidence: number | null;
  averageResponseTimeMs: number | null;
}
interface DegradationData {
  degradation: {
    detected: boolean;
    verdict: string;
    insufficient: string | null;
    recent: Side;
    baseline: Side;
    issues: { metric: string; message: string; pValue: number; recentWindow: { from: string; to: string } }[];
    comparisons: { metric: string; degraded: boolean; recentWindow: { to: string } }[];
  };
}

let app: TestApp;
let close: () => Promise<void>;
beforeEach(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterEach(() => close());

const degradation = async (variables: object = {}) =>
  (await app.client.ask<DegradationData>(DEGRADATION, { ...variables })).degradation;
const lengthMs = ({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from);

/** Predictions spread over the time from `fromMs` to `toMs` ago, each of a subject of its own. */
function rowsAgo(
  fromMs: number,
  toMs: number,
  count: number,
  changes: Parameters<typeof predictionAt>[1] = {},
) {
  const nowMs = Date.now();
  return Array.from({ length: count }, (_, i) =>
    predictionAt(nowMs - fromMs + ((fromMs - toMs) * i) / count, { subject: null, ...changes }),
  );
}

test('without predictions there is no verdict', async () => {
  expect(await degradation()).toMatchObject({
    detected: false,
    verdict: 'INSUFFICIENT_DATA',
    insufficient: 'Not enough data: 0 predictions in 7 days, 300 are needed.',
    recent: { predictions: 0, grown: true, averageConfidence: null, averageResponseTimeMs: null },
    issues: [],
    comparisons: [],
  });
});

test('nor with ten rows against ten', async () => {
  await writeRows(app.db.sql, rowsAgo(3 * DAY_MS, 2 * DAY_MS, 10));
  await writeRows(app.db.sql, rowsAgo(HOUR_MS, MINUTE_MS, 10, { probability: 0.45 }));
  expect(await degradation()).toMatchObject({ detected: false, verdict: 'INSUFFICIENT_DATA', issues: [] });
});

test('the last day is compared with the seven days before it', async () => {
  await writeRows(app.db.sql, rowsAgo(8 * DAY_MS - HOUR_MS, DAY_MS + HOUR_MS, 700, { probability: 0.11 }));
  await writeRows(
    app.db.sql,
    rowsAgo(DAY_MS - HOUR_MS, MINUTE_MS, 350, { probability: 0.24, latencyMs: 80 }),
  );
  // Older than the baseline, and as bad as can be.
  await writeRows(app.db.sql, rowsAgo(20 * DAY_MS, 10 * DAY_MS, 400, { probability: 0.5, latencyMs: 900 }));
  const { recent, baseline, ...found } = await degradation();
  expect(recent).toMatchObject({ predictions: 350, grown: false });
  expect(baseline).toMatchObject({ predictions: 700, grown: false });
  expect([lengthMs(recent), lengthMs(baseline)]).toEqual([DAY_MS, 7 * DAY_MS]);
  expect(baseline.to).toBe(recent.from);
  expect(recent.averageConfidence).toBeCloseTo(0.76, 9);
  expect(baseline.averageConfidence).toBeCloseTo(0.89, 9);
  expect(baseline.averageResponseTimeMs).toBeCloseTo(1.5, 9);
  expect(found).toMatchObject({ detected: true, verdict: 'DEGRADED', insufficient: null });
  expect(found.issues.map(({ message }) => message)).toEqual([
    'Confidence dropped from 0.89 to 0.76',
    'Average response time rose from 1.5 ms to 80 ms',
    expect.stringMatching(/^95 % response time rose from 1\.\d ms to \d\d ms$/),
  ]);
  for (const { pValue } of found.issues) expect(pValue).toBeLessThan(1e-9);
  expect(found.comparisons.filter(({ degraded }) => !degraded).map(({ metric }) => metric)).toEqual([
    'ERROR_RATE',
    'POSITIVE_RATE',
  ]);
});

test('windows grow by days until they have enough', async () => {
  await writeRows(app.db.sql, rowsAgo(3 * DAY_MS - HOUR_MS, MINUTE_MS, 320));
  await writeRows(app.db.sql, rowsAgo(14 * DAY_MS, 11 * DAY_MS, 310));
  const { recent, baseline, verdict } = await degradation();
  expect([recent.grown, lengthMs(recent), recent.predictions]).toEqual([true, 3 * DAY_MS, 320]);
  expect(baseline.grown).toBe(true);
  expect(lengthMs(baseline)).toBeGreaterThanOrEqual(10 * DAY_MS);
  expect(verdict).toBe('OK');
});

test('recall of the newest closed cohorts is compared with that of those before', async () => {
  await writeRows(app.db.sql, rowsAgo(8 * DAY_MS, MINUTE_MS, 3_000));
  // Closed after 32 days. A fifth leaves; the model found them, and then no longer did.
  const found = rowsAgo(60 * DAY_MS, 40 * DAY_MS, 100, { probability: 0.9 });
  const kept = rowsAgo(60 * DAY_MS, 40 * DAY_MS, 400);
  const lost = rowsAgo(38 * DAY_MS, 33 * DAY_MS, 60);
  const still = rowsAgo(38 * DAY_MS, 33 * DAY_MS, 20, { probability: 0.9 });
  const keptLater = rowsAgo(38 * DAY_MS, 33 * DAY_MS, 320);
  await writeRows(app.db.sql, [...found, ...kept, ...lost, ...still, ...keptLater]);
  const outcomes = [...found, ...lost, ...still].map(({ id }) => ({
    target: { predictionId: id },
    label: 'churn',
    at: new Date(idTimeMs(id) + DAY_MS).toISOString(),
  }));
  const { recordOutcomes } = await app.client.ask<{ recordOutcomes: { recorded: number } }>(RECORD_OUTCOMES, {
    outcomes,
  });
  expect(recordOutcomes.recorded).toBe(outcomes.length);

  const { issues } = await degradation();
  expect(issues.map(({ message }) => message)).toEqual([
    'Accuracy dropped from 1.00 to 0.85',
    'Recall dropped from 1.00 to 0.25',
  ]);
  const [{ recentWindow }] = issues;
  expect(lengthMs(recentWindow)).toBe(7 * DAY_MS);
  expect(Date.now() - Date.parse(recentWindow.to)).toBeGreaterThanOrEqual(32 * DAY_MS);
});

test('any window is compared with the seven days before it', async () => {
  await writeRows(app.db.sql, rowsAgo(12 * DAY_MS, 5 * DAY_MS, 700));
  await writeRows(app.db.sql, rowsAgo(5 * DAY_MS - HOUR_MS, 4.5 * DAY_MS, 350, { latencyMs: 80 }));
  await writeRows(app.db.sql, rowsAgo(DAY_MS, MINUTE_MS, 400, { latencyMs: 900 }));
  const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const ask = (from: number, to: number) =>
    degradation({
      window: { range: { from: new Date(nowMs - from * DAY_MS), to: new Date(nowMs - to * DAY_MS) } },
    });
  const { recent, baseline, verdict } = await ask(5, 4);
  expect(Date.parse(recent.to)).toBe(nowMs - 4 * DAY_MS);
  expect(recent).toMatchObject({ predictions: 350, grown: false });
  expect(recent.averageResponseTimeMs).toBeCloseTo(80, 9);
  expect(baseline).toMatchObject({ predictions: 700, grown: false, to: recent.from });
  expect(lengthMs(baseline)).toBe(7 * DAY_MS);
  expect(verdict).toBe('DEGRADED');

  const { recent: long } = await ask(10, 0);
  expect([long.grown, lengthMs(long)]).toEqual([false, 10 * DAY_MS]);
  const { recent: short } = await ask(4.25, 4);
  expect([short.grown, lengthMs(short)]).toEqual([true, 1.25 * DAY_MS]);
  expect(short.predictions).toBeGreaterThanOrEqual(350);
  const { recent: empty } = await ask(40.5, 40);
  expect([empty.predictions, lengthMs(empty)]).toEqual([0, 7 * DAY_MS]);
});

test('labels of a past window are those of the cohorts that were closed then', async () => {
  await writeRows(app.db.sql, rowsAgo(95 * DAY_MS, 20 * DAY_MS, 4_000));
  await writeRows(app.db.sql, rowsAgo(38 * DAY_MS, 33 * DAY_MS, 400));
  const to = new Date(Date.now() - 22 * DAY_MS);
  const window = { range: { from: new Date(to.getTime() - DAY_MS), to } };
  const { comparisons } = await degradation({ window });
  const accuracy = comparisons.find(({ metric }) => metric === 'ACCURACY');
  const endMs = Date.parse(accuracy?.recentWindow.to ?? '');
  expect(Math.abs(endMs - (to.getTime() - 32 * DAY_MS))).toBeLessThanOrEqual(MINUTE_MS);
});

test('a filter chooses the rows of both sides', async () => {
  const write = async (tag: string, changes: object) => {
    await writeRows(app.db.sql, rowsAgo(8 * DAY_MS - HOUR_MS, DAY_MS + HOUR_MS, 400, { tags: [tag] }));
    const recent: Parameters<typeof predictionAt>[1] = { ...changes, tags: [tag], source: 'IMPORT' };
    await writeRows(app.db.sql, rowsAgo(DAY_MS - HOUR_MS, MINUTE_MS, 320, recent));
  };
  await write('new', { probability: 0.4, latencyMs: 80 });
  await write('old', {});
  const degraded = await degradation({ filter: { tag: 'new' } });
  expect(degraded).toMatchObject({
    detected: true,
    recent: { predictions: 320, averageResponseTimeMs: expect.closeTo(80, 9) },
    baseline: { predictions: 400 },
  });
  expect(await degradation({ filter: { tag: 'old' } })).toMatchObject({
    verdict: 'OK',
    recent: { predictions: 320 },
    baseline: { predictions: 400 },
  });
  // All features are 1: all rows are of the first city tier.
  const segment = { feature: 'cityTier', value: '1' };
  expect(await degradation({ filter: { segment } })).toMatchObject({
    recent: { predictions: 640 },
    baseline: { predictions: 800 },
  });
  expect(await degradation({ filter: { source: 'IMPORT' } })).toMatchObject({
    verdict: 'INSUFFICIENT_DATA',
    insufficient: 'Not enough data: 0 predictions in the 28 days before, 300 are needed.',
    recent: { predictions: 640 },
  });
});

test.each([
  ['a segment and a tag', { filter: { segment: { feature: 'cityTier', value: '1' }, tag: 'new' } }, 'filter'],
  [
    'an unknown segment',
    { filter: { segment: { feature: 'cityTier', value: '8' } } },
    'filter.segment.value',
  ],
  ['a window of nothing', { window: { hours: 0 } }, 'window.hours'],
])('%s is refused with the field', async (_, variables, field) => {
  const problem = onlyProblem(await app.client.request(DEGRADATION, variables));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test('an unknown model is an error', async () => {
  const problem = onlyProblem(await app.client.request(DEGRADATION, { model: 'nobody' }));
  expect(problem.extensions).toEqual({ code: 'UNKNOWN_MODEL', field: 'model', retryable: false });
});
