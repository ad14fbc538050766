import type { ColumnKind } from './drift-result.ts';
import { rowsOf, type ValueCounts } from './value-counts.ts';

/**
 * Bins that the reference fixes once, so that a series of windows is never binned anew.
 *
 * VALUES: one bin for each value of `own` (ascending), then one for the `rare` values of the reference together, then one
 * for whatever the reference does not have. RANGES: bin b holds what is at least `from[b - 1]` and below `from[b]`; the
 * outermost are open.
 */
export type ReferenceBins =
  | { readonly kind: 'VALUES'; readonly own: Float64Array; readonly rare: Float64Array }
  | { readonly kind: 'RANGES'; readonly from: Float64Array };

/** Numbers with more distinct values are cut into so many ranges of about equal counts. */
const RANGES = 10;
/** Categories beyond so many, the rarest, share a bin. */
const MOST_CATEGORIES = 30;

export function binsOfReference(kind: ColumnKind, reference: ValueCounts): ReferenceBins {
  if (kind === 'CATEGORICAL') return categoryBins(reference);
  const { values } = reference;
  return values.length <= RANGES
    ? { kind: 'VALUES', own: values, rare: new Float64Array() }
    : { kind: 'RANGES', from: rangeStarts(reference) };
}

export function binCount(bins: ReferenceBins): number {
  return bins.kind === 'VALUES' ? bins.own.length + 2 : bins.from.length + 1;
}

/** Categories as frequent as the last that has room share its fate, so that their order does not matter. */
function categoryBins({ values, counts }: ValueCounts): ReferenceBins {
  const cut =
    values.length > MOST_CATEGORIES
      ? (counts
          .slice()
          .sort()
          .at(-1 - MOST_CATEGORIES) ?? 0)
      : 0;
  return {
    kind: 'VALUES',
    own: values.filter((_, i) => counts[i] > cut),
    rare: values.filter((_, i) => counts[i] <= cut),
  };
}

/** Where the ranges begin: at the values where the share below is nearest to 1/10, 2/10, ... */
function rangeStarts(reference: ValueCounts): Float64Array {
  const { values, counts } = reference;
  const rows = rowsOf(reference);
  const starts = new Set<number>();
  let below = 0;
  let wanted = 1;
  for (let i = 0; i + 1 < values.length && wanted < RANGES; i++) {
    const upTo = below + counts[i];
    for (; wanted < RANGES && upTo >= (wanted * rows) / RANGES; wanted++) {
      const target = (wanted * rows) / RANGES;
      starts.add(target - below < upTo - target ? values[i] : values[i + 1]);
    }
    below = upTo;
  }
  // Nothing of the reference lies below its first value.
  starts.delete(values[0]);
  return Float64Array.from(starts);
}

/** Rows in each bin. */
export function countInReferenceBins(bins: ReferenceBins, sample: ValueCounts): Float64Array {
  const inBins = new Float64Array(binCount(bins));
  if (bins.kind === 'RANGES') countRanges(bins.from, sample, inBins);
  else countOwn(bins.own, bins.rare, sample, inBins);
  return inBins;
}

function countRanges(from: Float64Array, { values, counts }: ValueCounts, into: Float64Array): void {
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    while (bin < from.length && values[i] >= from[bin]) bin++;
    into[bin] += counts[i];
  }
}

function countOwn(
  own: Float64Array,
  rare: Float64Array,
  { values, counts }: ValueCounts,
  into: Float64Array,
): void {
  let [ownAt, rareAt] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    while (own[ownAt] < values[i]) ownAt++;
    while (rare[rareAt] < values[i]) rareAt++;
    const bin = own[ownAt] === values[i] ? ownAt : rare[rareAt] === values[i] ? own.length : own.length + 1;
    into[bin] += counts[i];
  }
}
