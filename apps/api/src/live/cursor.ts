import { fail } from '@kilter/core/errors/error-code';

/** A place in the feed: behind row `index` (from 0) of the group `seq`. Whole groups end at infinity. */
export interface Cursor {
  seq: number;
  index: number;
}

const CURSOR = /^(\d{1,15})(?:\.(\d{1,9}))?$/;

/** "17": behind group 17; "17.3": behind the fourth row of group 17. */
export function formatCursor(cursor: Cursor): string {
  return isEnd(cursor) ? String(cursor.seq) : `${cursor.seq}.${cursor.index}`;
}

/** Throws BAD_USER_INPUT for what was never a cursor. */
export function parseCursor(text: string, field: string): Cursor {
  const match = CURSOR.exec(text);
  if (!match) return fail('BAD_USER_INPUT', 'is not a cursor of this feed', field);
  return match[2] === undefined
    ? endOf(Number(match[1]))
    : { seq: Number(match[1]), index: Number(match[2]) };
}

/** Behind everything in a group. */
export function endOf(seq: number): Cursor {
  return { seq, index: Number.POSITIVE_INFINITY };
}

export function isEnd({ index }: Cursor): boolean {
  return index === Number.POSITIVE_INFINITY;
}
