/** One value in a row for too long. */
export interface StuckRun {
  /** Code of a category, or the number; NaN never (gaps are no value and are passed over). */
  readonly value: number;
  /** Known values in the run. */
  readonly length: number;
  /** Rows of the run's first and last value. */
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Shorter runs are never stuck: batches come sorted, customers come again. */
const LEAST_RUN = 30;
/** So likely may a run be by chance anywhere in the window. */
const LEVEL = 1e-6;

/**
 * The longest run of one value among the known values in the order given, where it is too long to be chance: n
 * independent values of which a share p is the value hold a run of L with probability at most p^L (1 + (n - L)(1 - p))
 * (a run begins with the first value or after another one; union bound). `shareOf` is the reference's share of a value;
 * one that was never seen counts as half a row of `referenceRows`. Null when no run is too long. A feature that is
 * nearly constant in the reference is never stuck at its usual value.
 */
export function findStuckRun(
  values: ArrayLike<number>,
  shareOf: (value: number) => number,
  referenceRows: number,
): StuckRun | null {
  const { run, known } = longestRun(values);
  if (run === null || run.length < LEAST_RUN) return null;
  const share = Math.max(shareOf(run.value), 0.5 / Math.max(1, referenceRows));
  const chance = share ** run.length * (1 + (known - run.length) * (1 - share));
  return chance <= LEVEL ? run : null;
}

function longestRun(values: ArrayLike<number>): { run: StuckRun | null; known: number } {
  let longest: StuckRun | null = null;
  let current = { value: Number.NaN, length: 0, firstRow: 0, lastRow: 0 };
  let known = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!Number.isFinite(value)) continue;
    known++;
    if (value === current.value) {
      current.length++;
      current.lastRow = row;
    } else current = { value, length: 1, firstRow: row, lastRow: row };
    if (current.length > (longest?.length ?? 0)) longest = { ...current };
  }
  return { run: longest, known };
}
