import { expect, test } from 'vitest';
import { annotationProblem } from './annotation.ts';

test.each([
  ['Spring campaign begins', null],
  [` ${'x'.repeat(1_000)} `, null],
  ['', 'text is empty'],
  [' \n', 'text is empty'],
  ['x'.repeat(1_001), 'text is longer than 1000 characters'],
  ['a\0b', 'text contains a NUL byte'],
])('%j', (text, message) => {
  const problem = annotationProblem(text);
  expect(problem?.message ?? null).toBe(message);
  expect(problem?.field ?? null).toBe(message === null ? null : 'text');
});
