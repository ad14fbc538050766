import { describe, expect, it } from 'vitest';
import { planMeasured } from '../monitoring/measured.ts';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { tinyManifest } from '../testing/tiny-model.ts';
import { countAnswers, type SampledAnswer } from './sampled-counts.ts';
import { summarizeSegments } from './segment-summary.ts';

const manifest = { ...tinyManifest, outcome: { windowDays: 30, absentMeans: 'no', graceDays: 2 } };
const plan = planMeasured({ fromMs: 0, toMs: 60_000 }, labelWindowOf(manifest), 'PREDICTION', 1e12);
const answer = (probability: number, actual: 0 | 1 | null): SampledAnswer => {
  const label = Number(probability >= 0.5);
  return { label, probability, confidence: Math.max(probability, 1 - probability), actual };
};
const counted = (answers: SampledAnswer[]) =>
  countAnswers(answers, () => ['one'], 2).get('one') ?? new Float64Array();

describe('summarizeSegments', () => {
  it('takes labels, silence and shares into account', () => {
    const cohort = counted([answer(0.9, 1), answer(0.6, null), answer(0.2, 1), answer(0.1, null)]);
    const asked = counted([
      answer(0.9, 1),
      answer(0.6, null),
      answer(0.2, 1),
      answer(0.1, null),
      answer(0.7, null),
    ]);
    const [found] = summarizeSegments([{ value: 'one', asked, cohort, mature: 4 }], 20, plan, manifest);
    expect(found).toMatchObject({
      value: 'one',
      predictions: 5,
      share: 0.25,
      positiveRate: 0.6,
      isShown: false,
    });
    expect(found.averageConfidence).toBeCloseTo((0.9 + 0.6 + 0.8 + 0.9 + 0.7) / 5, 9);
    expect(found.measured).toMatchObject({
      labelled: 4,
      maturity: 0.8,
      accuracy: 0.5,
      recall: 0.5,
      precision: 0.5,
    });
  });

  it('has no figures without rows, and measures no regression', () => {
    const none = counted([answer(0.9, 1)]).fill(0);
    const empty = { value: 'none', asked: none, cohort: none, mature: 0 };
    const nothing = {
      predictions: 0,
      share: null,
      positiveRate: null,
      averageConfidence: null,
      measured: null,
    };
    expect(summarizeSegments([empty], 0, plan, manifest)).toMatchObject([nothing]);
    const regression = { ...manifest, task: 'REGRESSION' as const, classes: [], positiveClass: null };
    const numbers = countAnswers(
      [{ label: null, probability: null, confidence: null, actual: null }],
      () => ['a'],
      0,
    );
    const rows = numbers.get('a') ?? new Float64Array();
    const [found] = summarizeSegments(
      [{ value: 'a', asked: rows, cohort: rows, mature: 0 }],
      1,
      plan,
      regression,
    );
    expect(found).toMatchObject({ predictions: 1, share: 1, measured: null, averageConfidence: null });
  });
});

describe('countAnswers', () => {
  it('counts a row for each of its values', () => {
    const tagged = countAnswers(
      [
        { ...answer(0.9, 1), tags: ['a', 'b'] },
        { ...answer(0.1, null), tags: ['b'] },
      ],
      ({ tags }) => tags,
      2,
    );
    expect([...tagged.keys()]).toEqual(['a', 'b']);
    expect([...tagged.values()].map(([predictions]) => predictions)).toEqual([1, 2]);
  });
});
