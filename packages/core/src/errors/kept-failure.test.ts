import { describe, expect, test } from 'vitest';
import { failure } from './error-code.ts';
import { keptFailure } from './kept-failure.ts';

const kept = (message: string, field: string | null = null) =>
  keptFailure(failure('BAD_USER_INPUT', message, field));

test.each([
  ['must be a number', 'input.age', 'must be a number', 'input.age'],
  ['must be a number', 'items.3.input.age', 'must be a number', 'items.*.input.age'],
  ['items.12.subject: is empty', 'items.12.subject', 'items.*.subject: is empty', 'items.*.subject'],
  ['the third of 3', 'items.3', 'the third of 3', 'items.*'],
  ['is required', 'input.address2.line1', 'is required', 'input.address2.line1'],
  ['no place', null, 'no place', null],
])('%s at %s', (message, field, words, place) => {
  expect(kept(message, field)).toEqual({ code: 'BAD_USER_INPUT', message: words, field: place });
});

describe('text that no table takes', () => {
  test('NUL bytes and halves of surrogate pairs are replaced', () => {
    expect(kept('a\0b').message).toBe('a\uFFFDb');
    expect(kept('a\uD800b').message).toBe('a\uFFFDb');
  });

  test('a long message ends with an ellipsis, in no half of a pair', () => {
    expect(kept('x'.repeat(500)).message).toHaveLength(500);
    const long = kept('😀'.repeat(300)).message;
    expect(long).toHaveLength(500);
    expect(long.isWellFormed()).toBe(true);
    expect(long.endsWith('…')).toBe(true);
  });
});
