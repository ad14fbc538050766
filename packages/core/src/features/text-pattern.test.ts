import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileTextPattern } from './text-pattern.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compileTextPattern(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.matches(text);
}

test.each([
  ['[A-Z]{2}\\d{4}', 'NL1234', true],
  ['[A-Z]{2}\\d{4}', 'NL123', false],
  ['[A-Z]{2}\\d{4}', ' NL1234', false],
  ['^abc$', 'abc', true],
  ['a|bc|', 'bc', true],
  ['a|bc|', '', true],
  ['a|bc', 'abc', false],
  ['a.*z', 'a middle z', true],
  ['[^,]+', 'a,b', false],
  ['[a\\]-]+', 'a]-', true],
  ['\\$\\d+', '$5', true],
  ['cost\\$', 'cost$', true],
  ['x{2,3}', 'xxxx', false],
  ['x{2,}', 'xxxxxx', true],
  ['x{0}y', 'y', true],
  ['.', '😀', true],
  ['\\s\\w', '\t_', true],
])('%s on %j: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  '(a+)+',
  '(?=a)',
  '\\1',
  '\\b',
  '[z-a]',
  '[]',
  '[a',
  'a{3,1}',
  'a{x}',
  '*a',
  'a**',
  'a{9999}',
  'a\\',
])('%s is refused', (pattern) => expect(compileTextPattern(pattern).ok).toBe(false));

test('too long a pattern and too many repetitions are refused', () => {
  expect(compileTextPattern('a'.repeat(201)).ok).toBe(false);
  expect(compileTextPattern('a{300}b{300}').ok).toBe(false);
});

test('a pattern that hangs a backtracking matcher answers', () => {
  const hostile = 'a*'.repeat(90) + 'b';
  expect(matches(hostile, 'a'.repeat(500))).toBe(false);
  expect(matches(hostile, 'a'.repeat(500) + 'b')).toBe(true);
});

test('agrees with regular expressions of JavaScript', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d');
  const quantifier = fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}', '{1,}');
  const piece = fc.tuple(atom, quantifier).map(([a, q]) => a + q);
  const sequence = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
  const pattern = fc.array(sequence, { minLength: 1, maxLength: 3 }).map((all) => all.join('|'));
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '1', ' '), { maxLength: 8 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(pattern, text, (source, sample) => {
      expect(matches(source, sample)).toBe(new RegExp(`^(?:${source})$`, 'su').test(sample));
    }),
    { numRuns: 500 },
  );
});
