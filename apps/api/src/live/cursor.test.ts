import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KilterError } from '@kilter/core/errors/error-code';
import { endOf, formatCursor, isEnd, parseCursor } from './cursor.ts';

test('a cursor comes back from its text', () => {
  fc.assert(
    fc.property(fc.nat(1e12), fc.option(fc.nat(9_999)), (seq, index) => {
      const cursor = index === null ? endOf(seq) : { seq, index };
      expect(parseCursor(formatCursor(cursor), 'after')).toEqual(cursor);
      expect(isEnd(cursor)).toBe(index === null);
    }),
  );
});

test('the text is short and plain', () => {
  expect(formatCursor(endOf(17))).toBe('17');
  expect(formatCursor({ seq: 17, index: 3 })).toBe('17.3');
});

test.each([
  '',
  ' 1',
  '-1',
  '1.',
  '.1',
  '1.2.3',
  '1e3',
  '0x10',
  'NaN',
  '١',
  '9'.repeat(16),
  '1.-1',
  '17 ',
  '1\n',
])('%j is no cursor', (text) => {
  expect(() => parseCursor(text, 'after')).toThrow(KilterError);
  try {
    parseCursor(text, 'after');
  } catch (error) {
    expect(error instanceof KilterError && error.failure).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'after',
    });
  }
});
