import { countTies, rankRows, type TieCounts } from './ranked-rows.ts';

/** Positives and negatives that share one score, or one bin of scores. */
export interface Tie {
  positives: number;
  negatives: number;
}

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting one half (Hanley
 * and McNeil 1982). Exact. `targets` are 0/1; rows with NaN are left out. 0 to 1; null unless both classes are there.
 */
export function rocAuc(targets: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  return rocAucOfCounts(countTies(rankRows(targets, scores)));
}

/**
 * The same from counts by descending score. Where a tie is a bin of different scores, the result is off by at most
 * half the share of positive-negative pairs that fall into one bin (see ranking-bounds.ts).
 */
export function rocAucOfTies(ties: readonly Tie[]): number | null {
  return rocAucOfCounts(columnsOf(ties));
}

export function rocAucOfCounts({ positives, negatives }: TieCounts): number | null {
  let positivesAbove = 0;
  let allNegatives = 0;
  let wonPairs = 0;
  for (let tie = 0; tie < positives.length; tie++) {
    wonPairs += negatives[tie] * (positivesAbove + positives[tie] / 2);
    positivesAbove += positives[tie];
    allNegatives += negatives[tie];
  }
  const pairs = positivesAbove * allNegatives;
  return pairs > 0 ? wonPairs / pairs : null;
}

/**
 * Area under the precision-recall curve as average precision: the sum over distinct scores, descending, of
 * (step of recall) x (precision there), without interpolation. `targets` are 0/1; rows with NaN are left out. 0 to 1;
 * null without positives. The positive rate is what a random order gets.
 */
export function averagePrecision(targets: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  return averagePrecisionOfCounts(countTies(rankRows(targets, scores)));
}

/** The same from counts by descending score; a bin of different scores counts as if they were equal. */
export function averagePrecisionOfTies(ties: readonly Tie[]): number | null {
  return averagePrecisionOfCounts(columnsOf(ties));
}

export function averagePrecisionOfCounts(counts: TieCounts): number | null {
  let positives = 0;
  let rows = 0;
  let sum = 0;
  for (let tie = 0; tie < counts.positives.length; tie++) {
    const here = counts.positives[tie];
    positives += here;
    rows += here + counts.negatives[tie];
    if (here > 0) sum += here * (positives / rows);
  }
  return positives > 0 ? sum / positives : null;
}

export function columnsOf(ties: readonly Tie[]): TieCounts {
  return {
    positives: Float64Array.from(ties, ({ positives }) => positives),
    negatives: Float64Array.from(ties, ({ negatives }) => negatives),
  };
}
