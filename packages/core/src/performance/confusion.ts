/** Answers by truth: counts, or weights and expected counts, which need not be whole. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/**
 * Counts answers "positive when the score is at least `threshold`" against 0/1 targets. Rows with NaN are left out.
 */
export function confusionAt(
  targets: ArrayLike<number>,
  scores: ArrayLike<number>,
  threshold: number,
): Confusion {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < targets.length; i++) {
    if (Number.isNaN(targets[i]) || Number.isNaN(scores[i])) continue;
    counts[2 * Number(targets[i] === 1) + Number(scores[i] >= threshold)]++;
  }
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}

/** Share of right answers; null without answers. */
export function accuracy(c: Confusion): number | null {
  const right = c.truePositives + c.trueNegatives;
  return ratio(right, right + c.falsePositives + c.falseNegatives);
}

/** Share of the positive answers that are right; null when nothing was answered positive. */
export function precision(c: Confusion): number | null {
  return ratio(c.truePositives, c.truePositives + c.falsePositives);
}

/** Share of the positives that are found (sensitivity); null without positives. */
export function recall(c: Confusion): number | null {
  return ratio(c.truePositives, c.truePositives + c.falseNegatives);
}

/** Share of the negatives that are answered negative; null without negatives. */
export function specificity(c: Confusion): number | null {
  return ratio(c.trueNegatives, c.trueNegatives + c.falsePositives);
}

/**
 * Mean of recall and specificity: what accuracy would be if both classes were equally common; one half for a constant
 * answer. Null without both classes.
 */
export function balancedAccuracy(c: Confusion): number | null {
  const found = recall(c);
  const spared = specificity(c);
  return found === null || spared === null ? null : (found + spared) / 2;
}

/** Harmonic mean of precision and recall; null without positives and positive answers. */
export function f1(c: Confusion): number | null {
  return ratio(2 * c.truePositives, 2 * c.truePositives + c.falsePositives + c.falseNegatives);
}

/**
 * Matthews correlation coefficient, -1 to 1 (Matthews 1975): the correlation of answer and truth. Null when all
 * answers or all truths are alike.
 */
export function mcc(c: Confusion): number | null {
  const covariance = c.truePositives * c.trueNegatives - c.falsePositives * c.falseNegatives;
  const margins =
    Math.sqrt(c.truePositives + c.falsePositives) *
    Math.sqrt(c.truePositives + c.falseNegatives) *
    Math.sqrt(c.trueNegatives + c.falsePositives) *
    Math.sqrt(c.trueNegatives + c.falseNegatives);
  return ratio(covariance, margins);
}

/** The worth of one answer of each kind (positive: gain, negative: loss). */
export interface Worth {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** Mean worth of an answer; null without answers. */
export function expectedValue(c: Confusion, worth: Worth): number | null {
  const total =
    c.truePositives * worth.truePositive +
    c.falsePositives * worth.falsePositive +
    c.falseNegatives * worth.falseNegative +
    c.trueNegatives * worth.trueNegative;
  return ratio(total, c.truePositives + c.falsePositives + c.falseNegatives + c.trueNegatives);
}
