import { beforeAll, describe, expect, it } from 'vitest';
import { compileFeatureCodec } from '../features/feature-codec.ts';
import { binaryMetrics, type BinaryMetrics } from '../performance/binary-metrics.ts';
import {
  manifest,
  readShipped,
  reference,
  scoreShipped,
  synthetic as model,
  truth,
} from '../testing/shipped-churn.ts';
import { logistic } from '../training/objective.ts';
import { createRandom } from '../training/random.ts';
import { drawNormal } from './synthetic-normal.ts';
import type { Concept } from './truth.ts';

const CUSTOMERS = 40_000;
const RATE = 948 / 5630;

/** The shipped model against the truth, on customers that pinning has not seen. */
describe('models/churn on synthetic customers', () => {
  const random = createRandom(20_261_123);
  const customers = model.sampleCustomers(CUSTOMERS, random);
  let served: Float64Array;
  beforeAll(async () => {
    served = await scoreShipped(customers);
  });

  function judge(concept: Concept): BinaryMetrics & { rate: number } {
    const outcomes = model.truthLogits(customers, concept).map((logit) => {
      return Number(random() < logistic(logit + model.noise * drawNormal(random)));
    });
    const positives = outcomes.reduce((sum, outcome) => sum + outcome, 0);
    return { ...binaryMetrics(outcomes, served, manifest.threshold), rate: positives / outcomes.length };
  }
  const onCard = (name: string) => reference.baseline.metrics.find((m) => m.name === name)?.value ?? NaN;

  it('does under STABLE as it did out of fold', () => {
    const { rate, accuracy, rocAuc, ece, recall } = judge('STABLE');
    expect(Math.abs(rate - RATE)).toBeLessThan(0.01);
    expect(Math.abs((accuracy ?? NaN) - onCard('accuracy'))).toBeLessThan(0.015);
    expect(Math.abs((rocAuc ?? NaN) - onCard('rocAuc'))).toBeLessThan(0.015);
    expect(Math.abs((recall ?? NaN) - onCard('recall'))).toBeLessThan(0.1);
    expect(ece).toBeLessThan(0.03);
  });

  it('loses recall under CONCEPT_DRIFT, at about the same base rate', () => {
    expect(truth.drift.features.toSorted()).toEqual(['complain', 'tenure']);
    const [stable, drifted] = [judge('STABLE'), judge('DRIFTED')];
    const fall = (stable.recall ?? NaN) - (drifted.recall ?? NaN);
    expect(fall).toBeGreaterThan(0.12);
    expect(fall).toBeLessThan(0.23);
    expect(Math.abs(drifted.rate - stable.rate)).toBeLessThan(0.015);
  });

  it('states figures that are found again', () => {
    const found = judge('STABLE');
    for (const { name, value } of truth.pinned.stable) {
      const again = name === 'positiveRate' ? found.rate : new Map(Object.entries(found)).get(name);
      expect(Math.abs((again ?? NaN) - value)).toBeLessThan(0.03);
    }
  });

  it('uses no more coupons than there were orders', () => {
    const [coupons, orders] = ['couponUsed', 'orderCount'].map((name) => model.features.indexOf(name));
    expect(customers.filter((row) => row[coupons] > row[orders]).length).toBe(0);
  });
});

describe('models/churn/sample.csv', () => {
  const [header, ...rows] = readShipped('sample.csv')
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

  it('holds 5,000 customers in the columns of the source', () => {
    const { subject, target, features } = manifest;
    expect(header).toEqual([subject?.column, target.column, ...features.map(({ column }) => column)]);
    expect(rows.length).toBe(5000);
    expect(rows.map(([id]) => id)).toEqual(rows.map((_, i) => `SYN-${String(i + 1).padStart(5, '0')}`));
    expect(rows.every((row) => row.length === header.length)).toBe(true);
  });

  it('has the base rate, and values that the codec takes without a remark but gaps and rare amounts', () => {
    const rate = rows.filter((row) => row[1] === '1').length / rows.length;
    expect(Math.abs(rate - RATE)).toBeLessThan(0.02);
    const codec = compileFeatureCodec(manifest);
    for (const [, , ...cells] of rows) {
      const input = Object.fromEntries(
        manifest.features.map(({ column, kind }, i) => {
          return [column, cells[i] === '' ? null : kind === 'NUMERIC' ? Number(cells[i]) : cells[i]];
        }),
      );
      const encoded = codec.encode(input, 'row');
      expect(encoded.ok && Object.values(encoded.row.flags ?? {}).includes('UNSEEN_CATEGORY')).toBe(false);
      expect(encoded.ok).toBe(true);
    }
  });
});
