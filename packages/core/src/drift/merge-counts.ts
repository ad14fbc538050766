import { pairCounts } from './paired-counts.ts';
import type { ValueCounts } from './value-counts.ts';

/** The counts of two samples together. */
export function mergeCounts(a: ValueCounts, b: ValueCounts): ValueCounts {
  if (a.values.length === 0) return { ...b, missing: a.missing + b.missing };
  if (b.values.length === 0) return { ...a, missing: a.missing + b.missing };
  const { values, reference, current } = pairCounts(a, b);
  return { values, counts: reference.map((count, i) => count + current[i]), missing: a.missing + b.missing };
}
