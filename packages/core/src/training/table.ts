/** A parsed CSV file: cells as they stand in it. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a cell stands for "not known": blank, or one of the usual words for it. */
export function isMissingCell(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}

/** The number that a cell holds, or null. Digit grouping, units and hexadecimal are not numbers here. */
export function parseNumber(cell: string): number | null {
  const text = cell.trim();
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The cells of a column, trimmed; null when the table has no such column. */
export function columnCells(table: Table, column: string): string[] | null {
  const index = table.header.indexOf(column);
  return index === -1 ? null : table.rows.map((row) => (row[index] ?? '').trim());
}
