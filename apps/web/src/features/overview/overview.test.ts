import { describe, expect, it } from 'vitest';
import { toGrid } from '../../lib/charts/grid.ts';
import { seriesOf, throughput, type Point } from './series.ts';
import { isMet } from './verdict.ts';
import { closerWindow, findWindow, windows } from './windows.ts';

const point = (seconds: number, predictions: number): Point => ({
  at: new Date(seconds * 1000).toISOString(),
  predictions,
  errors: 0,
  averageConfidence: null,
  positiveRate: null,
  responseTimeP95Ms: null,
});

describe('throughput', () => {
  it('is a rate a minute: zero where nothing came, scaled where only a part is covered', () => {
    const grid = toGrid([point(0, 30), point(600, 10)], { from: 150, to: 750, step: 300 });
    expect(throughput(grid, 300)).toEqual([12, 0, 4]);
  });

  it('leaves out a running bucket that has hardly begun', () => {
    expect(throughput(toGrid([point(300, 1)], { from: 0, to: 310, step: 300 }), 300)).toEqual([0, null]);
  });
});

describe('series', () => {
  it('has no positive rate without a positive class, and no confidence for a regression', () => {
    const targets = { accuracy: 0.8, confidence: 0.7, errorRate: 0.05, responseTimeMs: 100 };
    const keys = (model: Parameters<typeof seriesOf>[0]) => seriesOf(model).map((each) => each.key);
    expect(keys({ positiveClass: 'churn', targets, task: 'BINARY_CLASSIFICATION' })).toHaveLength(4);
    expect(keys({ positiveClass: null, targets, task: 'REGRESSION' })).toEqual(['throughput', 'latency']);
  });
});

describe('windows', () => {
  it('fall back to a day', () => {
    expect([findWindow(null), findWindow('1y')].map((each) => each.value)).toEqual(['24h', '24h']);
  });

  it.each([
    ['24h', 240, '1h'],
    ['24h', 2 * 3600, '6h'],
    ['24h', 5 * 3600, undefined],
    ['7d', 10 * 3600, '24h'],
    ['1h', 10, undefined],
  ])('of %s, with %d s of data, has the closer %s', (chosen, seconds, expected) => {
    expect(closerWindow(findWindow(chosen), seconds)?.value).toBe(expected);
  });

  it.each(windows)('$value has a readable number of points', ({ seconds, bucketSeconds }) => {
    expect(seconds / bucketSeconds).toBeGreaterThanOrEqual(60);
    expect(seconds / bucketSeconds).toBeLessThanOrEqual(170);
  });
});

describe('isMet', () => {
  it.each([
    [0.9, 'min', 0.85, true],
    [0.8, 'min', 0.85, false],
    [0.05, 'max', 0.05, false],
    [0.04, 'max', 0.05, true],
    [0.06, 'max', 0.05, false],
    [null, 'max', 0.05, null],
  ] as const)('%o against %s %d is %o', (value, kind, limit, expected) => {
    expect(isMet(value, { kind, limit })).toBe(expected);
  });
});
