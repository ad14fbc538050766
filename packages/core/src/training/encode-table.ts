import { compileFeatureCodec } from '../features/feature-codec.ts';
import type { Manifest } from '../features/manifest.ts';
import { columnCells, isMissingCell, parseNumber, type Table } from './table.ts';
import { trainingTable, type TrainingTable } from './training-table.ts';

export interface EncodedTable extends TrainingTable {
  /** The table's rows that were kept: those with a target. */
  readonly rows: Int32Array;
  /** How many cells hold a category that the manifest does not know, by feature name. */
  readonly unseen: ReadonlyMap<string, number>;
}

export type EncodeTableResult = { ok: true; encoded: EncodedTable } | { ok: false; message: string };

/**
 * Turns cells into the numbers that the model sees, by the codec that serves it: what is trained on is what will be
 * answered. Rows without a target are left out; text in a numeric column counts as missing.
 */
export function encodeTable(table: Table, manifest: Manifest): EncodeTableResult {
  const absent = [manifest.target, ...manifest.features].find(({ column }) => !table.header.includes(column));
  if (absent !== undefined) return { ok: false, message: `the data has no column "${absent.column}"` };
  const truth = readTargets(table, manifest);
  if (!truth.ok) return truth;

  const codec = compileFeatureCodec(manifest);
  const readers = manifest.features.map((feature) => ({
    name: feature.name,
    read: cellReader(table, feature),
  }));
  const unseen = new Map<string, number>();
  const encodedRows: number[][] = [];
  for (const row of truth.rows) {
    const input = Object.fromEntries(readers.map(({ name, read }) => [name, read(row)]));
    const result = codec.encode(input, `row ${row + 1}`);
    if (!result.ok) return { ok: false, message: `${result.failure.field}: ${result.failure.message}` };
    encodedRows.push(result.row.values);
    for (const name of Object.keys(result.row.raw ?? {})) unseen.set(name, (unseen.get(name) ?? 0) + 1);
  }
  const encoded = { ...trainingTable(manifest, encodedRows, truth.targets), rows: truth.rows, unseen };
  return { ok: true, encoded };
}

type Truth = { ok: true; rows: Int32Array; targets: Float64Array } | { ok: false; message: string };

/** The rows whose truth is known, with their class index (or value, for a regression). */
function readTargets(table: Table, { target, classes, task }: Manifest): Truth {
  const cells = columnCells(table, target.column) ?? [];
  const indices = new Map(classes.map((name, index) => [name, index]));
  for (const [value, name] of Object.entries(target.values)) indices.set(value, classes.indexOf(name));
  const read = task === 'REGRESSION' ? parseNumber : (cell: string) => indices.get(cell) ?? null;

  const rows = Int32Array.from(cells.keys()).filter(
    (row) => indices.has(cells[row]) || !isMissingCell(cells[row]),
  );
  const targets = Float64Array.from(rows, (row) => read(cells[row]) ?? NaN);
  const strange = targets.findIndex(Number.isNaN);
  if (strange === -1) return { ok: true, rows, targets };
  const row = rows[strange];
  return {
    ok: false,
    message: `row ${row + 1}: "${cells[row]}" in column "${target.column}" is not a known class`,
  };
}

function cellReader(
  table: Table,
  { column, kind, categories }: { column: string; kind: 'NUMERIC' | 'CATEGORICAL'; categories?: string[] },
): (row: number) => number | string | null {
  const cells = columnCells(table, column) ?? [];
  if (kind === 'NUMERIC') return (row) => parseNumber(cells[row]);
  const known = new Set(categories);
  return (row) => (isMissingCell(cells[row]) && !known.has(cells[row]) ? null : cells[row]);
}
