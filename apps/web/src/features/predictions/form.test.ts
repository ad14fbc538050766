import { describe, expect, it } from 'vitest';
import { hintAt, parseForm, placeErrors, toGraphQLLiteral } from './form.ts';
import { sampleValues, seededRandom } from './sample.ts';

const tenure = { name: 'tenure', column: 'Tenure', kind: 'NUMERIC', required: false } as const;
const gender = { name: 'gender', column: 'Gender', kind: 'CATEGORICAL', required: true } as const;

describe('parseForm', () => {
  it('makes numbers of numbers, keeps unseen categories, leaves out what is empty', () => {
    expect(parseForm([tenure, gender], { tenure: ' 4,5 ', gender: 'Unseen' })).toEqual({
      features: { tenure: 4.5, gender: 'Unseen' },
      errors: {},
    });
    expect(parseForm([tenure, gender], { tenure: '', gender: 'Female' }).features).toEqual({
      gender: 'Female',
    });
  });

  it('says what is missing and what is no number', () => {
    expect(Object.keys(parseForm([tenure, gender], { tenure: 'four', gender: ' ' }).errors)).toEqual([
      'tenure',
      'gender',
    ]);
  });
});

describe('placeErrors', () => {
  it('finds the field by either path, by name or by column', () => {
    const place = (field: string) =>
      Object.keys(placeErrors([tenure, gender], [{ field, message: 'no' }]).errors);
    for (const field of ['features.tenure', 'input.tenure', 'features.Tenure', 'tenure']) {
      expect(place(field)).toEqual(['tenure']);
    }
    expect(place('subject')).toEqual(['subject']);
  });

  it('keeps the first message of a field and hands back the rest', () => {
    expect(
      placeErrors(
        [tenure],
        [
          { field: 'features.tenure', message: 'first' },
          { field: 'features.tenure', message: 'second' },
          { field: 'model', message: 'elsewhere' },
        ],
      ),
    ).toEqual({ errors: { tenure: 'First' }, other: ['Elsewhere'] });
  });
});

describe('hintAt', () => {
  type Feature = Parameters<typeof hintAt>[0];
  const numeric: Feature = { kind: 'NUMERIC', categories: null, synonyms: [], minimum: 0, maximum: 61 };
  const categorical: Feature = {
    kind: 'CATEGORICAL',
    categories: ['UPI'],
    synonyms: ['upi'],
    minimum: null,
    maximum: null,
  };

  it.each([
    [numeric, '12', false],
    [numeric, '62', true],
    [numeric, '', false],
    [categorical, 'UPI', false],
    [categorical, 'upi', false],
    [categorical, 'Barter', true],
  ])('%o with %o: %o', (feature, text, isHinted) => {
    expect(hintAt(feature, text) !== null).toBe(isHinted);
  });
});

describe('sampleValues', () => {
  const features = [
    { name: 'a', kind: 'NUMERIC', integer: true, categories: null, minimum: 1, maximum: 3 },
    { name: 'b', kind: 'NUMERIC', integer: false, categories: null, minimum: 0, maximum: 325 },
    { name: 'c', kind: 'CATEGORICAL', integer: false, categories: ['x', 'y'], minimum: null, maximum: null },
    { name: 'd', kind: 'NUMERIC', integer: true, categories: null, minimum: null, maximum: null },
    { name: 'e', kind: 'CATEGORICAL', integer: false, categories: null, minimum: null, maximum: null },
  ] satisfies Parameters<typeof sampleValues>[0];

  it('stays inside ranges and categories, whatever the dice say', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const values = sampleValues(features, random);
      expect(['1', '2', '3']).toContain(values.a);
      expect(Number(values.b)).toBeGreaterThanOrEqual(0);
      expect(Number(values.b)).toBeLessThanOrEqual(325);
      expect(['x', 'y']).toContain(values.c);
      expect(values.d).toMatch(/^\d+$/);
      expect(values.e).toBe('');
    }
  });

  it('repeats with the same seed', () => {
    expect(seededRandom(3)()).toBe(seededRandom(3)());
  });
});

describe('toGraphQLLiteral', () => {
  it('writes names bare and texts quoted', () => {
    expect(toGraphQLLiteral({ tenure: 4, mode: 'E "wallet"' }, '')).toBe(
      '{\n  tenure: 4\n  mode: "E \\"wallet\\""\n}',
    );
  });
});
