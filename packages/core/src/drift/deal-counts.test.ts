import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../training/random.ts';
import { dealIntoChunks } from './deal-counts.ts';
import { mergeCounts } from './merge-counts.ts';
import { countValues, noCounts, rowsOf } from './value-counts.ts';

it('deals every row once', () => {
  const samples = fc.array(fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constant(Number.NaN)));
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 12 }), fc.nat(), (rows, chunks, seed) => {
      const sample = countValues(Float64Array.from(rows));
      const dealt = dealIntoChunks(sample, chunks, createRandom(seed));
      expect(dealt).toHaveLength(chunks);
      expect(dealt.reduce(mergeCounts, noCounts)).toEqual(sample);
    }),
  );
});

it('gives chunks of about one size and mixture', () => {
  const sample = {
    values: Float64Array.of(1, 2),
    counts: Float64Array.of(3_000_000, 1_000_000),
    missing: 500_000,
  };
  for (const chunk of dealIntoChunks(sample, 10, createRandom(3))) {
    expect(Math.abs(rowsOf(chunk) / 400_000 - 1)).toBeLessThan(0.01);
    expect(Math.abs(chunk.counts[0] / 300_000 - 1)).toBeLessThan(0.01);
    expect(Math.abs(chunk.missing / 50_000 - 1)).toBeLessThan(0.02);
  }
});
