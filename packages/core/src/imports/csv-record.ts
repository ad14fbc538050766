import { isMissingCell } from '../training/table.ts';
import type { QuotedCell } from './cell.ts';

/** The cells of a record; OPEN: a quote is not closed in this text; or what is wrong. */
export type CsvRecord = (string | QuotedCell)[] | 'OPEN' | { problem: string };

/** Longest word for "not known". */
const LONGEST_MISSING = 4;

/**
 * Splits one record of a CSV file (RFC 4180: "," between cells, `""` for a quote within quotes); line ends may stand in quotes.
 * A quote within a bare cell is a character like others.
 */
export function splitCsvRecord(record: string): CsvRecord {
  const text = record.endsWith('\r') ? record.slice(0, -1) : record;
  if (!text.includes('"')) return text.split(',');
  const cells: (string | QuotedCell)[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(',', at);
      if (end < 0) return [...cells, text.slice(at)];
      cells.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    const end = closingQuote(text, at + 1);
    if (end < 0) return 'OPEN';
    cells.push(quotedCell(text.slice(at + 1, end).replaceAll('""', '"')));
    if (end + 1 === text.length) return cells;
    if (text[end + 1] !== ',') return { problem: 'text follows a closing quote' };
    at = end + 2;
  }
}

/** The quote that ends a cell: one that is not doubled; -1: there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || text[at + 1] !== '"') return at;
  }
}

function quotedCell(text: string): string | QuotedCell {
  const looksMissing = text !== '' && text.trim().length <= LONGEST_MISSING && isMissingCell(text);
  return looksMissing ? { quoted: text } : text;
}
