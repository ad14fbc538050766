import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from './evaluate-trees.ts';
import { explainAnswer, onAnswerScale } from './explain-answer.ts';
import { readTreeModel } from './read-tree-model.ts';
import { names, readFixture, rowsOf } from './testing/fixtures.ts';
import { interventionalExplainer } from './tree-explainer.ts';

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describe('explainAnswer', () => {
  it.each(names)('%s: each answer is taken apart exactly, on both scales', (name) => {
    const file = readTreeModel(readFixture(name));
    if (!file.ok) throw new Error(file.failure.message);
    const rows = rowsOf(name);
    const result = interventionalExplainer(file.model, rows.slice(-5));
    if (!result.ok) throw new Error(result.failure.message);
    const answers = answersOf(file.model, rows[0]);
    answers.forEach((answer, k) => {
      const own = explainAnswer(result.explainer, rows[0], k);
      expect(own.baseValue + total(own.contributions)).toBeCloseTo(own.margin, 12);
      if (own.onAnswerScale === null) {
        expect(own.scale).toBe('SOFTMAX_SCORE');
        return;
      }
      expect(own.onAnswerScale.margin).toBeCloseTo(answer, 12);
      expect(own.onAnswerScale.baseValue + total(own.onAnswerScale.contributions)).toBeCloseTo(answer, 12);
    });
  });

  it('says of two classes the opposite', () => {
    const file = readTreeModel(readFixture('xgboost-binary'));
    if (!file.ok) throw new Error(file.failure.message);
    const rows = rowsOf('xgboost-binary');
    const result = interventionalExplainer(file.model, rows.slice(-5));
    if (!result.ok) throw new Error(result.failure.message);
    const [first, second] = [0, 1].map((answer) => explainAnswer(result.explainer, rows[0], answer));
    expect(first.scale).toBe('LOG_ODDS');
    expect(first.margin).toBe(-second.margin);
    expect(total(first.contributions)).toBeCloseTo(-total(second.contributions), 14);
  });
});

describe('onAnswerScale', () => {
  const number = fc.integer({ min: -600, max: 600 }).map((hundredths) => hundredths / 100);

  it('sums to the probability, keeps order and shares', () => {
    fc.assert(
      fc.property(number, fc.array(number, { minLength: 1, maxLength: 6 }), (baseValue, parts) => {
        const contributions = Float64Array.from(parts);
        const margin = baseValue + total(parts);
        const scaled = onAnswerScale({ baseValue, contributions, margin }, 'LOGISTIC');
        expect(scaled?.margin).toBe(1 / (1 + Math.exp(-margin)));
        expect((scaled?.baseValue ?? 0) + total(scaled?.contributions ?? [])).toBeCloseTo(
          scaled?.margin ?? 2,
          9,
        );
        parts.forEach((part, i) => expect(Math.sign(scaled?.contributions[i] ?? 9)).toBe(Math.sign(part)));
      }),
    );
  });

  it('takes the slope where the whole does not move', () => {
    const margin = { baseValue: 0, contributions: Float64Array.of(2, -2), margin: 0 };
    expect(onAnswerScale(margin, 'LOGISTIC')?.contributions).toEqual(Float64Array.of(0.5, -0.5));
    expect(onAnswerScale(margin, 'EXPONENTIAL')?.contributions).toEqual(Float64Array.of(2, -2));
    expect(onAnswerScale(margin, 'NONE')).toBe(margin);
    expect(onAnswerScale(margin, 'SOFTMAX')).toBeNull();
  });
});
