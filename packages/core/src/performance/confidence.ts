/**
 * Confidence is the calibrated probability of the answered label. That is not the larger of p and 1 - p: with a
 * threshold of 0.29 and p = 0.35 the answer is positive with a confidence of 0.35. A regression has none.
 */
export function binaryConfidence(probability: number, threshold: number): number {
  return probability >= threshold ? probability : 1 - probability;
}

/** Stated confidence against what came true. */
export interface ConfidenceFigures {
  readonly rows: number;
  /** Mean probability of the answered label, 0..1. */
  readonly mean: number;
  /** Share of right answers, 0..1. */
  readonly accuracy: number;
  /** mean - accuracy: above 0 the model claims more than it keeps. */
  readonly excess: number;
}

/** Of binary answers at a threshold. `targets` are 0/1; rows with NaN are left out; null without rows. */
export function binaryConfidenceFigures(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): ConfidenceFigures | null {
  const sums = { rows: 0, confidences: 0, right: 0 };
  for (let row = 0; row < targets.length; row++) {
    if (Number.isNaN(targets[row]) || Number.isNaN(probabilities[row])) continue;
    sums.rows++;
    sums.confidences += binaryConfidence(probabilities[row], threshold);
    sums.right += Number(targets[row] === Number(probabilities[row] >= threshold));
  }
  return figuresOf(sums);
}

/** Of answers of any classification: class indices, and the probability of each answered class. */
export function confidenceFigures(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  confidences: ArrayLike<number>,
): ConfidenceFigures | null {
  const sums = { rows: 0, confidences: 0, right: 0 };
  for (let row = 0; row < actual.length; row++) {
    if (Number.isNaN(actual[row]) || Number.isNaN(predicted[row]) || Number.isNaN(confidences[row])) continue;
    sums.rows++;
    sums.confidences += confidences[row];
    sums.right += Number(actual[row] === predicted[row]);
  }
  return figuresOf(sums);
}

function figuresOf(sums: { rows: number; confidences: number; right: number }): ConfidenceFigures | null {
  const { rows, confidences, right } = sums;
  if (rows === 0) return null;
  const [mean, accuracy] = [confidences / rows, right / rows];
  return { rows, mean, accuracy, excess: mean - accuracy };
}
