import type { TimeWindow } from '../monitoring/window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';

const UNITS_MS = [DAY_MS, HOUR_MS, 15 * MINUTE_MS, MINUTE_MS];

/**
 * A window in `count` pieces of about one length, ascending. They begin at whole days, hours, quarters or minutes of UTC, the
 * largest that fits into a piece, where counters are kept; a window of fewer minutes has as many pieces.
 */
export function chunkWindows({ fromMs, toMs }: TimeWindow, count: number): TimeWindow[] {
  const stepMs = (toMs - fromMs) / count;
  const unitMs = UNITS_MS.find((unit) => unit <= stepMs) ?? MINUTE_MS;
  const starts = new Set([fromMs]);
  for (let i = 1; i < count; i++) {
    const startMs = Math.round((fromMs + i * stepMs) / unitMs) * unitMs;
    if (startMs > fromMs && startMs < toMs) starts.add(startMs);
  }
  const ordered = [...starts];
  return ordered.map((startMs, i) => ({ fromMs: startMs, toMs: ordered.at(i + 1) ?? toMs }));
}
