import { momentsOf, rowsOf, type ValueCounts } from './value-counts.ts';

/**
 * Wasserstein distance of order 1 (earth mover's distance), in the unit of the values: the area between the two
 * distribution functions, which is how far the average row would have to move (Vallender 1974). Symmetric, a metric;
 * the same when both sides are moved alike, and scaled as the values are. Null without rows on a side, and where it is no
 * finite number (values beyond 1e300).
 */
export function wassersteinDistance(reference: ValueCounts, current: ValueCounts): number | null {
  const [n, m] = [rowsOf(reference), rowsOf(current)];
  if (n === 0 || m === 0) return null;
  let area = 0;
  /** (rows up to here of the reference) x (rows of the current side) minus the reverse. */
  let gap = 0;
  let last = 0;
  let i = 0;
  let j = 0;
  while (i < reference.values.length || j < current.values.length) {
    const left = i < reference.values.length ? reference.values[i] : Number.POSITIVE_INFINITY;
    const right = j < current.values.length ? current.values[j] : Number.POSITIVE_INFINITY;
    const value = left < right ? left : right;
    // While nothing is counted, the gap is 0.
    if (gap !== 0) area += (Math.abs(gap) / n / m) * (value - last);
    if (left <= right) gap += reference.counts[i++] * m;
    if (right <= left) gap -= current.counts[j++] * n;
    last = value;
  }
  return Number.isFinite(area) ? area : null;
}

/** The least standard deviation to divide by, as Evidently has it. */
export const LEAST_DEVIATION = 0.001;

/**
 * The distance in units of the reference's population standard deviation (0.001 if that is less), as Evidently norms
 * it. 0.1 is its usual limit. Null as above.
 */
export function normedWasserstein(reference: ValueCounts, current: ValueCounts): number | null {
  const distance = wassersteinDistance(reference, current);
  const moments = momentsOf(reference);
  if (distance === null || moments === null) return null;
  const deviation = Math.max(moments.standardDeviation, LEAST_DEVIATION);
  return Number.isFinite(deviation) ? distance / deviation : null;
}
