import { z } from 'zod';

/**
 * The newest values as an exponential histogram (Datar et al. 2002): a row of level i holds sums over 2^i values each,
 * the oldest first, so that w values take about `maxBuckets` x log2(w / maxBuckets) numbers.
 */
export const adwinWindowSchema = z.object({
  width: z.number().int().nonnegative(),
  total: z.number(),
  /** Sum of squared deviations from the mean. */
  squares: z.number().nonnegative(),
  /** Sums by level, then by age. */
  levels: z.array(z.array(z.number())),
});

export type AdwinWindow = z.infer<typeof adwinWindowSchema>;

export function emptyWindow(): AdwinWindow {
  return { width: 0, total: 0, squares: 0, levels: [[]] };
}

/** Adds a value; a level with more than `maxBuckets` sums hands its two oldest on as one. */
export function addToWindow(window: AdwinWindow, x: number, maxBuckets: number): void {
  window.width++;
  if (window.width > 1) {
    const before = window.width - 1;
    window.squares += (before * (x - window.total / before) ** 2) / window.width;
  }
  window.total += x;
  window.levels[0].push(x);
  for (let level = 0; window.levels[level].length > maxBuckets; level++) {
    if (level + 1 === window.levels.length) window.levels.push([]);
    const [oldest, next] = window.levels[level].splice(0, 2);
    window.levels[level + 1].push(oldest + next);
  }
}

export type CutTest = (
  older: { width: number; total: number },
  newer: { width: number; total: number },
) => boolean;

/** Whether any cut between two buckets passes the test, tried from the oldest on. */
export function someCut({ width, total, levels }: AdwinWindow, passes: CutTest): boolean {
  const older = { width: 0, total: 0 };
  const newer = { width, total };
  for (let level = levels.length - 1; level >= 0; level--) {
    for (const sum of levels[level]) {
      older.width += 2 ** level;
      older.total += sum;
      newer.width -= 2 ** level;
      newer.total -= sum;
      if (newer.width > 0 && passes(older, newer)) return true;
    }
  }
  return false;
}
