import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY_MS } from '@kilter/core/time/units';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { RECORD_OUTCOMES, type OutcomeReportData } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { cleanUp, shippedModel, temporaryModels } from '../testing/server-process.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const BUSINESS = `
query Business($window: WindowInput, $by: String = "", $filter: FilterInput, $bySegment: Boolean = true) {
  business(window: $window, filter: $filter) {
    currency positiveRate cohortFrom cohortTo
    measured {
      labelled positiveRate { value lower upper }
      value { total perAnswer interval { lower upper } kinds { kind count value } }
      capacity { rows found { value lower upper } precision { value } recall { value } lift { value } }
    }
    expected { answers positives value { value lower upper } }
    valueAtRisk { predictions expectedPositives value }
    valueAtRiskBySegment(by: $by) @include(if: $bySegment) { segment predictions value share }
    treatment {
      treated { subjects positives positiveRate } heldOut { subjects positives } contaminated isSample
      uplift { value lower upper } valuePerTreated { value }
    }
  }
}`;

interface Bounded {
  value: number;
  lower: number;
  upper: number;
}
interface BusinessData {
  business: {
    currency: string | null;
    positiveRate: number | null;
    measured: {
      labelled: number;
      positiveRate: Bounded;
      value: { total: number; perAnswer: number; interval: Bounded | null; kinds: object[] } | null;
      capacity: { rows: number; found: Bounded; recall: Bounded; lift: Bounded } | null;
    } | null;
    expected: { answers: number; positives: number; value: Bounded | null } | null;
    valueAtRisk: { predictions: number; expectedPositives: number; value: number | null };
    valueAtRiskBySegment: { segment: string; predictions: number; value: number; share: number }[];
    treatment: {
      treated: { subjects: number; positives: number };
      heldOut: { subjects: number; positives: number };
      uplift: Bounded;
      valuePerTreated: Bounded;
    } | null;
  };
}

let app: TestApp;
let close: () => Promise<void>;
const nowMs = Date.now();
const closed = {
  range: { from: new Date(nowMs - 45 * DAY_MS), to: new Date(nowMs - 35 * DAY_MS) },
};

beforeAll(async () => {
  const models = await temporaryModels();
  const manifest = JSON.parse(await readFile(shippedModel('manifest.json'), 'utf8'));
  manifest.costs.valuePerSubject = 300;
  manifest.capacity = { share: 0.25 };
  await writeFile(join(models, 'churn', 'manifest.json'), JSON.stringify(manifest));
  const settings = { KILTER_MODELS_DIR: models };
  const started = await startTestApps(inject('postgresServers')[0].target, 1, settings);
  [app] = started.apps;
  close = started.close;
  await writeHistory();
});
afterAll(async () => {
  await close();
  await cleanUp();
});

const business = async (window: object, more: object = { by: 'cityTier' }) =>
  (await app.client.ask<BusinessData>(BUSINESS, { window, ...more })).business;

/**
 * Forty days ago 120 customers, 30 of whom were said to churn, and of those 20 did; of the others 4. Of each three the first
 * got an offer, the second was held out; the first 60 are tagged, and every second lives in the second city tier. Yesterday
 * ten more, of whom nothing is known yet.
 */
async function writeHistory(): Promise<void> {
  const { champion, manifest } = app.app.registry.find('churn');
  const cityTier = manifest.features.findIndex(({ name }) => name === 'cityTier');
  const modelVersionId = champion.id;
  const inTier = (tier: number) => manifest.features.map((_, i) => (i === cityTier ? tier : 1));
  const past = Array.from({ length: 120 }, (_, i) =>
    predictionAt(nowMs - 40 * DAY_MS + i, {
      modelVersionId,
      subject: `customer-${i}`,
      probability: i < 30 ? 0.75 : 0.25,
      features: inTier(1 + (i % 2)),
      tags: i < 60 ? ['campaign'] : [],
      source: i < 60 ? 'API' : 'IMPORT',
      action: i % 3 === 0 ? 'offer' : null,
      holdout: i % 3 === 1 ? true : null,
    }),
  );
  const fresh = Array.from({ length: 10 }, (_, i) => {
    const features = inTier(i < 4 ? 1 : 3);
    return predictionAt(nowMs - DAY_MS + i, { modelVersionId, subject: null, probability: 0.6, features });
  });
  await writeRows(app.db.sql, [...past, ...fresh], champion.layout);
  const outcomes = past
    .filter((_, i) => i < 20 || (i >= 30 && i < 34))
    .map(({ subject }) => ({
      target: { subject: { subject } },
      label: 'churn',
      at: new Date(nowMs - 38 * DAY_MS),
    }));
  const { recordOutcomes } = await app.client.ask<OutcomeReportData>(RECORD_OUTCOMES, { outcomes });
  expect(recordOutcomes.recorded).toBe(24);
}

describe('a closed cohort', () => {
  test('is measured by its outcomes, silence included', async () => {
    const { measured, expected, currency, positiveRate } = await business(closed);
    expect({ currency, positiveRate, expected }).toEqual({
      currency: 'USD',
      positiveRate: 0.25,
      expected: null,
    });
    expect(measured).toMatchObject({ labelled: 120, positiveRate: { value: 0.2 } });
    expect(measured?.value?.kinds).toEqual([
      { kind: 'TRUE_POSITIVE', count: 20, value: 800 },
      { kind: 'FALSE_POSITIVE', count: 10, value: -200 },
      { kind: 'FALSE_NEGATIVE', count: 4, value: 0 },
      { kind: 'TRUE_NEGATIVE', count: 86, value: 0 },
    ]);
    expect(measured?.value).toMatchObject({ total: 600, perAnswer: 5 });
    expect(measured?.value?.interval?.lower).toBeLessThan(5);
  });

  test('says what the capacity would have found', async () => {
    const capacity = (await business(closed)).measured?.capacity;
    expect(capacity).toMatchObject({ rows: 30, found: { value: 20, lower: 20, upper: 20 } });
    expect(capacity?.recall.value).toBeCloseTo(20 / 24, 9);
    expect(capacity?.lift.value).toBeCloseTo(20 / 30 / 0.2, 9);
  });

  test('compares the treated with those held out', async () => {
    const { treatment } = await business(closed);
    expect(treatment).toMatchObject({
      treated: { subjects: 40, positives: 9 },
      heldOut: { subjects: 40, positives: 8 },
      contaminated: 0,
      isSample: false,
    });
    expect(treatment?.uplift.value).toBeCloseTo(1 / 40, 9);
    expect(treatment?.uplift.lower).toBeLessThan(0);
    expect(treatment?.uplift.upper).toBeGreaterThan(1 / 40);
    // Without a cost of its own the action costs what a false positive loses.
    expect(treatment?.valuePerTreated.value).toBeCloseTo(-300 / 40 - 20, 9);
  });
});

describe('an open cohort', () => {
  test('is worth what its probabilities say', async () => {
    const { expected, valueAtRisk, valueAtRiskBySegment } = await business({ days: 2 });
    expect(expected?.answers).toBe(10);
    expect(expected?.positives).toBeCloseTo(6, 5);
    // Six right and four wrong.
    expect(expected?.value?.value).toBeCloseTo(6 * 40 - 4 * 20, 2);
    expect(expected?.value?.upper).toBeCloseTo(160, 2);
    expect(valueAtRisk.value).toBeCloseTo(1_800, 2);
    expect(valueAtRiskBySegment.map(({ segment, predictions }) => [segment, predictions])).toEqual([
      ['3', 6],
      ['1', 4],
    ]);
    expect(valueAtRiskBySegment[0].share).toBeCloseTo(0.6, 9);
  });

  test('is measured by the newest closed one of the same length, which may hold nothing', async () => {
    const { measured, treatment } = await business({ days: 2 });
    expect(measured).toBeNull();
    expect(treatment).toBeNull();
  });
});

describe('a filter', () => {
  /** All 24 who churned are among the first 60. */
  test.each([
    ['a tag', { tag: 'campaign' }, { labelled: 60, treated: 20, heldOut: 20, positives: 24 }],
    ['a source', { source: 'IMPORT' }, { labelled: 60, treated: 20, heldOut: 20, positives: 0 }],
    [
      'a segment',
      { segment: { feature: 'cityTier', value: '2' } },
      { labelled: 60, treated: 20, heldOut: 20, positives: 12 },
    ],
    [
      'a segment and a source',
      { segment: { feature: 'cityTier', value: '2' }, source: 'API' },
      { labelled: 30, treated: 10, heldOut: 10, positives: 12 },
    ],
    ['a version', { version: '1.0.0' }, { labelled: 120, treated: 40, heldOut: 40, positives: 24 }],
  ])('by %s is for all parts', async (_, filter, { labelled, treated, heldOut, positives }) => {
    const found = await business(closed, { filter, bySegment: false });
    expect(found.measured).toMatchObject({ labelled, positiveRate: { value: positives / labelled } });
    expect(found.valueAtRisk.predictions).toBe(labelled);
    expect(found.treatment).toMatchObject({ treated: { subjects: treated }, heldOut: { subjects: heldOut } });
  });

  test('by tag compares the treated that have it', async () => {
    const { treatment } = await business(closed, { filter: { tag: 'campaign' }, bySegment: false });
    // Of 0, 3, 6 .. 57 those below 20, and 30 and 33; of 1, 4 .. 58 those below 20, and 31.
    expect(treatment).toMatchObject({ treated: { positives: 9 }, heldOut: { positives: 8 } });
    const other = { filter: { tag: 'nobody' }, bySegment: false };
    expect(await business(closed, other)).toMatchObject({ measured: null, treatment: null });
  });

  test('by segment or tag has no value at risk by segment; by source it has', async () => {
    const segment = { feature: 'cityTier', value: '2' };
    for (const filter of [{ tag: 'campaign' }, { segment }]) {
      const answer = await app.client.request(BUSINESS, { window: closed, by: 'cityTier', filter });
      expect(onlyProblem(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'filter' });
    }
    const { valueAtRiskBySegment } = await business(closed, { by: 'cityTier', filter: { source: 'IMPORT' } });
    expect(valueAtRiskBySegment.map(({ predictions }) => predictions)).toEqual([30, 30]);
  });

  test.each([
    ['an unknown version', { version: 'none' }, 'filter.version'],
    ['an unknown segment', { segment: { feature: 'cityTier', value: '9' } }, 'filter.segment.value'],
  ])('by %s is refused with the field', async (_, filter, field) => {
    const variables = { window: closed, filter, bySegment: false };
    expect(onlyProblem(await app.client.request(BUSINESS, variables)).extensions).toMatchObject({ field });
  });
});

test('a feature that is no segment is refused with the argument', async () => {
  const problem = onlyProblem(await app.client.request(BUSINESS, { window: closed, by: 'tenure' }));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'by' });
});
