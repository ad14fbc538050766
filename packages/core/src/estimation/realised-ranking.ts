/** ROC AUC and average precision, 0..1; null where one is not defined. */
export interface Ranking {
  rocAuc: number | null;
  prAuc: number | null;
}

/** The exact ranking (see `rocAucOfCounts`) of rows that are sorted by ascending score already: one walk. */
export function rankingOfSorted(scores: Float64Array, targets: Uint8Array): Ranking {
  const rows = scores.length;
  let positives = 0;
  let wonPairs = 0;
  let sum = 0;
  for (let end = rows; end > 0;) {
    // Rows [from, end) share a score.
    let from = end - 1;
    let here = targets[from];
    while (from > 0 && scores[from - 1] === scores[end - 1]) here += targets[--from];
    wonPairs += (end - from - here) * (positives + here / 2);
    positives += here;
    if (here > 0) sum += here * (positives / (rows - from));
    end = from;
  }
  const pairs = positives * (rows - positives);
  return { rocAuc: pairs > 0 ? wonPairs / pairs : null, prAuc: positives > 0 ? sum / positives : null };
}
