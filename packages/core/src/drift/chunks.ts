import { DAY_MS, HOUR_MS } from '../time/units.ts';

/** Rows [from, to) of a table that is in the order of time. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** How many chunks NannyML makes when it is not told. */
const DEFAULT_CHUNKS = 10;

/** Chunks of `size` rows (1 or more); what is left at the end makes a smaller one. */
export function chunksBySize(rows: number, size: number): Chunk[] {
  const step = Math.max(1, Math.floor(size));
  return Array.from({ length: Math.ceil(rows / step) }, (_, i) => ({
    from: i * step,
    to: Math.min(rows, (i + 1) * step),
  }));
}

/** About `count` chunks: of floor(rows / count) rows each, the rest making one more. */
export function chunksByNumber(rows: number, count: number): Chunk[] {
  return chunksBySize(rows, rows / count);
}

export function defaultChunks(rows: number): Chunk[] {
  return chunksByNumber(rows, DEFAULT_CHUNKS);
}

export type ChunkPeriod = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** One chunk a UTC period (weeks from Monday) that has rows. `timesMs` are Unix milliseconds, ascending. */
export function chunksByPeriod(timesMs: ArrayLike<number>, period: ChunkPeriod): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  for (let row = 1; row <= timesMs.length; row++) {
    if (row < timesMs.length && periodOf(timesMs[row], period) === periodOf(timesMs[from], period)) continue;
    chunks.push({ from, to: row });
    from = row;
  }
  return chunks;
}

/** 1970 began on a Thursday. */
const MONDAY_OFFSET_DAYS = 3;

function periodOf(timeMs: number, period: ChunkPeriod): number {
  switch (period) {
    case 'HOUR':
      return Math.floor(timeMs / HOUR_MS);
    case 'DAY':
      return Math.floor(timeMs / DAY_MS);
    case 'WEEK':
      return Math.floor((Math.floor(timeMs / DAY_MS) + MONDAY_OFFSET_DAYS) / 7);
    case 'MONTH':
      return new Date(timeMs).getUTCFullYear() * 12 + new Date(timeMs).getUTCMonth();
    case 'YEAR':
      return new Date(timeMs).getUTCFullYear();
  }
}
