import type { TimeWindow } from '../monitoring/window.ts';
import { MINUTE_MS } from '../time/units.ts';

/**
 * What is left of a window without some spans of time, which may overlap and reach beyond it: pieces by time, none of
 * them empty. A minute that a span touches is left out whole, so that a window of whole minutes gives such pieces.
 */
export function withoutSpans(window: TimeWindow, spans: readonly TimeWindow[]): TimeWindow[] {
  const pieces: TimeWindow[] = [];
  let fromMs = window.fromMs;
  for (const span of wholeMinutes(spans)) {
    if (span.fromMs >= window.toMs) break;
    if (span.fromMs > fromMs) pieces.push({ fromMs, toMs: span.fromMs });
    fromMs = Math.max(fromMs, span.toMs);
  }
  if (fromMs < window.toMs) pieces.push({ fromMs, toMs: window.toMs });
  return pieces;
}

/** By their begin; those without a length are gone. */
function wholeMinutes(spans: readonly TimeWindow[]): TimeWindow[] {
  return spans
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.floor(fromMs / MINUTE_MS) * MINUTE_MS,
      toMs: Math.ceil(toMs / MINUTE_MS) * MINUTE_MS,
    }))
    .sort((a, b) => a.fromMs - b.fromMs);
}
