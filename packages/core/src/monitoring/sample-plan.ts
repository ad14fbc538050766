import type { Random } from '../training/random.ts';
import type { TimeWindow } from './window.ts';

/** Rows in a part of a window. */
export interface CountedSpan extends TimeWindow {
  rows: number;
}

/** Take up to `limit` rows from `fromMs` on, before `toMs`, by time. */
export interface SamplePiece extends TimeWindow {
  limit: number;
}

/**
 * How to draw about `limit` of the rows of a window without reading the others: each span gives its share, as a run of
 * neighbours that begins at a random moment of it. When there are no more than `limit` rows it is all of them. The sample
 * follows the traffic over time; within a span its rows are neighbours, which for rows of many subjects are as good as any.
 */
export function planSample(spans: readonly CountedSpan[], limit: number, random: Random): SamplePiece[] {
  const counted = spans.filter(({ rows }) => rows > 0);
  const total = counted.reduce((sum, { rows }) => sum + rows, 0);
  if (total <= limit) return counted.map(({ fromMs, toMs, rows }) => ({ fromMs, toMs, limit: rows }));
  let owed = 0;
  return counted.flatMap(({ fromMs, toMs, rows }) => {
    // What rounding leaves is carried on, so that rare spans are drawn from too.
    owed += (limit * rows) / total;
    const taken = Math.min(rows, Math.floor(owed));
    if (taken === 0) return [];
    owed -= taken;
    // Late enough a start would find too few rows behind it.
    const latest = (toMs - fromMs) * (1 - taken / rows);
    return [{ fromMs: Math.floor(fromMs + random() * latest), toMs, limit: taken }];
  });
}
