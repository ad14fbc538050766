import type { TimeWindow } from '../monitoring/window.ts';
import { DAY_MS } from '../time/units.ts';

/** A window of too few rows grows up to this long. */
const LONGEST_MS = 7 * DAY_MS;

/**
 * The pieces by which a window may grow into the past, the one next to it first: it doubles up to a day, then grows by a day,
 * to 7 days at most. None for a window that is as long already.
 */
export function growthPieces({ fromMs, toMs }: TimeWindow): TimeWindow[] {
  const pieces: TimeWindow[] = [];
  let lengthMs = toMs - fromMs;
  while (lengthMs < LONGEST_MS) {
    const nextMs = lengthMs < DAY_MS ? Math.min(2 * lengthMs, DAY_MS) : lengthMs + DAY_MS;
    const grownMs = Math.min(nextMs, LONGEST_MS);
    pieces.push({ fromMs: toMs - grownMs, toMs: toMs - lengthMs });
    lengthMs = grownMs;
  }
  return pieces;
}

/** How many of the pieces it takes until there are `enough` rows; all of them where there never are. */
export function piecesNeeded(rows: number, pieceRows: readonly number[], enough: number): number {
  let [total, taken] = [rows, 0];
  while (total < enough && taken < pieceRows.length) total += pieceRows[taken++];
  return taken;
}
