import { readFileSync } from 'node:fs';
import type { Table } from '../training/table.ts';

/** A CSV file whose cells need no quoting. */
export function readTable(url: URL): Table {
  const [header, ...rows] = readFileSync(url, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return { header, rows };
}
