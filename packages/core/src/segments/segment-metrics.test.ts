import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryMetrics } from '../performance/binary-metrics.ts';
import type { LabelTallies } from '../sketches/label-counters.ts';
import { segmentMetrics, segmentMetricsOfCounts, type LabelledAnswers } from './segment-metrics.ts';

const labels = ['a', 'b', 'missing'];

interface Row {
  segment: number;
  actual: number;
  probability: number;
}

const answersOf = (rows: readonly Row[]): LabelledAnswers => ({
  actual: rows.map(({ actual }) => actual),
  predicted: rows.map(({ probability }) => Number(probability >= 0.5)),
  probabilities: rows.map(({ probability }) => probability),
  classes: 2,
  positive: 1,
});

describe('segmentMetrics', () => {
  const row = fc.record({
    segment: fc.constantFrom(0, 1),
    actual: fc.constantFrom(0, 1),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('are the metrics of the rows of each segment', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 80 }), (rows) => {
        const result = segmentMetrics(
          labels,
          rows.map(({ segment }) => segment),
          answersOf(rows),
        );
        if (!result.ok) throw new Error(result.failure.message);
        result.segments.forEach(({ rows: count, metrics, intervals }, segment) => {
          const inside = rows.filter((candidate) => candidate.segment === segment);
          const { actual, probabilities } = answersOf(inside);
          const exact = binaryMetrics(actual, probabilities ?? [], 0.5);
          expect(count).toBe(inside.length);
          for (const name of [
            'accuracy',
            'precision',
            'recall',
            'f1',
            'rocAuc',
            'prAuc',
            'logLoss',
            'brier',
          ] as const) {
            expect(metrics[name]).toBe(exact[name]);
          }
          for (const name of ['accuracy', 'precision', 'recall'] as const) {
            expect(intervals[name] === null).toBe(metrics[name] === null);
            expect(intervals[name]?.lower ?? 0).toBeLessThanOrEqual(metrics[name] ?? 1);
          }
        });
      }),
    );
  });

  it('counts give the same shares as rows', () => {
    const rows: Row[] = Array.from({ length: 400 }, (_, i) => ({
      segment: Number(i % 3 === 0),
      actual: Number(i % 5 === 0),
      probability: ((i * 7) % 11) / 11,
    }));
    const result = segmentMetrics(
      labels,
      rows.map(({ segment }) => segment),
      answersOf(rows),
    );
    if (!result.ok) throw new Error();
    const tallies = labels.map((_, segment): LabelTallies => {
      const confusion = [0, 1].map((actual) =>
        [0, 1].map(
          (predicted) =>
            rows.filter(
              (r) =>
                r.segment === segment && r.actual === actual && Number(r.probability >= 0.5) === predicted,
            ).length,
        ),
      );
      const labelled = confusion.flat().reduce((sum, count) => sum + count, 0);
      return { labelled, right: confusion[0][0] + confusion[1][1], confusion, scores: null };
    });
    const counted = segmentMetricsOfCounts(labels, tallies, 1);
    counted.forEach((figures, i) => {
      const { accuracy, precision, recall, f1 } = result.segments[i].metrics;
      expect(figures.metrics).toMatchObject({ accuracy, precision, recall, f1, rocAuc: null });
      expect(figures.intervals).toEqual(result.segments[i].intervals);
      expect([figures.isShown, figures.mayAlert]).toEqual([i < 2, false]);
    });
  });

  it('needs 100 rows and 10 positives to be shown, 300 rows to alert', () => {
    const shown = (rows: number, positives: number) => {
      const confusion = [
        [rows - positives, 0],
        [0, positives],
      ];
      const [figures] = segmentMetricsOfCounts(
        ['a'],
        [{ labelled: rows, right: rows, confusion, scores: null }],
        1,
      );
      return [figures.isShown, figures.mayAlert];
    };
    expect(shown(99, 50)).toEqual([false, false]);
    expect(shown(100, 9)).toEqual([false, false]);
    expect(shown(100, 10)).toEqual([true, false]);
    expect(shown(300, 10)).toEqual([true, true]);
    expect(shown(300, 9)).toEqual([false, false]);
  });

  it('several classes have no positives', () => {
    const result = segmentMetrics(['a'], [0, 0, 0], {
      actual: [0, 1, 2],
      predicted: [0, 2, 2],
      probabilities: null,
      classes: 3,
      positive: -1,
    });
    expect(result).toMatchObject({
      ok: true,
      segments: [
        { rows: 3, positives: null, metrics: { accuracy: 2 / 3, rocAuc: null }, intervals: { recall: null } },
      ],
    });
  });

  it('leaves out rows with a gap, and refuses what is none', () => {
    const rows = {
      actual: [0, NaN, 1],
      predicted: [0, 1, 1],
      probabilities: [0.1, 0.9, 0.8],
      classes: 2,
      positive: 1,
    };
    expect(segmentMetrics(['a'], [0, 0, 0], rows)).toMatchObject({
      ok: true,
      segments: [{ rows: 2, positives: 1 }],
    });
    const refused = (codes: number[], answers: LabelledAnswers) => {
      const result = segmentMetrics(['a'], codes, answers);
      return result.ok ? null : result.failure.code;
    };
    expect(refused([0, 0, 1], rows)).toBe('BAD_USER_INPUT');
    expect(refused([0, 0, 0], { ...rows, probabilities: [0.1, 0.9, 8] })).toBe('BAD_USER_INPUT');
    expect(refused([0, 0, 0], { ...rows, classes: 3 })).toBe('BAD_USER_INPUT');
    expect(refused([], { ...rows, actual: [], predicted: [], probabilities: [] })).toBe('INSUFFICIENT_DATA');
  });
});
