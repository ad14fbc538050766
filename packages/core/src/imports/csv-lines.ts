import type { FileRecord } from './read-record.ts';
import { splitCsvRecord } from './csv-record.ts';

/** A line of a file that could be read, or what is wrong with it; `line` counts from 1. */
export type FileLine = { line: number; record: FileRecord } | { line: number; problem: string };

export interface CsvLines {
  /** The columns; null before the header has come. */
  header(): readonly string[] | null;
  /** The records that end with this line. */
  take(line: string): FileLine[];
  /** What is left when the file is at its end. */
  finish(): FileLine[];
}

/** Beyond these, a quote was not meant to open a text of several lines. */
const MOST_LINES = 100;
const MOST_CHARACTERS = 100_000;

/**
 * Puts the lines of a CSV file together into records. A line that cannot be read costs no other line: where a quote is never
 * closed, the line that opens it is bad, and reading goes on with the next.
 */
export function createCsvLines(): CsvLines {
  let header: string[] | null = null;
  let lines = 0;
  /** Lines of a record whose quote is still open, and the number of the first. */
  let open: string[] = [];
  let openFrom = 0;

  const take = (text: string, line: number): FileLine[] => {
    if (open.length === 0) {
      if (text === '' || text === '\r') return [];
      openFrom = line;
    }
    open.push(text);
    const record = open.length === 1 ? text : open.join('\n');
    const cells = splitCsvRecord(record);
    if (cells === 'OPEN') {
      return open.length < MOST_LINES && record.length < MOST_CHARACTERS
        ? []
        : giveUp('a quote is not closed');
    }
    if ('problem' in cells) return giveUp(cells.problem);
    open = [];
    if (header === null) {
      header = cells.map((cell) => (typeof cell === 'string' ? cell : cell.quoted).trim());
      return [];
    }
    return [toLine(cells, header, openFrom)];
  };

  /** The first of the open lines is bad; the others are looked at again. */
  const giveUp = (problem: string): FileLine[] => {
    const [from, again] = [openFrom, open.slice(1)];
    open = [];
    const found: FileLine[] = [{ line: from, problem }];
    again.forEach((text, i) => found.push(...take(text, from + 1 + i)));
    return found;
  };

  return {
    header: () => header,
    take: (text) => take(text, ++lines),
    finish: () => {
      const found: FileLine[] = [];
      while (open.length > 0) found.push(...giveUp('a quote is not closed'));
      return found;
    },
  };
}

function toLine(cells: readonly unknown[], header: readonly string[], line: number): FileLine {
  if (cells.length !== header.length) {
    return { line, problem: `has ${cells.length} cells, but the header has ${header.length}` };
  }
  const record: Record<string, unknown> = {};
  for (let i = 0; i < header.length; i++) record[header[i]] = cells[i];
  return { line, record };
}
