import { describe, expect, it } from 'vitest';
import { formatSpan } from '../../lib/format/times.ts';
import { measuredFigures } from '../../testing/fixtures.ts';
import {
  basisWords,
  closesAtMs,
  confusionFacts,
  isElsewhere,
  labelWindowWords,
  maturityWords,
} from './cohort.ts';

describe('label window', () => {
  it.each([
    [
      { windowDays: 30, graceDays: 2, absentMeans: 'no_churn' },
      'An outcome within 30 days of the prediction counts; silence means “no churn” after 2 more days.',
    ],
    [
      { windowDays: 1, graceDays: 1, absentMeans: 'stays' },
      'An outcome within 1 day of the prediction counts; silence means “stays” after 1 more day.',
    ],
    [
      { windowDays: 30, graceDays: 2, absentMeans: null },
      'An outcome within 30 days of the prediction counts.',
    ],
    [null, 'Every reported outcome counts, whenever it comes.'],
  ])('%o in words', (outcome, words) => expect(labelWindowWords(outcome)).toBe(words));

  it('closes when window and grace are over', () => {
    const outcome = { windowDays: 30, graceDays: 2, absentMeans: null };
    expect(new Date(closesAtMs('2026-03-01T12:00:00Z', outcome)).toISOString()).toBe(
      '2026-04-02T12:00:00.000Z',
    );
  });
});

describe('figures', () => {
  const asked = { from: '2026-03-20T00:00:00Z', to: '2026-03-21T00:00:00Z' };

  it('are of another time when they end where the window begins, and of this when they reach into it', () => {
    expect(isElsewhere({ from: '2026-03-19T00:00:00Z', to: '2026-03-20T00:00:00Z' }, asked)).toBe(true);
    expect(isElsewhere({ from: '2026-03-20T00:00:00Z', to: '2026-03-20T01:00:00Z' }, asked)).toBe(false);
  });

  it('say how many predictions, or how many labels, they rest on', () => {
    const figures = measuredFigures();
    expect(basisWords(figures, 'PREDICTION', 'last 24 hours')).toBe(
      `100 labelled predictions of ${formatSpan(figures.from, figures.to)}.`,
    );
    expect(basisWords(measuredFigures({ labelled: 1 }), 'ARRIVAL', 'last 24 hours')).toMatch(
      /^1 label that came in the last 24 hours/,
    );
  });

  it.each([
    [
      { maturity: 0.461, closedThrough: 'x' },
      '46.1 % of the predictions of the w have a closed label window.',
    ],
    [{ maturity: 0.2, closedThrough: null }, '20 % of the predictions of the w have a label.'],
    [{ maturity: null, closedThrough: 'x' }, null],
  ])('tell their maturity: %o', (figures, words) => expect(maturityWords(figures, 'w')).toBe(words));
});

describe('confusion', () => {
  it('tells what was found, what was told, and what always saying the commonest reaches', () => {
    expect(confusionFacts(measuredFigures().confusion, 'churn')).toEqual({
      commonest: 'no_churn',
      commonestShare: 0.8,
      positives: 20,
      found: 10,
      told: 12,
      total: 100,
    });
  });

  it('has no positives without a positive class, and nothing without labels', () => {
    expect(confusionFacts(measuredFigures().confusion, null)?.positives).toBeNull();
    expect(confusionFacts([], 'churn')).toBeNull();
    expect(confusionFacts([{ actual: 'a', predicted: 'a', count: 0 }], 'a')).toBeNull();
  });
});
