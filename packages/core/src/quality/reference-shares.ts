import type { Feature } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { isOutside } from './feature-counts.ts';

type FeatureReference = Reference['features'][string];

/** What was normal for one feature, as shares of the reference's rows. */
export interface ReferenceShares {
  readonly missing: number;
  readonly outOfRange: number;
  /** It had one value only. */
  readonly isConstant: boolean;
}

/** Null where the reference has no rows of the feature. */
export function referenceShares(
  feature: Feature,
  reference: FeatureReference | undefined,
): ReferenceShares | null {
  if (reference === undefined) return null;
  const bins = binsOf(reference);
  const known = bins.reduce((sum, { count }) => sum + count, 0);
  const rows = known + reference.missing;
  if (rows === 0) return null;
  const outside = feature.kind === 'NUMERIC' ? bins.filter(({ value }) => isOutside(feature, value)) : [];
  return {
    missing: reference.missing / rows,
    outOfRange: outside.reduce((sum, { count }) => sum + count, 0) / rows,
    isConstant: bins.filter(({ count }) => count > 0).length === 1,
  };
}

/** The share of each value among the known ones of the reference: of its bin, where the reference holds bins. */
export function valueShares(reference: FeatureReference): (value: number) => number {
  const bins = binsOf(reference);
  const known = bins.reduce((sum, { count }) => sum + count, 0);
  const share = (count: number) => (known > 0 ? count / known : 0);
  if (reference.kind === 'NUMERIC' && 'from' in reference.distribution) {
    const { from, to, counts } = reference.distribution;
    return (value) =>
      share(
        counts[Math.min(counts.length - 1, Math.floor(((value - from) / (to - from)) * counts.length))] ?? 0,
      );
  }
  const counts = new Map(bins.map(({ value, count }) => [value, count]));
  return (value) => share(counts.get(value) ?? 0);
}

/** Each distinct value (the middle of a bin, or the code of a category) with its count. */
function binsOf(reference: FeatureReference): { value: number; count: number }[] {
  if (reference.kind === 'CATEGORICAL') return reference.counts.map((count, value) => ({ value, count }));
  const { distribution } = reference;
  if ('values' in distribution) {
    return distribution.values.map((value, i) => ({ value, count: distribution.counts[i] }));
  }
  const { from, to, counts } = distribution;
  return counts.map((count, i) => ({ value: from + ((i + 0.5) / counts.length) * (to - from), count }));
}
