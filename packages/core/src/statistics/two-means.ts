/** Independent numbers, as their count (above 0), sum and sum of squares. */
export interface Sums {
  count: number;
  sum: number;
  squares: number;
}

export function meanOf({ count, sum }: Sums): number {
  return sum / count;
}

/** Population variance; rounding never makes it negative. */
export function varianceOf(sums: Sums): number {
  return Math.max(0, sums.squares / sums.count - meanOf(sums) ** 2);
}

/**
 * Whether the second of two means is larger: standard normal, for a hundred numbers or more on both sides, while both
 * are the same in truth; positive when it rises. Unequal variances (Welch 1947, in the limit of many numbers). Infinite
 * where no side varies and the means differ.
 */
export function meansZ(first: Sums, second: Sums): number {
  const difference = meanOf(second) - meanOf(first);
  const variance = varianceOf(first) / first.count + varianceOf(second) / second.count;
  return difference === 0 ? 0 : difference / Math.sqrt(variance);
}
