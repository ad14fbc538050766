import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { rocAuc } from '@kilter/core/performance/ranking';
import { customer } from '../testing/customer.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { COMPLAIN, writeLabelledHistory, type LabelledRow } from '../testing/labelled-history.ts';
import { subscribe } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const FIELDS = `{
  value predictions share positiveRate averageConfidence isShown mayAlert sampled rowsLookedAt
  intervals { accuracy { lower upper } recall { lower upper } }
  measured { ... on ClassificationMetrics { labelled maturity accuracy recall precision rocAuc } }
}`;
const SEGMENTS = `
query Segments($model: String, $by: String!, $window: WindowInput, $filter: FilterInput) {
  segments(model: $model, by: $by, window: $window, filter: $filter) ${FIELDS}
}`;

interface SegmentData {
  value: string;
  predictions: number;
  share: number;
  positiveRate: number;
  averageConfidence: number;
  isShown: boolean;
  sampled: boolean;
  rowsLookedAt: number | null;
  intervals: { accuracy: { lower: number; upper: number } | null };
  measured: {
    labelled: number;
    maturity: number;
    accuracy: number;
    recall: number;
    precision: number;
    rocAuc: number;
  };
}

let app: TestApp;
let close: () => Promise<void>;
let closed: LabelledRow[];
let open: LabelledRow[];
const nowMs = Date.now();
/** Half closed, half open. */
const window = { range: { from: new Date(nowMs - 60 * DAY_MS), to: new Date(nowMs) } };

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  const spread = { rows: 1_200, seed: 5 };
  closed = await writeLabelledHistory(app, {
    fromMs: nowMs - 50 * DAY_MS,
    toMs: nowMs - 34 * DAY_MS,
    ...spread,
  });
  open = await writeLabelledHistory(app, {
    fromMs: nowMs - 20 * DAY_MS,
    toMs: nowMs - DAY_MS,
    rows: 600,
    seed: 6,
  });
});
afterAll(() => close());

const ask = async (by: string, more: object = {}) =>
  (await app.client.ask<{ segments: SegmentData[] }>(SEGMENTS, { by, window, ...more })).segments;

/** The same figures, straight from the rows. */
function expectFigures(segment: SegmentData, isInside: (entry: LabelledRow) => boolean): void {
  const [labelled, others] = [closed.filter(isInside), open.filter(isInside)];
  const all = [...labelled, ...others];
  const mean = (read: (entry: LabelledRow) => number, of = all) =>
    of.reduce((sum, entry) => sum + read(entry), 0) / of.length;
  const positives = labelled.filter(({ actual }) => actual === 1);
  const found = positives.filter(({ row }) => row.label === 1);
  expect(segment.predictions).toBe(all.length);
  expect(segment.share).toBeCloseTo(all.length / (closed.length + open.length), 12);
  expect(segment.positiveRate).toBeCloseTo(
    mean(({ row }) => Number(row.label === 1)),
    12,
  );
  expect(segment.averageConfidence).toBeCloseTo(
    mean(({ row }) => row.confidence ?? NaN),
    6,
  );
  const { measured } = segment;
  expect(measured.labelled).toBe(labelled.length);
  expect(measured.maturity).toBeCloseTo(labelled.length / all.length, 12);
  expect(measured.accuracy).toBeCloseTo(
    mean(({ row, actual }) => Number(row.label === actual), labelled),
    12,
  );
  expect(measured.recall).toBeCloseTo(found.length / positives.length, 12);
  expect(measured.precision).toBeCloseTo(
    found.length / labelled.filter(({ row }) => row.label === 1).length,
    12,
  );
  const exact = rocAuc(
    labelled.map(({ actual }) => actual),
    labelled.map(({ row }) => row.probability ?? NaN),
  );
  expect(Math.abs(measured.rocAuc - (exact ?? NaN))).toBeLessThan(0.02);
}

describe('segments', () => {
  test('of a declared feature equal the rows, and sum to the whole', async () => {
    const segments = await ask('complain');
    expect(segments.map(({ value }) => value)).toEqual(['0', '1']);
    for (const segment of segments) {
      expectFigures(segment, ({ row }) => row.features[COMPLAIN] === Number(segment.value));
      expect(segment).toMatchObject({ sampled: false, rowsLookedAt: null, isShown: true });
      expect(segment.intervals.accuracy?.lower).toBeLessThan(segment.measured.accuracy);
      expect(segment.intervals.accuracy?.upper).toBeGreaterThan(segment.measured.accuracy);
    }
    expect(segments.reduce((sum, { predictions }) => sum + predictions, 0)).toBe(1_800);
    expect(segments.reduce((sum, { measured }) => sum + measured.labelled, 0)).toBe(1_200);
  });

  test('by tag are those that occur', async () => {
    const [segment, ...others] = await ask('tag');
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ value: 'campaign', sampled: false });
    expectFigures(segment, ({ row }) => row.tags.includes('campaign'));
  });

  test('of any other feature come from the rows, and say so', async () => {
    const segments = await ask('tenure');
    expect(segments.every(({ sampled, rowsLookedAt }) => sampled && rowsLookedAt === 1_800)).toBe(true);
    expect(segments.reduce((sum, { predictions }) => sum + predictions, 0)).toBe(1_800);
    expect(segments.at(-1)?.value).toBe('missing');
    for (const segment of segments) {
      const [, low, high] = /^(?:over (\d+))?(?: to |up to )?(\d+)?$/.exec(segment.value) ?? [];
      expectFigures(segment, ({ row: { features } }) =>
        segment.value === 'missing'
          ? Number.isNaN(features[0])
          : (low === undefined || features[0] > Number(low)) &&
            (high === undefined || features[0] <= Number(high)),
      );
    }
  });

  test('filtered by a tag are those of its rows', async () => {
    const segments = await ask('complain', { filter: { tag: 'campaign' } });
    expect(segments.every(({ sampled }) => sampled)).toBe(true);
    const rows = [...closed, ...open].filter(({ row }) => row.tags.includes('campaign'));
    expect(segments.map(({ predictions }) => predictions)).toEqual(
      [0, 1].map((value) => rows.filter(({ row }) => row.features[COMPLAIN] === value).length),
    );
  });

  test('where nothing is closed yet rest on the newest closed cohort of the same length', async () => {
    const recent = { range: { from: new Date(nowMs - 20 * DAY_MS), to: new Date(nowMs) } };
    const segments = await ask('complain', { window: recent });
    expect(segments.reduce((sum, { predictions }) => sum + predictions, 0)).toBe(600);
    for (const { measured } of segments) expect(measured.maturity).toBe(0);
    expect(segments.reduce((sum, { measured }) => sum + measured.labelled, 0)).toBe(1_200);
  });

  test('are watched: the figures at once, then every change', async () => {
    const watched = { by: 'tag', window: { hours: 1 } };
    const { events, stop } = subscribe<{ segmentsChanged: SegmentData[] }>(
      app.url,
      `subscription SegmentsChanged($by: String!, $window: WindowInput) {
        segmentsChanged(by: $by, window: $window) ${FIELDS}
      }`,
      watched,
    );
    await vi.waitFor(() => expect(events[0]?.data?.segmentsChanged).toEqual([]));
    await app.client.predict(customer(), { tags: ['watched'] });
    await vi.waitFor(() =>
      expect(events.at(-1)?.data?.segmentsChanged).toMatchObject([{ value: 'watched', predictions: 1 }]),
    );
    await stop();
  });

  test('an unknown feature and an unknown version name their fields', async () => {
    const unknown = onlyProblem(await app.client.request(SEGMENTS, { by: 'weather' }));
    expect(unknown.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'by', retryable: false });
    const version = onlyProblem(
      await app.client.request(SEGMENTS, { by: 'complain', filter: { version: '9' } }),
    );
    expect(version.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'filter.version' });
  });
});
