import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../features/manifest.ts';
import { NO_ANSWER } from '../answers/model-answer.ts';
import { readAnswer, type AnswerFields } from './logged-answer.ts';

const base = {
  manifestVersion: 1,
  name: 'loan',
  version: '1',
  title: 'Loan',
  features: [{ name: 'age', column: 'Age', kind: 'NUMERIC', required: true, minimum: 18, maximum: 90 }],
};
const binary = manifestSchema.parse({
  ...base,
  task: 'BINARY_CLASSIFICATION',
  target: { column: 'y', values: { '0': 'no', '1': 'yes' } },
  classes: ['no', 'yes'],
  positiveClass: 'yes',
  threshold: 0.3,
});
const several = manifestSchema.parse({
  ...base,
  task: 'MULTICLASS_CLASSIFICATION',
  target: { column: 'y' },
  classes: ['a', 'b', 'c'],
});
const regression = manifestSchema.parse({ ...base, task: 'REGRESSION', target: { column: 'y' } });

const nothing: AnswerFields = { label: null, probability: null, probabilities: null, value: null };
const answer = (manifest: typeof binary, fields: Partial<AnswerFields>) => {
  const result = readAnswer(manifest, { ...nothing, ...fields }, (name) => name);
  return result.ok ? result.answer : result.failure.field;
};

describe('of two classes', () => {
  test.each([
    ['from the threshold on the positive class', { probability: 0.3 }, [1, 0.3, 0.3]],
    ['below it the other', { probability: 0.25 }, [0, 0.25, 0.75]],
    ['a label beats the threshold', { probability: 0.25, label: 'yes' }, [1, 0.25, 0.25]],
    ['as the source data codes it', { label: '0' }, [0, null, null]],
    ['a label alone has no confidence', { label: 'yes' }, [1, null, null]],
  ])('%s', (_, fields, [label, probability, confidence]) => {
    expect(answer(binary, fields)).toEqual({ ...NO_ANSWER, label, probability, confidence });
  });

  test.each([
    [{}, 'probability'],
    [{ probability: 1.01 }, 'probability'],
    [{ probability: -0.1, label: 'yes' }, 'probability'],
    [{ probability: Number.NaN }, 'probability'],
    [{ label: 'maybe' }, 'label'],
    [{ label: 'toString' }, 'label'],
  ])('%j is refused at %s', (fields, field) => {
    expect(answer(binary, fields)).toBe(field);
  });
});

describe('of several classes', () => {
  test('the most probable, unless a label is given', () => {
    const probabilities = [0.2, 0.5, 0.3];
    expect(answer(several, { probabilities })).toEqual({
      ...NO_ANSWER,
      label: 1,
      probability: 0.5,
      probabilities,
      confidence: 0.5,
    });
    expect(answer(several, { probabilities, label: 'c' })).toMatchObject({ label: 2, probability: 0.3 });
    expect(answer(several, { label: 'c', probability: 0.6 })).toMatchObject({ label: 2, confidence: 0.6 });
  });

  test.each([
    [{}, 'label'],
    [{ probability: 0.5 }, 'label'],
    [{ probabilities: [0.5, 0.5] }, 'probabilities'],
    [{ probabilities: [0.5, 0.6, 0.3] }, 'probabilities'],
    [{ probabilities: [1.2, -0.2, 0] }, 'probabilities'],
  ])('%j is refused at %s', (fields, field) => {
    expect(answer(several, fields)).toBe(field);
  });
});

test('a regression answers with a finite value', () => {
  expect(answer(regression, { value: -3.5 })).toEqual({ ...NO_ANSWER, value: -3.5 });
  expect(answer(regression, { value: Infinity })).toBe('value');
  expect(answer(regression, { probability: 0.5 })).toBe('value');
});
