import type {
  AlertRowFragment,
  MeasuredFiguresFragment,
  ModelFieldsFragment,
  PredictionRowFragment,
} from '../lib/graphql/generated/graphql.ts';
import type { PageLocation } from '../lib/location.svelte.ts';
import type { Location } from '../routes.ts';

/** An address bar that notes where it was sent. */
export function fakeLocation(path: Location['path'] = 'overview') {
  const visited: Partial<Location>[] = [];
  const location: PageLocation = {
    current: { path, model: null, window: null },
    href: (change) => `#/${change.path ?? path}`,
    replace: (change) => void visited.push(change),
  };
  return { location, visited };
}

export const alertRow = (id: string, more: Partial<AlertRowFragment> = {}): AlertRowFragment => ({
  id,
  rule: { name: 'High error rate', metric: 'ERROR_RATE' },
  type: 'high_error_rate',
  category: 'SERVICE',
  severity: 'WARNING',
  status: 'FIRING',
  message: 'Error rate 12.0 % is above 5.0 % (312 predictions in the last hour)',
  value: 0.12,
  threshold: 0.05,
  openedAt: '2026-03-01T12:00:00.000Z',
  acknowledgedAt: null,
  resolvedAt: null,
  ...more,
});

/** 100 predictions of a day, of whom 20 churned and 10 were found. */
export const measuredFigures = (more: Partial<MeasuredFiguresFragment> = {}): MeasuredFiguresFragment => ({
  from: '2026-03-01T12:00:00.000Z',
  to: '2026-03-02T12:00:00.000Z',
  labelled: 100,
  maturity: 1,
  closedThrough: '2026-03-10T12:00:00.000Z',
  accuracy: 0.88,
  precision: 0.8333,
  recall: 0.5,
  f1: 0.625,
  rocAuc: 0.8612,
  prAuc: 0.64,
  logLoss: 0.31,
  brier: 0.09,
  confusion: [
    { actual: 'no_churn', predicted: 'no_churn', count: 78 },
    { actual: 'no_churn', predicted: 'churn', count: 2 },
    { actual: 'churn', predicted: 'no_churn', count: 10 },
    { actual: 'churn', predicted: 'churn', count: 10 },
  ],
  ...more,
});

export const prediction = (id: string, more: Partial<PredictionRowFragment> = {}): PredictionRowFragment => ({
  id,
  at: '2026-03-01T12:00:00.000Z',
  subject: '50001',
  label: 'churn',
  value: null,
  probability: 0.81,
  confidence: 0.81,
  latencyMs: 1.4,
  source: 'API',
  errorCode: null,
  modelVersion: { version: '1.0.0' },
  flags: [],
  ...more,
});

export const churnModel: ModelFieldsFragment = {
  name: 'churn',
  title: 'Customer churn',
  description: 'Will this customer leave?',
  task: 'BINARY_CLASSIFICATION',
  classes: ['no_churn', 'churn'],
  positiveClass: 'churn',
  threshold: 0.5,
  outcome: { windowDays: 30, graceDays: 2, absentMeans: 'no_churn' },
  champion: { version: '1.0.0', loaded: true, trainedAt: null },
  targets: { accuracy: 0.85, confidence: 0.7, errorRate: 0.05, responseTimeMs: 100 },
  features: [
    {
      name: 'tenure',
      column: 'Tenure',
      kind: 'NUMERIC',
      integer: true,
      required: false,
      description: 'Months with the shop',
      categories: null,
      synonyms: [],
      minimum: 0,
      maximum: 61,
    },
    {
      name: 'paymentMode',
      column: 'PaymentMode',
      kind: 'CATEGORICAL',
      integer: false,
      required: true,
      description: 'How the customer pays',
      categories: ['UPI', 'Credit Card'],
      synonyms: [],
      minimum: null,
      maximum: null,
    },
    {
      name: 'cityTier',
      column: 'CityTier',
      kind: 'NUMERIC',
      integer: true,
      required: true,
      description: 'Size of the city',
      categories: null,
      synonyms: [],
      minimum: 1,
      maximum: 3,
    },
  ],
};
