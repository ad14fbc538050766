import type { IdFactory } from '@kilter/core/ids/uuid-v7';
import type { FileLine } from '@kilter/core/imports/csv-lines';
import type { LogTimes } from '@kilter/core/imports/logged-prediction';
import type { RecordReader } from '@kilter/core/imports/read-record';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { packDeltas } from '@kilter/core/sketches/pack-deltas';
import { DAY_MS } from '@kilter/core/time/units';
import type { ImportChunk } from '@kilter/db/queries/import';
import type { OutcomeRow } from '@kilter/db/queries/outcome';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { CompiledVersion } from './find-version.ts';
import { toPredictionRow } from './to-prediction-row.ts';

/** Lines of a chunk, bad ones included, so that the same file always falls into the same chunks. */
export const CHUNK_LINES = 2_000;

/** A line that is left out, and why. */
export interface BadLine {
  line: number;
  /** Name of the column; null: the whole line. */
  field: string | null;
  message: string;
}

export interface ImportCounts {
  /** Written now. */
  written: number;
  /** Good ones that an earlier run of the same import has written. */
  known: number;
  bad: number;
  /** Times of the good ones, Unix milliseconds; null without any. */
  times: { fromMs: number; toMs: number } | null;
}

export interface ImportOptions {
  lines: AsyncIterable<FileLine[]>;
  reader: RecordReader;
  target: CompiledVersion;
  importId: string;
  /** Of rows that name none. */
  environment: string;
  times: LogTimes;
  ids: IdFactory;
  /** Writes a chunk, once the partitions of its days are there; false: it was there. */
  write(chunk: ImportChunk): Promise<boolean>;
  ensurePartitions(timeMs: number): Promise<void>;
  onBadLine(line: BadLine): void;
  /** After each chunk. */
  onProgress(counts: ImportCounts): void;
  /** True: stop behind the chunk under way. */
  isStopped(): boolean;
}

/**
 * Reads lines, and writes the good ones chunk by chunk: while one is written, the next is read. Run again with the same
 * `importId` and file, it writes what is not there yet.
 */
export async function importFile(options: ImportOptions): Promise<ImportCounts> {
  const counts: ImportCounts = { written: 0, known: 0, bad: 0, times: null };
  const ensureDays = createEnsureDays(options.ensurePartitions);
  const write = async (chunk: ImportChunk): Promise<void> => {
    await ensureDays(chunk.rows);
    const isNew = await options.write(chunk);
    counts[isNew ? 'written' : 'known'] += chunk.rows.length;
    options.onProgress(counts);
  };

  let chunkNo = 0;
  let writing = Promise.resolve();
  for await (const lines of chunksOf(options.lines)) {
    if (options.isStopped()) break;
    const chunk = prepare(options, lines, ++chunkNo, counts);
    await writing;
    writing = write(chunk);
    // It is awaited a chunk later; until then nobody has handled its failure.
    writing.catch(() => undefined);
  }
  await writing;
  return counts;
}

/** Lines by their chunks. */
async function* chunksOf(source: AsyncIterable<FileLine[]>): AsyncGenerator<FileLine[]> {
  let waiting: FileLine[] = [];
  for await (const lines of source) {
    waiting = waiting.length === 0 ? lines : waiting.concat(lines);
    let from = 0;
    for (; waiting.length - from >= CHUNK_LINES; from += CHUNK_LINES) {
      yield waiting.slice(from, from + CHUNK_LINES);
    }
    waiting = waiting.slice(from);
  }
  if (waiting.length > 0) yield waiting;
}

function prepare(
  options: ImportOptions,
  lines: readonly FileLine[],
  chunkNo: number,
  counts: ImportCounts,
): ImportChunk {
  const { reader, target, importId, environment, times, ids, onBadLine } = options;
  const rows: PredictionRow[] = [];
  const outcomes: OutcomeRow[] = [];
  const refuse = (bad: BadLine) => {
    counts.bad++;
    onBadLine(bad);
  };
  for (const entry of lines) {
    const { line } = entry;
    if ('problem' in entry) {
      refuse({ line, field: null, message: entry.problem });
      continue;
    }
    const read = reader.read(entry.record, times);
    if (!read.ok) {
      refuse({ line, ...read.problem });
      continue;
    }
    const { logged, outcome } = read;
    const id = ids.at(logged.atMs);
    rows.push(toPredictionRow(logged, { id, modelVersionId: target.id, environment }));
    // Of the prediction itself, so that it labels this one whatever the label window is.
    if (outcome) outcomes.push({ id, subject: null, modelId: null, source: 'IMPORT', ...outcome });
    counts.times = widened(counts.times, logged.atMs);
  }
  const deltas = packDeltas(
    rows,
    ({ id }) => idTimeMs(id),
    () => target.layout,
  );
  return { importId, chunkNo, rows, outcomes, deltas };
}

function widened(times: ImportCounts['times'], atMs: number): ImportCounts['times'] {
  if (times === null) return { fromMs: atMs, toMs: atMs };
  return { fromMs: Math.min(times.fromMs, atMs), toMs: Math.max(times.toMs, atMs) };
}

/** Makes the partitions of the rows' days, each day once. */
function createEnsureDays(ensurePartitions: (timeMs: number) => Promise<void>) {
  const known = new Set<number>();
  return async (rows: readonly PredictionRow[]): Promise<void> => {
    for (const day of new Set(rows.map(({ id }) => Math.floor(idTimeMs(id) / DAY_MS)))) {
      if (known.has(day)) continue;
      await ensurePartitions(day * DAY_MS);
      known.add(day);
    }
  };
}
