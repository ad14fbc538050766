import { equalWidthBins, expectedCalibrationError } from '../performance/calibration-error.ts';
import { accuracy, recall, type Confusion } from '../performance/confusion.ts';

/** Figures to be expected of a model's scores when the outcomes' probabilities are known; null where not defined. */
export interface ExpectedFigures {
  readonly accuracy: number | null;
  readonly recall: number | null;
  readonly rocAuc: number | null;
  readonly ece: number | null;
}

/** Ready to tell the expected figures for one set of scores after another set of true probabilities. */
export function expectedFiguresOf(
  scores: Float64Array,
  threshold: number,
): (probabilities: Float64Array) => ExpectedFigures {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  return (probabilities) => {
    const confusion = expectedConfusion(scores, probabilities, threshold);
    return {
      accuracy: accuracy(confusion),
      recall: recall(confusion),
      rocAuc: expectedAuc(order, scores, probabilities),
      ece: expectedCalibrationError(equalWidthBins(probabilities, scores)),
    };
  };
}

/** Each row counts as positive by its probability and as negative by the rest. */
function expectedConfusion(scores: Float64Array, probabilities: Float64Array, threshold: number): Confusion {
  let [truePositives, falsePositives, positives] = [0, 0, 0];
  probabilities.forEach((p, row) => {
    positives += p;
    if (scores[row] < threshold) return;
    truePositives += p;
    falsePositives += 1 - p;
  });
  return {
    truePositives,
    falsePositives,
    falseNegatives: positives - truePositives,
    trueNegatives: probabilities.length - positives - falsePositives,
  };
}

/** The share of (positive, negative) pairs in the right order, ties one half. `order`: rows by ascending score. */
function expectedAuc(order: Uint32Array, scores: Float64Array, probabilities: Float64Array): number | null {
  let [negativesBelow, positives, wonPairs] = [0, 0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    let positive = 0;
    while (to < order.length && scores[order[to]] === scores[order[from]])
      positive += probabilities[order[to++]];
    const negative = to - from - positive;
    wonPairs += positive * (negativesBelow + negative / 2);
    positives += positive;
    negativesBelow += negative;
  }
  const pairs = positives * negativesBelow;
  return pairs > 0 ? wonPairs / pairs : null;
}
