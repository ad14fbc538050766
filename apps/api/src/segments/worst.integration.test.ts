import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { onlyProblem } from '../testing/graphql-client.ts';
import { COMPLAIN, writeLabelledHistory, type LabelledRow } from '../testing/labelled-history.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const WORST = `
query Worst($model: String, $window: WindowInput, $metric: SegmentMetric, $depth: Int, $filter: FilterInput) {
  worstSegments(model: $model, window: $window, metric: $metric, depth: $depth, filter: $filter) {
    metric overall rows examined tested
    segments { conditions { feature value } rows value elsewhere effect pValue mayAlert }
  }
}`;
const FAIRNESS = `
query Fairness($by: String!, $window: WindowInput) {
  fairness(by: $by, window: $window) {
    sampled rowsLookedAt
    measures {
      measure referenceGroup largestDifference groups { value rows hits rate lower upper isShown }
      gaps { value difference lower upper ratio isSure } fourFifths { lowest highest ratio verdict }
    }
  }
}`;

interface WorstData {
  worstSegments: {
    overall: number;
    rows: number;
    examined: number;
    segments: { conditions: { feature: string; value: string }[]; rows: number; value: number }[];
  };
}
interface Group {
  value: string;
  rows: number;
  hits: number;
  rate: number;
  lower: number;
  upper: number;
}
interface FairnessData {
  fairness: {
    sampled: boolean;
    rowsLookedAt: number | null;
    measures: {
      measure: string;
      largestDifference: number;
      groups: Group[];
      gaps: { difference: number; isSure: boolean }[];
      fourFifths: { lowest: string; highest: string; verdict: string };
    }[];
  };
}

let app: TestApp;
let close: () => Promise<void>;
let history: LabelledRow[];
const nowMs = Date.now();
const window = { range: { from: new Date(nowMs - 60 * DAY_MS), to: new Date(nowMs - 33 * DAY_MS) } };

beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
  history = await writeLabelledHistory(app, {
    fromMs: nowMs - 58 * DAY_MS,
    toMs: nowMs - 34 * DAY_MS,
    rows: 3_000,
    seed: 11,
    // Of those who complain the model knows nothing.
    truth: (probability, features) => (features[COMPLAIN] === 1 ? 0.5 : Number(probability >= 0.5)),
  });
});
afterAll(() => close());

describe('worstSegments', () => {
  const ask = async (variables: object = {}) =>
    (await app.client.ask<WorstData>(WORST, { window, ...variables })).worstSegments;

  test('finds where the model fails, with labels known by silence too', async () => {
    const found = await ask();
    expect(found.rows).toBe(3_000);
    const right = history.filter(({ row, actual }) => row.label === actual).length;
    expect(found.overall).toBeCloseTo(right / 3_000, 12);
    const [worst] = found.segments;
    expect(worst.conditions).toContainEqual({ feature: 'complain', value: '1' });
    expect(worst.value).toBeLessThan(0.62);
  });

  test('is the same each time, and looks at single features when told to', async () => {
    const single = await ask({ depth: 1, metric: 'BRIER' });
    expect(single).toEqual(await ask({ depth: 1, metric: 'BRIER' }));
    expect(single.segments[0].conditions).toEqual([{ feature: 'complain', value: '1' }]);
    expect(single.segments[0].rows).toBe(history.filter(({ row }) => row.features[COMPLAIN] === 1).length);
    expect(single.examined).toBeLessThan((await ask({ metric: 'BRIER' })).examined);
  });

  test('looks at the rows of a segment, or of a tag, alone', async () => {
    const isCalm = ({ row }: LabelledRow) => row.features[COMPLAIN] === 0;
    const calm = await ask({ filter: { segment: { feature: 'complain', value: '0' } } });
    expect(calm.rows).toBe(history.filter(isCalm).length);
    const tagged = await ask({ filter: { tag: 'campaign' } });
    expect(tagged.rows).toBe(history.filter(({ row }) => row.tags.includes('campaign')).length);
  });

  test.each([
    ['a segment and a tag', { segment: { feature: 'complain', value: '0' }, tag: 'campaign' }, 'filter'],
    [
      'a feature that is no segment',
      { segment: { feature: 'tenure', value: '1' } },
      'filter.segment.feature',
    ],
    ['a value that there is not', { segment: { feature: 'complain', value: '7' } }, 'filter.segment.value'],
  ])('%s are refused, here and where counters answer', async (_, filter, field) => {
    const problem = onlyProblem(await app.client.request(WORST, { window, filter }));
    expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    const counted = `query ($filter: FilterInput) { performance(filter: $filter) { totalPredictions } }`;
    expect(onlyProblem(await app.client.request(counted, { filter }))).toMatchObject({
      message: problem.message,
      extensions: problem.extensions,
    });
  });

  test('errors name their field', async () => {
    const depth = onlyProblem(await app.client.request(WORST, { window, depth: 3 }));
    expect(depth.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'depth' });
    const few = { range: { from: new Date(nowMs - 90 * DAY_MS), to: new Date(nowMs - 80 * DAY_MS) } };
    const insufficient = onlyProblem(await app.client.request(WORST, { window: few }));
    expect(insufficient.extensions.code).toBe('INSUFFICIENT_DATA');
  });
});

describe('fairness', () => {
  const ask = async (by: string) => (await app.client.ask<FairnessData>(FAIRNESS, { by, window })).fairness;

  /** The three rates, straight from the rows. */
  function ratesOf(rows: LabelledRow[]) {
    const share = (of: LabelledRow[], isHit: (entry: LabelledRow) => boolean) => {
      const hits = of.filter(isHit).length;
      return { rows: of.length, hits, rate: expect.closeTo(hits / of.length, 12) };
    };
    const isAnswered = ({ row }: LabelledRow) => row.label === 1;
    const isPositive = ({ actual }: LabelledRow) => actual === 1;
    return [
      share(rows, isAnswered),
      share(rows.filter(isPositive), isAnswered),
      share(rows.filter(isAnswered), isPositive),
    ];
  }

  test.each([
    ['complain', COMPLAIN, false],
    ['tenure', 0, true],
  ])('by %s is that of the rows', async (by, column, sampled) => {
    const { measures, ...report } = await ask(by);
    expect(report).toEqual({ sampled, rowsLookedAt: sampled ? 3_000 : null });
    expect(measures.map(({ measure }) => measure)).toEqual(['SELECTION_RATE', 'RECALL', 'PRECISION']);
    const value = by === 'complain' ? '1' : 'missing';
    const rows = history.filter(({ row }) =>
      by === 'complain' ? row.features[column] === 1 : Number.isNaN(row.features[column]),
    );
    const wanted = ratesOf(rows);
    measures.forEach(({ groups }, i) => {
      expect(groups.find((group) => group.value === value)).toMatchObject(wanted[i]);
    });
  });

  test('a gap that is there is sure, and one that is not is not', async () => {
    const [selection] = (await ask('complain')).measures;
    expect(selection.gaps).toMatchObject([{ isSure: true }]);
    expect(selection.fourFifths).toMatchObject({ lowest: '0', highest: '1', verdict: 'BELOW' });
    const [none] = (await ask('gender')).measures;
    expect(none.gaps).toMatchObject([{ isSure: false }]);
  });

  test('errors name their field', async () => {
    for (const by of ['tag', 'weather']) {
      const problem = onlyProblem(await app.client.request(FAIRNESS, { by, window }));
      expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'by' });
    }
  });
});
