import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { onlyProblem } from '../testing/graphql-client.ts';
import { COMPLAIN, writeLabelledHistory, type LabelledRow } from '../testing/labelled-history.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const PART = '{ contribution standardError pValue matters message }';
const CHANGE = `
query Change($metric: ChangeMetric!, $from: WindowInput!, $to: WindowInput!, $model: String, $filter: FilterInput,
  $byFeature: Boolean = false) {
  changeAccount(metric: $metric, from: $from, to: $to, model: $model, filter: $filter) {
    metric sampled before { from to rows mean } after { rows mean } change ${PART}
    segmentations {
      feature mix rate unevenness
      parts { segment before { rows share mean } after { rows share mean } part ${PART} mix rate }
    }
    features @include(if: $byFeature) {
      rowsBefore rowsAfter change parts { feature part ${PART} } remainder ${PART} variesWith unseenShare foretold
    }
  }
}`;

interface Part {
  contribution: number;
  matters: boolean;
  message: string;
}
interface Side {
  rows: number;
  mean: number;
}
interface ChangeData {
  changeAccount: {
    sampled: boolean;
    before: Side;
    after: Side;
    change: Part;
    segmentations: {
      feature: string;
      mix: number;
      rate: number;
      parts: { segment: string; part: Part; before: Side; after: Side & { share: number } }[];
    }[];
    features?: {
      rowsBefore: number;
      rowsAfter: number;
      change: number;
      parts: { feature: string; part: Part }[];
      remainder: Part;
      variesWith: string[];
    };
  };
}

let app: TestApp;
let close: () => Promise<void>;
let older: LabelledRow[];
let newer: LabelledRow[];
const nowMs = Date.now();
const days = (from: number, to: number) => ({
  range: { from: new Date(nowMs - from * DAY_MS), to: new Date(nowMs - to * DAY_MS) },
});
const windows = { from: days(70, 52), to: days(51, 33) };

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  older = await writeLabelledHistory(app, {
    fromMs: nowMs - 69 * DAY_MS,
    toMs: nowMs - 53 * DAY_MS,
    rows: 1_000,
    seed: 1,
  });
  // More complain, and those who do leave less often than they are said to.
  newer = await writeLabelledHistory(app, {
    fromMs: nowMs - 50 * DAY_MS,
    toMs: nowMs - 34 * DAY_MS,
    rows: 1_000,
    seed: 2,
    complaining: 0.6,
    truth: (probability, features) => (features[COMPLAIN] === 1 ? 0.1 : probability),
  });
});
afterAll(() => close());

const ask = async (metric: string, more: object = {}) =>
  (await app.client.ask<ChangeData>(CHANGE, { metric, ...windows, ...more })).changeAccount;

const values: [string, (entry: LabelledRow) => number][] = [
  ['ACCURACY', ({ row, actual }) => Number(row.label === actual)],
  ['CONFIDENCE', ({ row }) => row.confidence ?? NaN],
  ['POSITIVE_RATE', ({ row }) => Number(row.label === 1)],
];
const mean = (rows: LabelledRow[], read: (entry: LabelledRow) => number) =>
  rows.reduce((sum, entry) => sum + read(entry), 0) / rows.length;

describe.each(values)('the account of %s', (metric, read) => {
  test('is that of the rows, and each segmentation sums to the change', async () => {
    const account = await ask(metric);
    expect(account.before).toMatchObject({ rows: 1_000, mean: expect.closeTo(mean(older, read), 6) });
    expect(account.after).toMatchObject({ rows: 1_000, mean: expect.closeTo(mean(newer, read), 6) });
    expect(account.change.contribution).toBeCloseTo(mean(newer, read) - mean(older, read), 6);
    expect(account.sampled).toBe(false);
    expect(account.segmentations).toHaveLength(6);
    for (const { parts, mix, rate } of account.segmentations) {
      const sum = parts.reduce((total, { part }) => total + part.contribution, 0);
      expect(sum).toBeCloseTo(account.change.contribution, 9);
      expect(mix + rate).toBeCloseTo(account.change.contribution, 9);
    }
    const complain = account.segmentations.find(({ feature }) => feature === 'complain');
    for (const { segment, after } of complain?.parts ?? []) {
      const inside = newer.filter(({ row }) => row.features[COMPLAIN] === Number(segment));
      expect(after).toMatchObject({ rows: inside.length, mean: expect.closeTo(mean(inside, read), 6) });
    }
    expect(account.segmentations[0].feature).toBe('complain');
  });
});

test('by feature, parts and remainder sum to the change of the rows that were looked at', async () => {
  const { features, change } = await ask('POSITIVE_RATE', { byFeature: true });
  if (!features) throw new Error('There is no account by feature.');
  expect(features).toMatchObject({ rowsBefore: 1_000, rowsAfter: 1_000 });
  const sum = features.parts.reduce((total, { part }) => total + part.contribution, 0);
  expect(sum + features.remainder.contribution).toBeCloseTo(features.change, 9);
  expect(features.change).toBeCloseTo(change.contribution, 9);
  expect(features.parts[0]).toMatchObject({
    feature: 'complain',
    part: { matters: true, message: expect.stringContaining('Other values of complain add') },
  });
});

test('what changed at equal inputs is the remainder, and varies with what it came from', async () => {
  const { features } = await ask('ACCURACY', { byFeature: true });
  expect(features?.remainder.matters).toBe(true);
  expect(features?.variesWith).toContain('complain');
});

describe('a filter', () => {
  const calm = { segment: { feature: 'complain', value: '0' } };

  test('by segment is the account of the rows in it, from the rows', async () => {
    const isInside = ({ row }: LabelledRow) => row.features[COMPLAIN] === 0;
    const [before, after] = [older.filter(isInside), newer.filter(isInside)];
    const read = ({ row, actual }: LabelledRow) => Number(row.label === actual);
    const account = await ask('ACCURACY', { filter: calm, byFeature: true });
    expect(account.sampled).toBe(true);
    expect(account.before).toMatchObject({
      rows: before.length,
      mean: expect.closeTo(mean(before, read), 9),
    });
    expect(account.after).toMatchObject({ rows: after.length, mean: expect.closeTo(mean(after, read), 9) });
    for (const { parts } of account.segmentations) {
      const sum = parts.reduce((total, { part }) => total + part.contribution, 0);
      expect(sum).toBeCloseTo(account.change.contribution, 9);
    }
    expect(account.features).toMatchObject({ rowsBefore: before.length, rowsAfter: after.length });
  });

  test('by source and version is the account of their rows, from counters', async () => {
    const { champion } = app.app.registry.find('churn');
    const all = await ask('CONFIDENCE');
    const filter = { source: 'API', version: champion.version };
    expect(await ask('CONFIDENCE', { filter })).toEqual(all);
    const none = await app.client.request(CHANGE, {
      metric: 'CONFIDENCE',
      ...windows,
      filter: { source: 'IMPORT' },
    });
    expect(onlyProblem(none).extensions.code).toBe('INSUFFICIENT_DATA');
  });

  test.each([
    ['a segment and a tag', { ...calm, tag: 'campaign' }, 'filter'],
    ['a value that there is not', { segment: { feature: 'complain', value: '7' } }, 'filter.segment.value'],
    ['an unknown version', { version: 'none' }, 'filter.version'],
  ])('by %s is refused with the field', async (_, filter, field) => {
    const answer = await app.client.request(CHANGE, { metric: 'ACCURACY', ...windows, filter });
    expect(onlyProblem(answer).extensions).toMatchObject({ field });
  });
});

test('errors name their field', async () => {
  const problem = async (variables: object) =>
    onlyProblem(await app.client.request(CHANGE, { metric: 'ACCURACY', ...windows, ...variables }))
      .extensions;
  expect(await problem({ to: { hours: 0 } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'to.hours' });
  // Windows that touch are no overlap, although both hold the minute that they touch in.
  const touching = await ask('CONFIDENCE', { from: days(70, 51.5), to: days(51.5, 33) });
  expect(touching.before.rows + touching.after.rows).toBe(2_000);
  expect(await problem({ to: days(60, 40) })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'to' });
  expect(await problem({ to: days(20, 1) })).toMatchObject({ code: 'INSUFFICIENT_DATA', field: 'to' });
  expect(await problem({ from: days(100, 90) })).toMatchObject({ code: 'INSUFFICIENT_DATA' });
  expect(await problem({ model: 'nobody' })).toMatchObject({ code: 'UNKNOWN_MODEL', field: 'model' });
});
