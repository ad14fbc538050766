import { drawMultinomial } from '../statistics/multinomial-draw.ts';
import type { Random } from '../training/random.ts';
import type { ValueCounts } from './value-counts.ts';

/**
 * Deals the rows of a sample to chunks at random, as if they stood in random order: what stands in for chunks of time where
 * only the counts of a reference are known. The chunks sum to the sample; their sizes vary as chance has it. The cost goes with
 * the distinct values, not with the rows.
 */
export function dealIntoChunks(sample: ValueCounts, chunks: number, random: Random): ValueCounts[] {
  const weights = new Float64Array(chunks).fill(1);
  const dealt = Array.from(sample.counts, (count) =>
    drawMultinomial(count, weights, random, new Float64Array(chunks)),
  );
  const missing = drawMultinomial(sample.missing, weights, random, new Float64Array(chunks));
  return Array.from({ length: chunks }, (_, chunk) => {
    const kept = [...sample.values.keys()].filter((i) => dealt[i][chunk] > 0);
    return {
      values: Float64Array.from(kept, (i) => sample.values[i]),
      counts: Float64Array.from(kept, (i) => dealt[i][chunk]),
      missing: missing[chunk],
    };
  });
}
