import type { TimeWindow } from '../monitoring/window.ts';
import { MINUTE_MS } from '../time/units.ts';

/** The two windows that are compared. */
export interface ComparedWindows {
  readonly before: TimeWindow;
  readonly after: TimeWindow;
}

/**
 * Two windows that share no time. Windows that touch within a minute both hold it, since they are of whole minutes: it
 * goes to the later one. Null where they share more.
 */
export function setApart(before: TimeWindow, after: TimeWindow): ComparedWindows | null {
  if (before.fromMs > after.fromMs) {
    const turned = setApart(after, before);
    return turned && { before: turned.after, after: turned.before };
  }
  if (before.toMs <= after.fromMs) return { before, after };
  if (before.toMs - after.fromMs > MINUTE_MS || after.fromMs === before.fromMs) return null;
  return { before: { ...before, toMs: after.fromMs }, after };
}
