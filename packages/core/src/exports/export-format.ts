import type { Manifest } from '../features/manifest.ts';
import { isMissingCell } from '../training/table.ts';
import {
  exportedFields,
  exportPrediction,
  type ExportedPrediction,
  type ExportedValue,
  type ExportedVersion,
  type StoredPrediction,
} from './exported-prediction.ts';

/** Writes predictions one line each. */
export interface ExportFormat {
  /** With its line end; empty where a format has none. */
  readonly header: string;
  line(row: StoredPrediction, of: ExportedVersion, nowMs: number): string;
}

/** One JSON object a line; features in an object of their own. */
export const jsonLines: ExportFormat = {
  header: '',
  line: (row, of, nowMs) => {
    const { id, at, subject, version, source, environment, ...rest } = exportPrediction(row, of, nowMs);
    const features = of.codec.decode({ values: row.features, raw: row.raw });
    return `${JSON.stringify({ id, at, subject, version, source, environment, features, ...rest })}\n`;
  },
};

/** The fields that stand before the features; the others stand behind them. */
const BEFORE_FEATURES = 6;

/**
 * CSV (RFC 4180, but with \n): a column a feature, of all versions. Nothing is an empty cell; a text that would read as "not
 * known" stands in quotes; several texts stand with ";" between them.
 */
export function csvFormat(manifests: readonly Manifest[]): ExportFormat {
  const features = [...new Set(manifests.flatMap((manifest) => manifest.features.map(({ name }) => name)))];
  const taken = new Set(manifests.flatMap((m) => m.features.flatMap(({ name, column }) => [name, column])));
  const tasks = new Set(manifests.map(({ task }) => task));
  const fields = exportedFields.filter((field) => hasField(field, tasks));
  const columnOf = (field: string) => (taken.has(field) ? `prediction_${field}` : field);
  const [before, after] = [fields.slice(0, BEFORE_FEATURES), fields.slice(BEFORE_FEATURES)];
  const line = (cells: readonly string[]) => `${cells.join(',')}\n`;
  return {
    header: line([...before.map(columnOf), ...features, ...after.map(columnOf)].map(csvText)),
    line: (row, of, nowMs) => {
      const exported: ExportedPrediction = exportPrediction(row, of, nowMs);
      const decoded = of.codec.decode({ values: row.features, raw: row.raw });
      return line([
        ...before.map((field) => csvCell(exported[field])),
        ...features.map((name) => csvCell(decoded[name] ?? null)),
        ...after.map((field) => csvCell(exported[field])),
      ]);
    },
  };
}

function hasField(field: (typeof exportedFields)[number], tasks: ReadonlySet<Manifest['task']>): boolean {
  if (field === 'probabilities') return tasks.has('MULTICLASS_CLASSIFICATION');
  if (field === 'value') return tasks.has('REGRESSION');
  if (field !== 'probability' && field !== 'label' && field !== 'confidence') return true;
  return tasks.has('BINARY_CLASSIFICATION') || tasks.has('MULTICLASS_CLASSIFICATION');
}

function csvCell(value: ExportedValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return csvText(value);
  if (typeof value !== 'object') return String(value);
  return isList(value) ? csvList(value) : csvText(pairs(value));
}

function isList(value: object): value is readonly (string | number)[] {
  return Array.isArray(value);
}

/** Texts that hold a ";" themselves, and numbers, as JSON. */
function csvList(values: readonly (string | number)[]): string {
  if (values.length === 0) return '';
  const isPlain = (value: string | number) =>
    typeof value === 'string' && !value.includes(';') && value === value.trim() && value !== '';
  const plain = values.every(isPlain) && !String(values[0]).startsWith('[');
  return csvText(plain ? values.join(';') : JSON.stringify(values));
}

function pairs(record: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}=${value ?? ''}`)
    .join(';');
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

function csvText(text: string): string {
  return NEEDS_QUOTES.test(text) || isMissingCell(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
