/** Rows that are equal in every feature. */
export interface DuplicateGroup {
  /** Ascending; at least two. */
  readonly rows: number[];
}

export interface DuplicateRows {
  /** Rows that have an equal one. */
  readonly rows: number;
  /** Rows beyond the first of each group: what leaving duplicates out would drop. */
  readonly extraRows: number;
  /** `extraRows` of all rows; null without rows. */
  readonly extraShare: number | null;
  /** Largest first, then by first row; at most 20. */
  readonly groups: DuplicateGroup[];
}

const MOST_GROUPS = 20;

/** Exact duplicates; a gap equals a gap. Each row is one number a feature. Time and memory are linear in the rows. */
export function findDuplicateRows(rows: readonly ArrayLike<number>[]): DuplicateRows {
  const groups = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const key = Array.prototype.join.call(row, ',');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  const repeated = [...groups.values()].filter(({ length }) => length > 1);
  const repeatedRows = repeated.reduce((sum, { length }) => sum + length, 0);
  const extraRows = repeatedRows - repeated.length;
  repeated.sort((a, b) => b.length - a.length || a[0] - b[0]);
  return {
    rows: repeatedRows,
    extraRows,
    extraShare: rows.length > 0 ? extraRows / rows.length : null,
    groups: repeated.slice(0, MOST_GROUPS).map((group) => ({ rows: group })),
  };
}
