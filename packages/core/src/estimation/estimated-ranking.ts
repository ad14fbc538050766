/** NannyML rounds cumulated counts to this many decimals. */
const ROUNDING = 1e5;

/**
 * ROC AUC that is to be expected when row k is positive with probability `probabilities[k]`; rows by descending score
 * of the model. Trapezoids under cumulated expected positives by cumulated expected
 * negatives, each rounded to 5 decimals (NannyML's dialect). 0 to 1; null when either is 0.
 */
export function estimatedRocAuc(probabilities: Float64Array): number | null {
  let cumulated = 0;
  let positives = 0;
  let negatives = 0;
  let area = 0;
  for (let k = 0; k < probabilities.length; k++) {
    cumulated += probabilities[k];
    const nextPositives = rounded(cumulated);
    const nextNegatives = rounded(k + 1 - cumulated);
    area += ((nextNegatives - negatives) * (nextPositives + positives)) / 2;
    positives = nextPositives;
    negatives = nextNegatives;
  }
  return positives > 0 && negatives > 0 ? within01(area / (positives * negatives)) : null;
}

/**
 * Average precision that is to be expected, from the same: the sum of steps of recall times precision (NannyML's
 * dialect: cumulated positives rounded to 5 decimals). 0 to 1; null without expected positives.
 */
export function estimatedAveragePrecision(probabilities: Float64Array): number | null {
  let cumulated = 0;
  let positives = 0;
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) {
    cumulated += probabilities[k];
    const next = rounded(cumulated);
    sum += ((next - positives) * next) / (k + 1);
    positives = next;
  }
  return positives > 0 ? within01(sum / positives) : null;
}

/** To 5 decimals, halves to even. */
function rounded(value: number): number {
  const scaled = value * ROUNDING;
  const nearest = Math.round(scaled);
  const isHalf = nearest - scaled === 0.5;
  return (isHalf && nearest % 2 !== 0 ? nearest - 1 : nearest) / ROUNDING;
}

/** What rounding has carried past the ends is put back. */
function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
