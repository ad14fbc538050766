import type { Reference } from '../features/reference.ts';
import type { NullLimits } from './null-limits.ts';
import { totalOf } from './shares.ts';
import type { ValueCounts } from './value-counts.ts';

/** The counts of one feature in reference.json. What it holds in bins stands at their middles; categories are codes. */
export function countsOfReference(feature: Reference['features'][string]): ValueCounts {
  const { missing } = feature;
  if (feature.kind === 'CATEGORICAL') return occupied(feature.counts.keys(), feature.counts, missing);
  const { distribution } = feature;
  if ('values' in distribution) return occupied(distribution.values, distribution.counts, missing);
  const { from, to, counts } = distribution;
  return occupied(middles(from, to, counts.length), counts, missing);
}

/** The out-of-fold scores of all classes together, at the middles of their bins. */
export function countsOfScores({ bins, counts }: NonNullable<Reference['scores']>): ValueCounts {
  const all = Float64Array.from({ length: bins }, (_, bin) => totalOf(counts.map((ofClass) => ofClass[bin])));
  return occupied(middles(0, 1, bins), all, 0);
}

/** The limits of one feature in reference.json; null where there are none. */
export function limitsOfReference({ nullLimits }: Reference, feature: string): NullLimits | null {
  const limits = nullLimits?.features[feature];
  return nullLimits && limits ? { rows: nullLimits.rows, ...limits } : null;
}

/** The limits of the scores in reference.json; null where there are none. */
export function limitsOfScores({ nullLimits }: Reference): NullLimits | null {
  return nullLimits?.scores ? { rows: nullLimits.rows, ...nullLimits.scores } : null;
}

const middles = (from: number, to: number, bins: number) =>
  Float64Array.from({ length: bins }, (_, bin) => from + ((bin + 0.5) * (to - from)) / bins);

function occupied(values: Iterable<number>, counts: ArrayLike<number>, missing: number): ValueCounts {
  const kept = [...values].flatMap((value, i) => (counts[i] > 0 ? [{ value, count: counts[i] }] : []));
  return {
    values: Float64Array.from(kept, ({ value }) => value),
    counts: Float64Array.from(kept, ({ count }) => count),
    missing,
  };
}
