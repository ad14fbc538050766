import type { ChunkLimitOptions } from '../drift/chunk-limits.ts';
import type { Chunk } from '../drift/chunks.ts';
import { failure, type Failure } from '../errors/error-code.ts';

/** Limits on both sides, for figures of 0..1. */
export const unitLimits: ChunkLimitOptions = { sides: 'BOTH', least: 0, greatest: 1 };

/** BAD_USER_INPUT unless chunks have rows, ascend and do not overlap; null when all is well. */
export function findChunkProblem(chunks: readonly Chunk[]): Failure | null {
  const isFine = chunks.every(({ from, to }, i) => from < to && from >= (i === 0 ? 0 : chunks[i - 1].to));
  return isFine ? null : failure('BAD_USER_INPUT', 'chunks must ascend and not overlap', 'chunks');
}
