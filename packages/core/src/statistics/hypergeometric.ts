import { logChoose } from './log-gamma.ts';

/** A 2 x 2 table: of `rows` rows `hits` are hits; `drawn` rows are a part, with `drawnHits` hits in it. */
export interface DrawnHits {
  readonly rows: number;
  readonly hits: number;
  readonly drawn: number;
  readonly drawnHits: number;
}

/**
 * How likely a part drawn at random has at least as many hits: Fisher's exact test, one-sided (Fisher 1934). 0..1; 1 for
 * an empty part. Time is linear in the smaller of hits and drawn.
 */
export function hypergeometricUpperTail(table: DrawnHits): number {
  const { rows, hits, drawn, drawnHits } = table;
  if (drawnHits <= Math.max(0, drawn + hits - rows)) return 1;
  if (drawnHits > Math.min(hits, drawn)) return 0;
  // Towards the middle terms may start from underflow: the other tail, of misses, is the one that converges.
  if (drawnHits * rows > drawn * hits) return sumUpwards(table);
  return 1 - sumUpwards({ rows, hits: rows - hits, drawn, drawnHits: drawn - drawnHits + 1 });
}

function sumUpwards({ rows, hits, drawn, drawnHits }: DrawnHits): number {
  const most = Math.min(hits, drawn);
  if (drawnHits > most) return 0;
  const ways = logChoose(hits, drawnHits) + logChoose(rows - hits, drawn - drawnHits);
  let chance = Math.exp(ways - logChoose(rows, drawn));
  let sum = 0;
  for (let x = drawnHits; x <= most && chance > 0; x++) {
    sum += chance;
    chance *= ((hits - x) * (drawn - x)) / ((x + 1) * (rows - hits - drawn + x + 1));
  }
  return Math.min(1, sum);
}
