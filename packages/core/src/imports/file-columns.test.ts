import { expect, test } from 'vitest';
import { manifest } from '../testing/shipped-churn.ts';
import { findColumns } from './file-columns.ts';

const sourceColumns = manifest.features.map(({ column }) => column);
const names = manifest.features.map(({ name }) => name);

const found = (header: string[] | null, named = {}) => {
  const result = findColumns(manifest, header, named);
  if (!result.ok) throw new Error(result.message);
  return result.columns;
};
const refused = (header: string[], named = {}) => {
  const result = findColumns(manifest, header, named);
  return result.ok ? null : result.message;
};

test('features stand under their own name or that of the source data; the rest under its usual names', () => {
  const columns = found([...sourceColumns, 'timestamp', 'score', 'CustomerID', 'Churn', 'prediction']);
  expect(columns.features.map(({ columns: own }) => own[0])).toEqual(sourceColumns);
  expect(columns.roles).toMatchObject({
    at: ['timestamp'],
    probability: ['score'],
    subject: ['CustomerID'],
    label: ['prediction'],
    value: [],
  });
  // The truth is not what was answered.
  expect(columns.ignored).toEqual(['Churn']);
  expect(found([...names, 'at']).roles.probability).toEqual([]);
});

test('what is named beats what is usual', () => {
  const columns = found([...names, 'at', 'seen', 'p', 'score'], { at: 'seen', probability: 'p' });
  expect(columns.roles).toMatchObject({ at: ['seen'], probability: ['p'] });
  expect(columns.ignored).toEqual(['at', 'score']);
});

test('without a header every name is looked for in each line', () => {
  const columns = found(null);
  expect(columns.features[0].columns).toEqual(['tenure', 'Tenure']);
  expect(columns.roles.at).toEqual(['at', 'time', 'timestamp']);
});

test('a file that cannot be read at all is refused in one line', () => {
  expect(refused([...names, 'at', 'at'])).toBe('the column "at" stands twice');
  expect(refused([...names, 'Tenure', 'at'])).toBe(
    'the feature tenure stands twice: in tenure and in Tenure',
  );
  expect(refused([...names])).toBe('there is no column of the time: name it');
  expect(refused([...names, 'at'], { label: 'answer' })).toBe('there is no column "answer"');
  expect(refused([...names.filter((name) => name !== 'gender'), 'at'])).toBe('there is no column for gender');
  expect(refused([...names.filter((name) => name !== 'tenure'), 'at'])).toBeNull();
});

test('a feature that is called like something else stays a feature', () => {
  const [first, ...others] = manifest.features;
  const odd = { ...manifest, features: [{ ...first, name: 'label' }, ...others] };
  const result = findColumns(odd, [...names.slice(1), 'label', 'at', 'answer'], { label: 'answer' });
  expect(result.ok && result.columns.roles.label).toEqual(['answer']);
  expect(result.ok && result.columns.features[0].columns).toEqual(['label']);
});
