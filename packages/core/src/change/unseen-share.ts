import type { Column } from '../training/dataset.ts';

/** What a column holds: its range, its categories, whether values are missing. */
interface Support {
  readonly least: number;
  readonly greatest: number;
  readonly codes: ReadonlySet<number>;
  readonly hasMissing: boolean;
}

/** The share (0..1) of the newer rows with, in some column, a value outside of what the older rows hold. */
export function unseenShare(older: readonly Column[], newer: readonly Column[]): number {
  const rows = newer[0]?.values.length ?? 0;
  const unseen = new Uint8Array(rows);
  newer.forEach(({ kind, values }, k) => {
    const support = supportOf(older[k]);
    values.forEach((value, row) => {
      if (!isWithin(support, kind, value)) unseen[row] = 1;
    });
  });
  return rows === 0 ? 0 : unseen.reduce((sum, flag) => sum + flag, 0) / rows;
}

function supportOf({ kind, values }: Column): Support {
  let [least, greatest, hasMissing] = [Infinity, -Infinity, false];
  for (const value of values) {
    if (Number.isNaN(value)) hasMissing = true;
    least = Math.min(least, Number.isNaN(value) ? Infinity : value);
    greatest = Math.max(greatest, Number.isNaN(value) ? -Infinity : value);
  }
  return { least, greatest, codes: new Set(kind === 'CATEGORICAL' ? values : []), hasMissing };
}

function isWithin(
  { least, greatest, codes, hasMissing }: Support,
  kind: Column['kind'],
  value: number,
): boolean {
  if (Number.isNaN(value)) return hasMissing;
  return kind === 'CATEGORICAL' ? codes.has(value) : value >= least && value <= greatest;
}
