import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCsvLines, type FileLine } from './csv-lines.ts';
import { splitCsvRecord } from './csv-record.ts';

function readAll(text: string): { header: readonly string[] | null; lines: FileLine[] } {
  const csv = createCsvLines();
  const lines = text.split('\n').flatMap(csv.take);
  return { header: csv.header(), lines: [...lines, ...csv.finish()] };
}

/** The cells of each line, or what is wrong with it. */
const brief = (text: string) =>
  readAll(text).lines.map((found) => [
    found.line,
    'problem' in found ? found.problem : Object.values(found.record),
  ]);

test('lines are numbered from 1, the header included; empty ones are nothing', () => {
  expect(brief('a,b\r\n1,2\r\n\r\n\n3,\n')).toEqual([
    [2, ['1', '2']],
    [5, ['3', '']],
  ]);
  expect(readAll(' a ,b\n').header).toEqual(['a', 'b']);
});

test('quotes hold commas, quotes and line ends; the record stands where it begins', () => {
  expect(brief('a,b\n"x, ""y""","1\n2"\n3,4')).toEqual([
    [2, ['x, "y"', '1\n2']],
    [4, ['3', '4']],
  ]);
});

test('a word for "not known" in quotes is told apart from a bare one; empty is empty', () => {
  expect(brief('a,b,c\n"NA",NA,""')).toEqual([[2, [{ quoted: 'NA' }, 'NA', '']]]);
});

test('a quote within a bare cell is a character', () => {
  expect(brief('a,b\n5" pipe,2')).toEqual([[2, ['5" pipe', '2']]]);
});

describe('a line that cannot be read costs no other line', () => {
  test('with too many or too few cells', () => {
    expect(brief('a,b\n1\n1,2,3\n4,5')).toEqual([
      [2, 'has 1 cells, but the header has 2'],
      [3, 'has 3 cells, but the header has 2'],
      [4, ['4', '5']],
    ]);
  });

  test('with text behind a closing quote', () => {
    expect(brief('a,b\n"1"x,2\n3,4')).toEqual([
      [2, 'text follows a closing quote'],
      [3, ['3', '4']],
    ]);
  });

  test('with a quote that is never closed', () => {
    expect(brief('a,b\n"1,2\n3,4\n5,6')).toEqual([
      [2, 'a quote is not closed'],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ]);
  });

  test('with a quote that only the quote of a much later line would close', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i},x`);
    const found = brief(['a,b', '"1,2', ...rows, '"7",8'].join('\n'));
    expect(found[0]).toEqual([2, 'a quote is not closed']);
    expect(found.slice(1)).toEqual([...rows.map((row, i) => [i + 3, row.split(',')]), [303, ['7', '8']]]);
  });
});

test('what is written by the rules is read back', () => {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const cell = fc
    .string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é') })
    .filter((text) => text.length > 0);
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const record = splitCsvRecord(cells.map(quote).join(','));
      if (!Array.isArray(record)) throw new Error(JSON.stringify(record));
      expect(record.map((found) => (typeof found === 'string' ? found : found.quoted))).toEqual(cells);
    }),
  );
});
