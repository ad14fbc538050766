import { existsSync, readFileSync } from 'node:fs';
import type { FeatureColumn } from '../feature-column.ts';

const sample = new URL('../../../../../../../shared/data/ecommerce_churn.csv', import.meta.url);

/** Whether the sample data lies beside the project. */
export const hasSample = existsSync(sample);

const notFeatures = ['CustomerID', 'Churn'];

/**
 * The 18 features of the sample data, every spelling a category of its own; categories in alphabetical order. The file
 * needs no quoting.
 */
export function sampleColumns(): FeatureColumn[] {
  const [header, ...rows] = readFileSync(sample, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return header
    .map((name, i) => ({ name, cells: rows.map((row) => row[i]) }))
    .filter(({ name }) => !notFeatures.includes(name))
    .map(({ name, cells }) => readColumn(name, cells));
}

function readColumn(name: string, cells: readonly string[]): FeatureColumn {
  const numbers = cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
  if (cells.every((cell, i) => cell === '' || !Number.isNaN(numbers[i]))) {
    return { name, kind: 'NUMERIC', values: Float64Array.from(numbers) };
  }
  const categories = [...new Set(cells)].filter((cell) => cell !== '').sort();
  const codes = cells.map((cell) => (cell === '' ? Number.NaN : categories.indexOf(cell)));
  return { name, kind: 'CATEGORICAL', values: Float64Array.from(codes) };
}

/** The rows from `from` up to `to`. */
export function rowsBetween(columns: readonly FeatureColumn[], from: number, to: number): FeatureColumn[] {
  return columns.map((column) => ({ ...column, values: Array.from(column.values).slice(from, to) }));
}
