import fc from 'fast-check';
import { pairCounts, type PairedCounts } from '../paired-counts.ts';
import { countValues, type ValueCounts } from '../value-counts.ts';

/** Counts of categories by code; 0: a category that does not occur. */
export function countsOfCodes(byCode: readonly number[]): ValueCounts {
  const codes = [...byCode.keys()].filter((code) => byCode[code] > 0);
  return {
    values: Float64Array.from(codes),
    counts: Float64Array.from(codes, (code) => byCode[code]),
    missing: 0,
  };
}

export const pairOf = (reference: ArrayLike<number>, current: ArrayLike<number>): PairedCounts =>
  pairCounts(countValues(Float64Array.from(reference)), countValues(Float64Array.from(current)));

/** Rows with many ties, some of them missing. */
export const arbitrarySample = fc
  .array(fc.oneof(fc.integer({ min: -8, max: 8 }), fc.constant(NaN)), { maxLength: 60 })
  .map((values) => Float64Array.from(values));

/** Rows with a value, one at least. */
export const arbitraryRows = fc
  .array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));

/** Two counts over the same bins, each with rows. */
export const arbitraryBins = fc
  .array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 })), { minLength: 1, maxLength: 12 })
  .map((bins): [number[], number[]] => [bins.map(([r]) => r), bins.map(([, c]) => c)])
  .filter((sides) => sides.every((counts) => counts.some((count) => count > 0)));
