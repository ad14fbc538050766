export function totalOf(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  return total;
}

/** Counts as shares of their sum; null when there is nothing to share. */
export function sharesOf(counts: ArrayLike<number>): Float64Array | null {
  const total = totalOf(counts);
  return total > 0 ? Float64Array.from(counts, (count) => count / total) : null;
}
