import { expect, test } from 'vitest';
import { plainArray, textArray } from './array-literal.ts';

test('plain arrays', () => {
  expect(plainArray([])).toBe('{}');
  expect(plainArray([1, null, Number.NaN, -1.5e-7])).toBe('{1,NULL,NaN,-1.5e-7}');
  expect(plainArray([null, 1])).toBe('{NULL,1}');
});

test('text arrays quote everything', () => {
  expect(textArray([])).toBe('{}');
  expect(textArray(['a', null, '', 'NULL', '{,}', 'say "x" \\ y'])).toBe(
    '{"a",NULL,"","NULL","{,}","say \\"x\\" \\\\ y"}',
  );
});
