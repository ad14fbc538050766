import type { Chunk } from '@kilter/core/drift/chunks';
import type { ColumnKind } from '@kilter/core/drift/drift-result';
import { countValues, type ValueCounts } from '@kilter/core/drift/value-counts';

/** One column of both sides as it is asked about; categories are codes, null is missing. */
export interface AskedColumn {
  name: string;
  kind: ColumnKind;
  reference: (number | null)[];
  current: (number | null)[];
}

export interface Column {
  name: string;
  kind: ColumnKind;
  reference: Float64Array;
  current: Float64Array;
}

export function readColumns(asked: readonly AskedColumn[]): Column[] {
  return asked.map(({ name, kind, reference, current }) => ({
    name,
    kind,
    reference: numbers(reference),
    current: numbers(current),
  }));
}

export function numbers(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN);
}

export function countChunks(values: Float64Array, chunks: readonly Chunk[]): ValueCounts[] {
  return chunks.map(({ from, to }) => countValues(values.subarray(from, to)));
}
