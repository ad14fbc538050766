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
