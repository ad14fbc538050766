import type { Ranking } from './realised-ranking.ts';

/** NannyML rounds cumulated counts to 5 decimals: they are kept as whole numbers of this unit. */
const UNITS = 1e5;
/** Added and taken away again it leaves a number below 2^51 rounded to a whole one, halves to even. */
const ROUNDING = 1.5 * 2 ** 52;

/**
 * The ranking that is to be expected when row k is positive with probability `probabilities[k]`; rows by descending score
 * of the model (NannyML's dialect). ROC AUC: trapezoids under cumulated expected positives by cumulated expected
 * negatives. Average precision: the sum of steps of recall times precision. 0 to 1; null where no positives (for ROC AUC,
 * or no negatives) are expected.
 */
export function estimatedRanking(probabilities: Float64Array): Ranking {
  let cumulated = 0;
  let positives = 0;
  let negatives = 0;
  let twiceArea = 0;
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) {
    cumulated += probabilities[k];
    const nextPositives = cumulated * UNITS + ROUNDING - ROUNDING;
    const nextNegatives = (k + 1 - cumulated) * UNITS + ROUNDING - ROUNDING;
    twiceArea += (nextNegatives - negatives) * (nextPositives + positives);
    sum += ((nextPositives - positives) * nextPositives) / (k + 1);
    positives = nextPositives;
    negatives = nextNegatives;
  }
  return {
    rocAuc: positives > 0 && negatives > 0 ? within01(twiceArea / (2 * positives * negatives)) : null,
    prAuc: positives > 0 ? within01(sum / UNITS / positives) : null,
  };
}

/** What rounding has carried past the ends is put back. */
function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
