import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCounters } from '../sketches/label-counters.ts';
import { countPrediction, type MinuteCounters } from '../sketches/minute-counters.ts';
import { meansZ } from '../statistics/two-means.ts';
import { compareLabelled, compareServing } from './degradation-comparisons.ts';
import type { DegradationMetric } from './degradation-effects.ts';

const binary = { classes: ['stays', 'leaves'], positiveClass: 'leaves' };

interface Row {
  label: number | null;
  probability: number | null;
  confidence: number | null;
  latencyMs?: number;
}

function counted(rows: readonly Row[], classes = 2): MinuteCounters {
  const counters = emptyCounters(classes);
  for (const { latencyMs = 2, ...row } of rows) {
    countPrediction(counters, { ...row, latencyMs, flags: null, errorCode: null }, classes);
  }
  return counters;
}

const sumsOf = (values: readonly number[]) => ({
  count: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  squares: values.reduce((sum, value) => sum + value * value, 0),
});
const found = (pairs: ReturnType<typeof compareServing>, metric: DegradationMetric) =>
  pairs.find((pair) => pair.metric === metric);

describe('confidence', () => {
  // Thousandths: their squares are whole millionths, in which the sums are kept. Two of them differ for sure.
  const scores = fc
    .array(
      fc.integer({ min: 0, max: 1_000 }).map((score) => score / 1_000),
      { minLength: 100, maxLength: 160 },
    )
    .map((list) => [0.1, 0.8, ...list]);
  const threshold = 0.3;
  const confidenceOf = (p: number) => (p >= threshold ? p : 1 - p);

  it('of two classes has exactly the variance of the rows, whatever the threshold', () => {
    const rows = (list: number[]) =>
      list.map((p) => ({ label: p >= threshold ? 1 : 0, probability: p, confidence: confidenceOf(p) }));
    fc.assert(
      fc.property(scores, scores, (first, second) => {
        const pair = found(compareServing(counted(rows(first)), counted(rows(second)), binary), 'CONFIDENCE');
        const z = meansZ(sumsOf(first.map(confidenceOf)), sumsOf(second.map(confidenceOf)));
        expect(pair?.z).toBeCloseTo(z, 6);
      }),
    );
  });

  it('of several classes never looks more certain than the rows make it', () => {
    const several = { classes: ['a', 'b', 'c'], positiveClass: null };
    const rows = (list: number[]) => list.map((p) => ({ label: 1, probability: null, confidence: p }));
    fc.assert(
      fc.property(scores, scores, (first, second) => {
        const [before, now] = [counted(rows(first), 3), counted(rows(second), 3)];
        const z = meansZ(sumsOf(first), sumsOf(second));
        const pair = found(compareServing(before, now, several), 'CONFIDENCE');
        expect(Math.abs(pair?.z ?? Number.NaN)).toBeLessThanOrEqual(Math.abs(z) + 1e-9);
      }),
    );
  });
});

describe('response time', () => {
  const answered = (latencies: number[]) =>
    counted(latencies.map((latencyMs) => ({ label: 0, probability: 0.2, confidence: 0.8, latencyMs })));
  const usual = Array.from({ length: 1_000 }, (_, i) => 5 + (i % 20));

  it('sees a tail that grows alone in the 95 % quantile, and hardly in the ranks', () => {
    const slow = usual.map((latencyMs, i) => (i % 10 === 5 ? 2_500 : latencyMs));
    const pairs = compareServing(answered(usual), answered(slow.slice(0, 300)), binary);
    expect(found(pairs, 'RESPONSE_TIME')?.z).toBeLessThan(3.5);
    expect(found(pairs, 'RESPONSE_TIME_P95')?.z).toBeGreaterThan(5);
    expect(found(pairs, 'RESPONSE_TIME_P95')?.recent).toBeGreaterThan(2_300);
  });

  it('is not certain of an average that one response has moved', () => {
    const pairs = compareServing(answered(usual), answered([...usual.slice(0, 400), 100_000]), binary);
    const average = found(pairs, 'RESPONSE_TIME');
    expect(average?.recent).toBeGreaterThan(200);
    expect(Math.abs(average?.z ?? Number.NaN)).toBeLessThan(1);
    expect(Math.abs(found(pairs, 'RESPONSE_TIME_P95')?.z ?? Number.NaN)).toBeLessThan(2);
  });
});

describe('what a side has too little of is left out', () => {
  const rows = (count: number) =>
    counted(Array.from({ length: count }, () => ({ label: 1, probability: 0.9, confidence: 0.9 })));

  it('answers', () => {
    const metrics = compareServing(rows(1_000), rows(99), binary).map(({ metric }) => metric);
    expect(metrics).toEqual(['ERROR_RATE']);
  });

  it('a positive class', () => {
    const metrics = compareServing(rows(300), rows(300), { ...binary, positiveClass: null });
    expect(metrics.map(({ metric }) => metric)).not.toContain('POSITIVE_RATE');
  });

  it('a regression has response times and errors', () => {
    const regression = { classes: [], positiveClass: null };
    const answers = Array.from({ length: 300 }, () => ({ label: null, probability: null, confidence: null }));
    const counters = counted(answers, 0);
    expect(compareServing(counters, counters, regression).map(({ metric }) => metric)).toEqual([
      'ERROR_RATE',
      'RESPONSE_TIME',
      'RESPONSE_TIME_P95',
    ]);
  });

  const tallies = (confusion: number[][]) => ({
    labelled: confusion.flat().reduce((sum, count) => sum + count, 0),
    right: confusion[0][0] + confusion[1][1],
    confusion,
    scores: null,
  });

  it.each([
    [
      'labels',
      [
        [200, 29],
        [40, 30],
      ],
      [],
    ],
    [
      'positives',
      [
        [250, 30],
        [19, 10],
      ],
      ['ACCURACY', 'PRECISION'],
    ],
    [
      'positive answers',
      [
        [250, 19],
        [50, 10],
      ],
      ['ACCURACY', 'RECALL'],
    ],
    [
      'nothing',
      [
        [250, 20],
        [50, 20],
      ],
      ['ACCURACY', 'RECALL', 'PRECISION'],
    ],
  ])('%s', (_, confusion, expected) => {
    const enough = tallies([
      [800, 50],
      [60, 90],
    ]);
    expect(compareLabelled(enough, tallies(confusion), binary).map(({ metric }) => metric)).toEqual(expected);
    expect(compareLabelled(tallies(confusion), enough, binary).map(({ metric }) => metric)).toEqual(expected);
  });

  it('a confusion: past 64 classes there is accuracy', () => {
    const counts = { labelled: 400, right: 300, confusion: null, scores: null };
    const many = { classes: Array.from({ length: 65 }, (_, i) => `class ${i}`), positiveClass: null };
    expect(compareLabelled(counts, { ...counts, right: 200 }, many)).toEqual([
      { metric: 'ACCURACY', baseline: 0.75, recent: 0.5, z: expect.closeTo(-7.302967433402214, 12) },
    ]);
  });
});
