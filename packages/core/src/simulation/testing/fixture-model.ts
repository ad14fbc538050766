import { manifestSchema, type Manifest } from '../../features/manifest.ts';
import type { Random } from '../../training/random.ts';
import type { SyntheticModel } from '../synthetic-model.ts';
import type { Concept } from '../truth.ts';

/** A small model for tests of the traffic: a few features with simple distributions, and a linear truth. */
export const fixtureManifest: Manifest = manifestSchema.parse({
  manifestVersion: 1,
  name: 'fixture',
  version: '1.0.0',
  title: 'Fixture',
  task: 'BINARY_CLASSIFICATION',
  features: [
    number('tenure', { minimum: 0, maximum: 20, required: false }),
    {
      kind: 'CATEGORICAL',
      name: 'device',
      column: 'device',
      required: true,
      categories: ['Computer', 'Phone'],
    },
    number('complain', { minimum: 0, maximum: 1 }),
    number('orderCount', { minimum: 0, maximum: 9 }),
    number('hourSpendOnApp', { minimum: 0, maximum: 4 }),
    number('cashbackAmount', { minimum: 0, maximum: 300, integer: false }),
  ],
  target: { column: 'churn' },
  classes: ['no_churn', 'churn'],
  positiveClass: 'churn',
  segments: ['device'],
  outcome: { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 },
});

function number(name: string, more: Record<string, unknown>) {
  return { kind: 'NUMERIC', name, column: name, required: true, integer: true, ...more };
}

/** Column of each feature in a customer's values. */
export const fixtureColumns = {
  tenure: 0,
  device: 1,
  complain: 2,
  orderCount: 3,
  hours: 4,
  cashback: 5,
} as const;

const MISSING_SHARE = 0.05;
/** Known tenures are uniform on 0..19, so that a tenth of them is at most 1. */
export const lowTenureShare = 0.1 * (1 - MISSING_SHARE);
const TENURE_EFFECT = -0.15;
const COMPLAIN_EFFECT = 1.5;
/** Solved by simulation of a million customers (noise included), so that `positiveRate` of them leave. */
const INTERCEPT = -1.132;

function sampleCustomer(random: Random): Float64Array {
  const below = (limit: number) => Math.floor(limit * random());
  const tenure = random() < MISSING_SHARE ? NaN : below(20);
  return Float64Array.of(
    tenure,
    random() < 0.3 ? 0 : 1,
    random() < 0.3 ? 1 : 0,
    below(10),
    below(5),
    Math.round(30_000 * random()) / 100,
  );
}

function logit(values: ArrayLike<number>, effect: number): number {
  const tenure = Number.isNaN(values[0]) ? 9.5 : values[0];
  return INTERCEPT + effect * (TENURE_EFFECT * tenure + COMPLAIN_EFFECT * values[2]) + 0.02 * values[3];
}

export const fixtureModel: SyntheticModel = {
  features: fixtureManifest.features.map(({ name }) => name),
  noise: 0.5,
  positiveRate: 0.168,
  sampleCustomers: (count, random) => Array.from({ length: count }, () => sampleCustomer(random)),
  truthLogits: (customers, concept: Concept) =>
    Float64Array.from(customers, (values) => logit(values, concept === 'DRIFTED' ? 0.5 : 1)),
};
