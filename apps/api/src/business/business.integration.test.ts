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
query Business($window: WindowInput, $by: String!) {
  business(window: $window) {
    currency positiveRate cohortFrom cohortTo
    measured {
      labelled positiveRate { value lower upper }
      value { total perAnswer interval { lower upper } kinds { kind count value } }
      capacity { rows found { value lower upper } precision { value } recall { value } lift { value } }
    }
    expected { answers positives value { value lower upper } }
    valueAtRisk { predictions expectedPositives value }
    valueAtRiskBySegment(by: $by) { segment predictions value share }
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

const business = async (window: object, by = 'cityTier') =>
  (await app.client.ask<BusinessData>(BUSINESS, { window, by })).business;

/**
 * Forty days ago 120 customers, 30 of whom were said to churn, and of those 20 did; of the others 4. Of each three the first
 * got an offer, the second was held out. Yesterday ten more, of whom nothing is known yet.
 */
async function writeHistory(): Promise<void> {
  const { champion, manifest } = app.app.registry.find('churn');
  const cityTier = manifest.features.findIndex(({ name }) => name === 'cityTier');
  const modelVersionId = champion.id;
  const past = Array.from({ length: 120 }, (_, i) =>
    predictionAt(nowMs - 40 * DAY_MS + i, {
      modelVersionId,
      subject: `customer-${i}`,
      probability: i < 30 ? 0.75 : 0.25,
      action: i % 3 === 0 ? 'offer' : null,
      holdout: i % 3 === 1 ? true : null,
    }),
  );
  const fresh = Array.from({ length: 10 }, (_, i) => {
    const features = new Array<number>(manifest.features.length).fill(1);
    features[cityTier] = i < 4 ? 1 : 3;
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

test('a feature that is no segment is refused with the argument', async () => {
  const problem = onlyProblem(await app.client.request(BUSINESS, { window: closed, by: 'tenure' }));
  expect(problem.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'by' });
});
