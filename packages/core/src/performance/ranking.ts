/** Positives and negatives that share one score, or one bin of scores. */
export interface Tie {
  positives: number;
  negatives: number;
}

/** The distinct scores, descending, with how many positives and negatives have each. `targets` are 0/1. */
function tiesDescending(targets: ArrayLike<number>, scores: ArrayLike<number>): Tie[] {
  const order = Uint32Array.from({ length: targets.length }, (_, i) => i);
  order.sort((a, b) => scores[b] - scores[a]);
  const ties: Tie[] = [];
  order.forEach((row, i) => {
    if (i === 0 || scores[row] !== scores[order[i - 1]]) ties.push({ positives: 0, negatives: 0 });
    const tie = ties[ties.length - 1];
    if (targets[row] === 1) tie.positives++;
    else tie.negatives++;
  });
  return ties;
}

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting one half (Hanley
 * and McNeil 1982). Exact. 0 to 1; null unless both classes are there.
 */
export function rocAuc(targets: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  return rocAucOfTies(tiesDescending(targets, scores));
}

/**
 * The same from counts by descending score. Where a tie is a bin of different scores, the result is off by at most
 * half the share of positive-negative pairs that fall into one bin.
 */
export function rocAucOfTies(ties: readonly Tie[]): number | null {
  let positivesAbove = 0;
  let negatives = 0;
  let wonPairs = 0;
  for (const tie of ties) {
    wonPairs += tie.negatives * (positivesAbove + tie.positives / 2);
    positivesAbove += tie.positives;
    negatives += tie.negatives;
  }
  const pairs = positivesAbove * negatives;
  return pairs > 0 ? wonPairs / pairs : null;
}

/**
 * Area under the precision-recall curve as average precision: the sum over distinct scores, descending, of
 * (step of recall) x (precision there), without interpolation. 0 to 1; null without positives. The positive rate is
 * what a random order gets.
 */
export function averagePrecision(targets: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  return averagePrecisionOfTies(tiesDescending(targets, scores));
}

/** The same from counts by descending score; a bin of different scores counts as if they were equal. */
export function averagePrecisionOfTies(ties: readonly Tie[]): number | null {
  let positives = 0;
  let rows = 0;
  let sum = 0;
  for (const tie of ties) {
    positives += tie.positives;
    rows += tie.positives + tie.negatives;
    if (tie.positives > 0) sum += tie.positives * (positives / rows);
  }
  return positives > 0 ? sum / positives : null;
}
