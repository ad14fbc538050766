import { rankRows, type RankedRows } from './ranked-rows.ts';

/** What acting on the rows with the highest scores would find. */
export interface TopShare {
  /** Of all rows, 0..1, as asked for. */
  readonly share: number;
  /** How many rows that is: rounded to whole rows, at least one. */
  readonly rows: number;
  /** The score of the last of them. */
  readonly leastScore: number;
  /** Positives among them; where the cut goes through equal scores, the expected number over their random order. */
  readonly found: number;
  /** Share of them that is positive, 0..1. */
  readonly precision: number;
  /** Share of all positives that is among them, 0..1; null without positives. */
  readonly recall: number | null;
  /** Precision over the positive rate: how many times better than picking at random; null without positives. */
  readonly lift: number | null;
}

/** The rows of the highest scores; `share` in (0, 1]. Rows with NaN are left out; null without rows. */
export function topShare(
  targets: ArrayLike<number>,
  scores: ArrayLike<number>,
  share: number,
): TopShare | null {
  return topShareOf(rankRows(targets, scores), scores, share);
}

export function topShareOf(ranked: RankedRows, scores: ArrayLike<number>, share: number): TopShare | null {
  const { order, positives } = ranked;
  if (order.length === 0) return null;
  const rows = Math.min(order.length, Math.max(1, Math.round(share * order.length)));
  const found = foundWithin(ranked, rows);
  return {
    share,
    rows,
    leastScore: scores[order[rows - 1]],
    found,
    precision: found / rows,
    recall: positives > 0 ? found / positives : null,
    lift: positives > 0 ? found / rows / (positives / order.length) : null,
  };
}

function foundWithin({ isPositive, tieEnds }: RankedRows, rows: number): number {
  let found = 0;
  for (let tie = 0, from = 0; from < rows; from = tieEnds[tie++]) {
    const end = tieEnds[tie];
    let here = 0;
    for (let place = from; place < end; place++) here += isPositive[place];
    found += here * Math.min(1, (rows - from) / (end - from));
  }
  return found;
}
