import type { Confusion } from '../performance/confusion.ts';

/**
 * Counts that are to be expected when row i is positive with probability `probabilities[i]` and was answered
 * `predicted[i]` (0/1): true positives are the sum of p over positive answers, and so on.
 */
export function expectedConfusion(probabilities: ArrayLike<number>, predicted: ArrayLike<number>): Confusion {
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  let trueNegatives = 0;
  for (let row = 0; row < probabilities.length; row++) {
    const p = probabilities[row];
    if (predicted[row] === 1) {
      truePositives += p;
      falsePositives += 1 - p;
    } else {
      falseNegatives += p;
      trueNegatives += 1 - p;
    }
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** The same from the probabilities of the rows answered 1 and of those answered 0. */
export function confusionOfAnswers(positive: Float64Array, negative: Float64Array): Confusion {
  const ofPositive = sumsOf(positive);
  const ofNegative = sumsOf(negative);
  return {
    truePositives: ofPositive.sum,
    falsePositives: ofPositive.rest,
    falseNegatives: ofNegative.sum,
    trueNegatives: ofNegative.rest,
  };
}

function sumsOf(probabilities: Float64Array): { sum: number; rest: number } {
  let sum = 0;
  let rest = 0;
  for (let row = 0; row < probabilities.length; row++) {
    sum += probabilities[row];
    rest += 1 - probabilities[row];
  }
  return { sum, rest };
}
