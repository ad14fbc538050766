import { expect, test } from 'vitest';
import { copyLine } from './copy-text.ts';

test('cells stand between tabs; what COPY reads as something else is escaped', () => {
  expect(copyLine(['a', 1.5, true, null, ''])).toBe('a\t1.5\ttrue\t\\N\t\n');
  expect(copyLine(['a\tb', 'c\\N', 'd\ne\r'])).toBe('a\\tb\tc\\\\N\td\\ne\\r\n');
});
