import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { assessObjectives, type Objective, type ObjectiveFigures, type ObjectiveName } from './objectives.ts';

const shape = {
  manifestVersion: 1,
  name: 'loan',
  version: '1',
  title: 'Loan',
  task: 'BINARY_CLASSIFICATION',
  features: [{ name: 'age', column: 'Age', kind: 'NUMERIC', required: true, minimum: 0, maximum: 9 }],
  target: { column: 'y' },
  classes: ['yes', 'no'],
  positiveClass: 'yes',
};
const manifest = manifestSchema.parse(shape);
const nothing: ObjectiveFigures = {
  availability: { slots: 0, present: 0 },
  requests: 0,
  failedRequests: 0,
  averageLatencyMs: null,
  openErrorAlerts: 0,
  accuracy: null,
  averageConfidence: null,
  errorRate: null,
};
const assess = (figures: Partial<ObjectiveFigures>, targets = {}): Map<ObjectiveName, Objective> => {
  const own = manifestSchema.parse({ ...shape, targets });
  return new Map(assessObjectives(own, { ...nothing, ...figures }).map((found) => [found.name, found]));
};

test('without data there is a target, and nothing else; but no alert is open', () => {
  const found = assessObjectives(manifest, nothing);
  expect(found.map(({ name, target, met }) => [name, target, met])).toEqual([
    ['AVAILABILITY', 0.999, null],
    ['FAILED_REQUEST_RATE', 0.01, null],
    ['RESPONSE_TIME_MS', 1000, null],
    ['OPEN_ERROR_ALERTS', 0, true],
    ['ACCURACY', 0.85, null],
    ['CONFIDENCE', 0.8, null],
    ['ERROR_RATE', 0.05, null],
  ]);
  expect(found.every(({ errorBudgetRemaining }) => errorBudgetRemaining === null)).toBe(true);
});

describe('met or not', () => {
  test.each<[ObjectiveName, Partial<ObjectiveFigures>, boolean, number | null]>([
    ['AVAILABILITY', { availability: { slots: 2_880, present: 2_880 } }, true, 1],
    ['AVAILABILITY', { availability: { slots: 1_000, present: 999 } }, true, 0],
    ['AVAILABILITY', { availability: { slots: 1_000, present: 998 } }, false, -1],
    ['FAILED_REQUEST_RATE', { requests: 1_000, failedRequests: 5 }, true, 0.5],
    ['FAILED_REQUEST_RATE', { requests: 1_000, failedRequests: 10 }, false, 0],
    ['RESPONSE_TIME_MS', { averageLatencyMs: 3 }, true, 1],
    ['RESPONSE_TIME_MS', { averageLatencyMs: 1_500 }, false, 0.5],
    ['OPEN_ERROR_ALERTS', { openErrorAlerts: 2 }, false, null],
    ['ACCURACY', { accuracy: 0.91 }, true, 0.4],
    ['ACCURACY', { accuracy: 0.85 }, false, 0],
    ['CONFIDENCE', { averageConfidence: 0.7 }, false, -0.5],
    ['ERROR_RATE', { errorRate: 0.01 }, true, 0.8],
    ['ERROR_RATE', { errorRate: 0.05 }, false, 0],
  ])('%s %j', (name, figures, met, left) => {
    const found = assess(figures).get(name);
    expect(found?.met).toBe(met);
    if (left === null) expect(found?.errorBudgetRemaining).toBeNull();
    else expect(found?.errorBudgetRemaining).toBeCloseTo(left, 9);
  });

  test('where nothing may go wrong, nothing wrong is met, without a budget', () => {
    const strict = { errorRate: 0, availability: 1, accuracy: 1 };
    const found = assess({ errorRate: 0, availability: { slots: 9, present: 9 }, accuracy: 1 }, strict);
    for (const name of ['ERROR_RATE', 'AVAILABILITY', 'ACCURACY'] as const) {
      expect(found.get(name)).toMatchObject({ met: true, errorBudgetRemaining: null });
    }
    expect(assess({ errorRate: 0.01 }, strict).get('ERROR_RATE')?.met).toBe(false);
  });

  test('the limit of the response time is twice the target, or as the manifest says', () => {
    const left = (targets: object) =>
      assess({ averageLatencyMs: 3_000 }, targets).get('RESPONSE_TIME_MS')?.errorBudgetRemaining;
    expect(left({ responseTimeMs: 2_000 })).toBeCloseTo(0.5, 9);
    expect(left({ responseTimeMs: 2_000, responseTimeLimitMs: 6_000 })).toBeCloseTo(0.75, 9);
  });
});

test('a regression has neither accuracy nor confidence', () => {
  const names = assessObjectives({ ...manifest, task: 'REGRESSION' }, nothing).map(({ name }) => name);
  expect(names).not.toContain('ACCURACY');
  expect(names).not.toContain('CONFIDENCE');
});

test('a limit that is not above its target is refused', () => {
  const targets = { responseTimeMs: 500, responseTimeLimitMs: 500 };
  expect(manifestSchema.safeParse({ ...shape, targets }).success).toBe(false);
});
