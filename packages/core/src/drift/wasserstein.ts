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
  const unit = 1 / n / m;
  let moved = 0;
  let i = 0;
  let j = 0;
  // What is left of either value, in 1 / (n m) of a side: whole numbers, so that nothing is lost by subtracting.
  let left = reference.counts[0] * m;
  let right = current.counts[0] * n;
  while (true) {
    const mass = left < right ? left : right;
    moved += mass * unit * Math.abs(reference.values[i] - current.values[j]);
    left -= mass;
    right -= mass;
    if (left === 0) {
      if (++i === reference.values.length) break;
      left = reference.counts[i] * m;
    }
    if (right === 0) {
      if (++j === current.values.length) break;
      right = current.counts[j] * n;
    }
  }
  return Number.isFinite(moved) ? moved : null;
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
