import { MINUTE_MS } from '../time/units.ts';
import type { TimeWindow } from './window.ts';

/** Lengths of time that counters are kept for, in minutes. Each holds a whole number of the ones before it. */
export const spanMinutes = [1, 15, 60, 1440] as const;
export type SpanMinutes = (typeof spanMinutes)[number];

/** Counters of one length in a row: those that begin in [fromMs, toMs). */
export interface CounterSpan extends TimeWindow {
  minutes: SpanMinutes;
}

/**
 * Cuts windows of whole minutes into the fewest stored spans, by length and then by time: days in the middle, and towards the
 * edges hours, quarters and minutes, so that a window of a year takes no more than some 70 rows besides its days. Windows
 * that touch share no span, and neighbours of one length are one entry: each row found lies in exactly one of the windows.
 */
export function spansOf(windows: readonly TimeWindow[]): CounterSpan[] {
  const pieces = windows.flatMap((window) => cut(window, spanMinutes.length - 1));
  pieces.sort((a, b) => a.minutes - b.minutes || a.fromMs - b.fromMs);
  const joined: CounterSpan[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.minutes === piece.minutes && last.toMs === piece.fromMs) last.toMs = piece.toMs;
    else joined.push({ ...piece });
  }
  return joined;
}

function cut({ fromMs, toMs }: TimeWindow, level: number): CounterSpan[] {
  if (fromMs >= toMs) return [];
  const minutes = spanMinutes[level];
  const lengthMs = minutes * MINUTE_MS;
  const first = Math.ceil(fromMs / lengthMs) * lengthMs;
  const end = Math.floor(toMs / lengthMs) * lengthMs;
  if (first >= end) return cut({ fromMs, toMs }, level - 1);
  return [
    ...cut({ fromMs, toMs: first }, level - 1),
    { fromMs: first, toMs: end, minutes },
    ...cut({ fromMs: end, toMs }, level - 1),
  ];
}
