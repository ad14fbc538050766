import { expect, test } from 'vitest';
import { numberArray, plainColumn, textArray, textColumn } from './array-literal.ts';

test('numbers', () => {
  expect(numberArray([])).toBe('{}');
  expect(numberArray([1, Number.NaN, -1.5e-7])).toBe('{1,NaN,-1.5e-7}');
  expect(numberArray(Float64Array.of(1, 2 ** 53))).toBe('{1,9007199254740992}');
});

test('a plain column', () => {
  expect(plainColumn([1, null, Number.NaN], (value) => value)).toBe('{1,NULL,NaN}');
  expect(plainColumn([null, 'a'], (value) => value)).toBe('{NULL,a}');
});

test('a text column quotes everything', () => {
  expect(textColumn(['a', null, '', 'NULL', '{,}', 'say "x" \\ y'], (value) => value)).toBe(
    '{"a",NULL,"","NULL","{,}","say \\"x\\" \\\\ y"}',
  );
});

test('a column of nulls alone is empty, and unnest fills it up', () => {
  expect(plainColumn([null, null], (value) => value)).toBe('{}');
  expect(textColumn([], (value) => value)).toBe('{}');
});

test('a text array', () => {
  expect(textArray(['a b', '"'])).toBe('{"a b","\\""}');
});
