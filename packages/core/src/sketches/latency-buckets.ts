/**
 * Log-spaced buckets for durations: bucket 0 holds everything up to 10 microseconds, bucket i what lies in
 * (10 us x 1.1^(i-1), 10 us x 1.1^i], the last everything above 100 s. A quantile read from them is off by at most
 * 4.9 % of its value (half a bucket, geometrically) between the two ends.
 */
const SMALLEST_MS = 0.01;
const GROWTH = 1.1;
const LOG_GROWTH = Math.log(GROWTH);

/** 1.1^170 x 10 us = 109 s. */
export const LATENCY_BUCKETS = 171;

export function latencyBucket(latencyMs: number): number {
  if (!(latencyMs > SMALLEST_MS)) return 0;
  return Math.min(LATENCY_BUCKETS - 1, Math.ceil(Math.log(latencyMs / SMALLEST_MS) / LOG_GROWTH - 1e-9));
}

/**
 * The q-quantile in milliseconds of the counts in `counters[from .. from + LATENCY_BUCKETS)`, null when they are empty.
 * The nearest-rank bucket's geometric middle (Masson, Rim and Lee, DDSketch, VLDB 2019).
 */
export function latencyQuantile(counters: ArrayLike<number>, from: number, q: number): number | null {
  let total = 0;
  for (let i = 0; i < LATENCY_BUCKETS; i++) total += counters[from + i];
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(q * total));
  let below = 0;
  let bucket = 0;
  while (bucket < LATENCY_BUCKETS - 1) {
    below += counters[from + bucket];
    if (below >= rank) break;
    bucket++;
  }
  return SMALLEST_MS * GROWTH ** (bucket - (bucket === 0 ? 0 : 0.5));
}
