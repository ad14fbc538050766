import { ascendingOrder } from '../statistics/ascending-order.ts';

/** Rows by descending score, with where each run of equal scores ends. Rows without a score or target are left out. */
export interface RankedRows {
  /** Where each row stands among those given. */
  readonly order: Uint32Array;
  /** 1 where the row in that place is positive. */
  readonly isPositive: Uint8Array;
  /** Ascending; the last is the number of rows. */
  readonly tieEnds: Uint32Array;
  readonly positives: number;
}

/** Positives and negatives (counts, or weights) of each distinct score, or of each bin of scores, by descending score. */
export interface TieCounts {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** Sorts rows once for all figures that depend on their order. Targets are 0/1; NaN in either is a row left out. */
export function rankRows(targets: ArrayLike<number>, scores: ArrayLike<number>): RankedRows {
  const order = descendingKnown(targets, scores);
  const isPositive = new Uint8Array(order.length);
  const tieEnds = new Uint32Array(order.length);
  let positives = 0;
  let ties = 0;
  for (let place = 0; place < order.length; place++) {
    const row = order[place];
    isPositive[place] = Number(targets[row] === 1);
    positives += isPositive[place];
    const isLastOfTie = place + 1 === order.length || scores[row] !== scores[order[place + 1]];
    if (isLastOfTie) tieEnds[ties++] = place + 1;
  }
  return { order, isPositive, tieEnds: tieEnds.subarray(0, ties), positives };
}

function descendingKnown(targets: ArrayLike<number>, scores: ArrayLike<number>): Uint32Array {
  const order = ascendingOrder(scores);
  let known = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    if (!Number.isNaN(scores[row]) && !Number.isNaN(targets[row])) order[known++] = row;
  }
  return order.subarray(0, known).reverse();
}

/** `weights`: how often each of the rows given counts; null: once. `into` (of at least as many ties) is used again. */
export function countTies(
  { order, isPositive, tieEnds }: RankedRows,
  weights: ArrayLike<number> | null = null,
  into: TieCounts = {
    positives: new Float64Array(tieEnds.length),
    negatives: new Float64Array(tieEnds.length),
  },
): TieCounts {
  for (let tie = 0, place = 0; tie < tieEnds.length; tie++) {
    let positives = 0;
    let all = 0;
    for (; place < tieEnds[tie]; place++) {
      const weight = weights === null ? 1 : weights[order[place]];
      all += weight;
      if (isPositive[place] === 1) positives += weight;
    }
    into.positives[tie] = positives;
    into.negatives[tie] = all - positives;
  }
  return into;
}
