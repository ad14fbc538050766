import { open, type FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import { createCsvLines, type FileLine } from '@kilter/core/imports/csv-lines';
import { isRecord } from '@kilter/core/json/is-record';
import { openParquet } from './parquet-file.ts';
import { readLines, UnreadableFileError } from './read-lines.ts';

/** A file of logged predictions. */
export interface LogFile {
  /** The names of its columns; null: each line names its own (JSON Lines). */
  columns: readonly string[] | null;
  /** What the numbers of its lines count. */
  unit: 'line' | 'row';
  /** Its lines in order, some at a time. Only once. */
  lines(): AsyncIterable<FileLine[]>;
  /** How much of it was read, 0..1. */
  progress(): number;
  close(): Promise<void>;
}

export const LOG_FILE_KINDS = ['.csv', '.jsonl', '.ndjson', '.parquet'] as const;

/** Opens a file by the end of its name. Throws an UnreadableFileError. */
export async function openLogFile(path: string): Promise<LogFile> {
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return openLines(path, openCsv);
    case '.jsonl':
    case '.ndjson':
      return openLines(path, openJsonLines);
    case '.parquet':
      return openParquet(path);
    default:
      throw new UnreadableFileError(`its name must end with ${LOG_FILE_KINDS.join(', ')}`);
  }
}

/** Its lines, and how much was read. */
interface TextFile {
  lines: AsyncGenerator<string[]>;
  progress(): number;
  close(): Promise<void>;
}

async function openLines(
  path: string,
  read: (text: TextFile) => LogFile | Promise<LogFile>,
): Promise<LogFile> {
  const file: FileHandle = await open(path);
  try {
    const { size } = await file.stat();
    let done = 0;
    const lines = readLines(file, (position) => {
      done = position;
    });
    return await read({
      lines,
      progress: () => (size === 0 ? 1 : Math.min(1, done / size)),
      close: () => file.close(),
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openCsv({ lines, progress, close }: TextFile): Promise<LogFile> {
  const csv = createCsvLines();
  const first: FileLine[] = [];
  // The columns must be known before anything is read.
  while (csv.header() === null) {
    const some = await lines.next();
    if (some.done) break;
    for (const line of some.value) first.push(...csv.take(line));
  }
  const columns = csv.header();
  if (columns === null) throw new UnreadableFileError('it has no header');
  return {
    columns,
    unit: 'line',
    progress,
    close,
    lines: async function* () {
      yield first;
      for await (const some of lines) yield some.flatMap(csv.take);
      yield csv.finish();
    },
  };
}

function openJsonLines({ lines, progress, close }: TextFile): LogFile {
  return {
    columns: null,
    unit: 'line',
    progress,
    close,
    lines: async function* () {
      let line = 0;
      for await (const some of lines) {
        yield some.flatMap((text) => {
          line++;
          return text.trim() === '' ? [] : [parseLine(text, line)];
        });
      }
    },
  };
}

function parseLine(text: string, line: number): FileLine {
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? { line, record } : { line, problem: 'is not a JSON object' };
  } catch {
    return { line, problem: 'is not JSON' };
  }
}
