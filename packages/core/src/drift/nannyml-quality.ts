import { chunkLimits, type ChunkLimits } from './chunk-limits.ts';
import { rowsOf, type ValueCounts } from './value-counts.ts';

/** Share of the rows without a value, 0..1; null without rows. */
export function missingRate(chunk: ValueCounts): number | null {
  const rows = rowsOf(chunk) + chunk.missing;
  return rows === 0 ? null : chunk.missing / rows;
}

/** NannyML's limits of the missing rate: mean +- 3 population standard deviations over the reference's chunks, in 0..1. */
export function missingRateLimits(referenceChunks: readonly ValueCounts[]): ChunkLimits | null {
  return chunkLimits(referenceChunks.map(missingRate), { sides: 'BOTH', least: 0, greatest: 1 });
}

/** Rows whose value the reference does not have. NannyML alerts on any. */
export function unseenRows(reference: ValueCounts, chunk: ValueCounts): number {
  let rows = 0;
  for (let i = 0, at = 0; i < chunk.values.length; i++) {
    while (at < reference.values.length && reference.values[at] < chunk.values[i]) at++;
    if (reference.values[at] !== chunk.values[i]) rows += chunk.counts[i];
  }
  return rows;
}
