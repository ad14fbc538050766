import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { FileLine } from '@kilter/core/imports/csv-lines';
import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type Compressors,
} from 'hyparquet';
import type { LogFile } from './log-file.ts';
import { UnreadableFileError } from './read-lines.ts';

const ROWS_AT_ONCE = 2_000;
/** hyparquet brings Snappy alone. */
const compressors: Compressors = {
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
  ZSTD: (bytes) => zstdDecompressSync(bytes),
};

/** A Parquet file, one row group after the other: a group's columns are in memory at a time. Lines are rows from 1. */
export async function openParquet(path: string): Promise<LogFile> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    throw new UnreadableFileError('it is not a Parquet file', { cause: error });
  });
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const total = Number(metadata.num_rows);
  let done = 0;
  return {
    columns,
    unit: 'row',
    progress: () => (total === 0 ? 1 : done / total),
    close: async () => undefined,
    lines: async function* () {
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        // A scan of its own for each group: it remembers what it has read.
        const scan = await parquetScan({ file, metadata, compressors, useOffsetIndex: false });
        const values: ArrayLike<unknown>[] = [];
        for (const column of columns) values.push(await scan.readColumn({ column, rowStart, rowEnd }));
        for (let from = 0; from < rowEnd - rowStart; from += ROWS_AT_ONCE) {
          const rows = Math.min(ROWS_AT_ONCE, rowEnd - rowStart - from);
          done = rowStart + from + rows;
          yield Array.from({ length: rows }, (_, i) =>
            toLine(columns, values, from + i, rowStart + from + i + 1),
          );
        }
        rowStart = rowEnd;
      }
    },
  };
}

function toLine(
  columns: readonly string[],
  values: readonly ArrayLike<unknown>[],
  at: number,
  line: number,
): FileLine {
  const record: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) record[columns[i]] = values[i][at];
  return { line, record };
}
