import { isMissingCell, parseNumber } from '../training/table.ts';

/** A text of a CSV file that stood in quotes, and without them would mean "not known": "NA", "none". */
export interface QuotedCell {
  readonly quoted: string;
}

/**
 * What a file may hold in one place: text (CSV), JSON values, what Parquet has besides (big integers, times). Null and
 * undefined: nothing.
 */
export type Cell = unknown;

/** Neither the wanted kind nor nothing. */
export const NOT_READABLE = Symbol('not readable');
export type Read<T> = T | null | typeof NOT_READABLE;

/** A text that is not empty. Numbers and booleans are written out. */
export function readText(cell: Cell): Read<string> {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell);
  return isQuoted(cell) ? cell.quoted : NOT_READABLE;
}

/** As `readText`; a bare word for "not known" is nothing too. */
export function readKnownText(cell: Cell): Read<string> {
  return typeof cell === 'string' && isMissingCell(cell) ? null : readText(cell);
}

/** A finite number. A boolean is 1 or 0; text is read, and words for "not known" are nothing. */
export function readNumber(cell: Cell): Read<number> {
  switch (typeof cell) {
    case 'number':
      return Number.isNaN(cell) ? null : Number.isFinite(cell) ? cell : NOT_READABLE;
    case 'bigint':
      return Number(cell);
    case 'boolean':
      return cell ? 1 : 0;
    case 'string':
      return isMissingCell(cell) ? null : (parseNumber(cell) ?? NOT_READABLE);
    case 'undefined':
      return null;
    default:
      if (cell === null) return null;
      return isQuoted(cell) ? readNumber(cell.quoted) : NOT_READABLE;
  }
}

const ISO_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?|UTC)?)?$/i;

/** Unix milliseconds, of a number or of ISO 8601. Without a zone it is taken as UTC, and so is a date alone. */
export function readTime(cell: Cell): Read<number> {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? NOT_READABLE : cell.getTime();
  const number = readNumber(cell);
  if (number !== NOT_READABLE) return number === null ? null : Math.floor(number);
  const [, date, time = '00:00', zone = 'Z'] = ISO_TIME.exec(String(readText(cell)).trim()) ?? [];
  if (date === undefined) return NOT_READABLE;
  const atMs = Date.parse(`${date}T${time}${isoZone(zone)}`);
  return Number.isNaN(atMs) ? NOT_READABLE : atMs;
}

function isoZone(zone: string): string {
  if (/^(Z|UTC)$/i.test(zone)) return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

const YES = new Set(['1', 'true', 't', 'yes', 'y']);
const NO = new Set(['0', 'false', 'f', 'no', 'n']);

export function readBoolean(cell: Cell): Read<boolean> {
  const text = readKnownText(cell);
  if (typeof text !== 'string') return text;
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : NOT_READABLE;
}

/** Texts: a list, or one text with ";" between them, or a JSON list. */
export function readTexts(cell: Cell): Read<string[]> {
  if (Array.isArray(cell)) return cell.every((item) => typeof item === 'string') ? cell : NOT_READABLE;
  const text = readText(cell);
  if (typeof text !== 'string') return text;
  if (!text.startsWith('[')) return text.split(';').map((part) => part.trim());
  const parsed = parseJson(text);
  return Array.isArray(parsed) ? readTexts(parsed) : NOT_READABLE;
}

/** Numbers: a list, or a JSON list. */
export function readNumbers(cell: Cell): Read<number[]> {
  if (Array.isArray(cell)) return cell.every((item) => typeof item === 'number') ? cell : NOT_READABLE;
  const text = readText(cell);
  if (typeof text !== 'string') return text;
  const parsed = parseJson(text);
  return Array.isArray(parsed) ? readNumbers(parsed) : NOT_READABLE;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isQuoted(cell: unknown): cell is QuotedCell {
  return typeof cell === 'object' && cell !== null && 'quoted' in cell && typeof cell.quoted === 'string';
}
