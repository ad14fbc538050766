import { describe, expect, it } from 'vitest';
import { binaryAnswer, multiclassAnswer } from './model-answer.ts';

const manifest = { classes: ['churn', 'no churn'], positiveClass: 'churn', threshold: 0.3 };

describe('a binary answer', () => {
  it.each([
    [0.3, null, 0, 0.3],
    [0.29, null, 1, 0.71],
    [0.9, null, 0, 0.9],
    // Given by another system with another threshold.
    [0.9, 1, 1, 0.1],
    [null, 0, 0, null],
    [null, 1, 1, null],
  ])(
    'of probability %s and label %s is class %s with confidence %s',
    (probability, given, label, confidence) => {
      const answer = binaryAnswer(manifest, probability, given);
      expect(answer).toMatchObject({ label, probability, value: null, probabilities: null });
      if (confidence === null) expect(answer.confidence).toBeNull();
      else expect(answer.confidence).toBeCloseTo(confidence, 12);
    },
  );
});

describe('an answer of several classes', () => {
  it('is the most probable one, or the one that was given', () => {
    const probabilities = [0.2, 0.5, 0.3];
    expect(multiclassAnswer(probabilities)).toMatchObject({ label: 1, probability: 0.5, confidence: 0.5 });
    expect(multiclassAnswer(probabilities, 2)).toMatchObject({ label: 2, probability: 0.3, confidence: 0.3 });
  });
});
