import type { TieCounts } from '../performance/ranked-rows.ts';
import { averagePrecisionOfCounts, rocAucOfCounts } from '../performance/ranking.ts';

/** ROC AUC and average precision, 0..1; null where one is not defined. */
export interface Ranking {
  rocAuc: number | null;
  prAuc: number | null;
}

/** The exact ranking of rows that are sorted by ascending score already. */
export function rankingOfSorted(scores: Float64Array, targets: Uint8Array): Ranking {
  const counts = countDescending(scores, targets);
  return { rocAuc: rocAucOfCounts(counts), prAuc: averagePrecisionOfCounts(counts) };
}

/** Positives and negatives of each distinct score, by descending score. */
function countDescending(scores: Float64Array, targets: Uint8Array): TieCounts {
  const positives = new Float64Array(scores.length);
  const negatives = new Float64Array(scores.length);
  let ties = 0;
  for (let row = scores.length - 1; row >= 0; row--) {
    if (row < scores.length - 1 && scores[row] !== scores[row + 1]) ties++;
    if (targets[row] === 1) positives[ties]++;
    else negatives[ties]++;
  }
  const end = Math.min(scores.length, ties + 1);
  return { positives: positives.subarray(0, end), negatives: negatives.subarray(0, end) };
}
