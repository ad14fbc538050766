import { describe, expect, it } from 'vitest';
import { featureSchema } from '../features/manifest.ts';
import { createRandom } from '../training/random.ts';
import { explainChange, type ChangeExplanation, type ChangeRequest } from './explain-change.ts';
import { metricValues } from './row-metrics.ts';
import { drawWindow, type World } from './testing/windows.ts';

const range = { minimum: null, maximum: null, required: false };
const features = [
  { name: 'complain', column: 'complain', kind: 'NUMERIC', ...range },
  { name: 'visits', column: 'visits', kind: 'NUMERIC', ...range },
  { name: 'plan', column: 'plan', kind: 'CATEGORICAL', required: false, categories: ['free', 'plus', 'pro'] },
].map((feature) => featureSchema.parse(feature));

const usual: World = { first: 0.3, metric: (first, third) => 0.9 - 0.4 * first - (third === 2 ? 0.2 : 0) };
const request = (after: World, rows = 2000): ChangeRequest => ({
  metric: 'ACCURACY',
  before: drawWindow(rows, usual, createRandom(1, 1)),
  after: drawWindow(rows, after, createRandom(1, 2)),
  features,
  segments: ['plan', 'complain'],
  seed: 1,
});

function explain(asked: ChangeRequest): ChangeExplanation {
  const result = explainChange(asked);
  if (!result.ok) throw new Error(result.failure.message);
  return result.explanation;
}

describe('explainChange', () => {
  it('tells of a feature that moved', () => {
    const own = explain(request({ ...usual, first: 0.7 }));
    expect(own.whole.message).toMatch(/^Accuracy fell by 1\d\.\d points, from [67]\d\.\d % to 5\d\.\d %\.$/);
    expect(own.features.parts[0].name).toBe('complain');
    expect(own.features.parts[0].message).toMatch(
      /^Other values of complain take 1\d\.\d points off accuracy\.$/,
    );
    expect(own.features.remainder.message).toMatch(
      /^At equal inputs, accuracy .*\(too little or too uncertain/,
    );
    // Complaints explain the change; every plan has as many more of them.
    expect(own.segmentations.map(({ feature }) => feature)).toEqual(['complain', 'plan']);
    const [complain] = own.segmentations;
    expect(Math.abs(complain.mix)).toBeGreaterThan(4 * Math.abs(complain.rate));
    expect(complain.parts[0].message).toMatch(/^complain [01]: its share of the rows (rose|fell) from/);
  });

  it('tells of one segment that got worse', () => {
    const worse: World = {
      ...usual,
      metric: (first, third) => (third === 2 ? 0.1 : usual.metric(first, third)),
    };
    const own = explain(request(worse));
    expect(own.features.variesWith[0]).toBe('plan');
    expect(own.features.remainder.message).toMatch(
      /^At equal inputs, accuracy fell by 1\d\.\d points, most of all by plan/,
    );
    const [plan] = own.segmentations;
    expect(plan.feature).toBe('plan');
    expect(plan.parts[0]).toMatchObject({ segment: 'pro', matters: true });
    expect(plan.parts[0].message).toMatch(
      /^plan pro: its accuracy fell from 5\d\.\d % to \d+\.\d %, which takes/,
    );
  });

  it('tells both ways the whole story', () => {
    const own = explain(request({ first: 0.5, metric: () => 0.6 }));
    const sum = (parts: readonly { contribution: number }[]) =>
      parts.reduce((total, { contribution }) => total + contribution, 0);
    const { contribution } = own.whole;
    for (const { parts } of own.segmentations) expect(sum(parts)).toBeCloseTo(contribution, 12);
    expect(sum([...own.features.parts, own.features.remainder])).toBeCloseTo(contribution, 12);
  });

  it('says what it lacks', () => {
    const code = (asked: ChangeRequest) => {
      const result = explainChange(asked);
      return result.ok ? null : result.failure.code;
    };
    expect(code(request(usual, 299))).toBe('INSUFFICIENT_DATA');
    expect(code({ ...request(usual, 300), segments: ['nothing'] })).toBe('BAD_USER_INPUT');
    expect(code({ ...request(usual, 300), features: features.slice(1), segments: [] })).toBe(
      'BAD_USER_INPUT',
    );
    expect(code(request(usual, 300))).toBeNull();
  });
});

describe('metricValues', () => {
  const rows = { labels: [1, 0, 1], confidences: [0.9, 0.6, 0.7], truths: [1, 1, NaN] };

  it('gives each row its part of the mean', () => {
    expect(metricValues('ACCURACY', rows, 1)).toEqual(Float64Array.of(1, 0, NaN));
    expect(metricValues('CONFIDENCE', rows, 1)).toEqual(Float64Array.of(0.9, 0.6, 0.7));
    expect(metricValues('POSITIVE_RATE', rows, 1)).toEqual(Float64Array.of(1, 0, 1));
  });
});
