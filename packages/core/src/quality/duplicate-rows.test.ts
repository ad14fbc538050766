import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDuplicateRows } from './duplicate-rows.ts';

test('equal rows stand together; a gap equals a gap', () => {
  const rows = [
    [1, NaN],
    [2, 3],
    [1, NaN],
    [2, 3],
    [2, 3],
    [1, 0],
  ];
  expect(findDuplicateRows(rows)).toEqual({
    rows: 5,
    extraRows: 3,
    extraShare: 0.5,
    groups: [{ rows: [1, 3, 4] }, { rows: [0, 2] }],
  });
  expect(findDuplicateRows([])).toEqual({ rows: 0, extraRows: 0, extraShare: null, groups: [] });
});

test('counts what comparing all pairs counts, in whatever order', () => {
  const row = fc.array(fc.constantFrom(0, 1, NaN), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const equal = (a: number[], b: number[]) => a.every((value, i) => Object.is(value, b[i]));
      const having = rows.filter((a, i) => rows.some((b, j) => i !== j && equal(a, b)));
      const extra = rows.filter((a, i) => rows.some((b, j) => j < i && equal(a, b)));
      const found = findDuplicateRows(rows);
      expect([found.rows, found.extraRows]).toEqual([having.length, extra.length]);
      expect(findDuplicateRows([...rows].reverse()).extraRows).toBe(found.extraRows);
    }),
  );
});
