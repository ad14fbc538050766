import { scoreBinEdges, type ScoreSums } from '../sketches/score-bins.ts';
import type { BoundedValue } from './bounded-value.ts';

/** What calibrated probabilities say of answers whose truth is not known. */
export interface ExpectedPositives {
  /** Answers with a score. */
  answers: number;
  /** Of these: how often the positive class was answered. */
  positiveAnswers: number;
  /** Of all answers: the sum of their probabilities. */
  expected: number;
  /** Of the positive answers: how many are right. Counts by bin leave some room: it lies within the bounds for sure. */
  truePositives: BoundedValue;
}

/**
 * Reads from a sketch of scores how many positives are to be expected, in all and among the positive answers (scores from
 * `threshold` on, of which there were `positiveAnswers`). Means it as far as the scores are calibrated.
 */
export function expectedPositives(
  { bins, sum, scored }: ScoreSums,
  positiveAnswers: number,
  threshold: number,
): ExpectedPositives {
  const above = { least: 0, middle: 0, most: 0 };
  const below = { least: 0, middle: 0, most: 0 };
  const add = (side: typeof above, rows: number, from: number, to: number) => {
    side.least += rows * from;
    side.middle += (rows * (from + to)) / 2;
    side.most += rows * to;
  };
  let left = positiveAnswers;
  for (let bin = bins.length - 1; bin >= 0; bin--) {
    const [from, to] = [scoreBinEdges[bin], scoreBinEdges[bin + 1]];
    if (to <= threshold) {
      add(below, bins[bin], from, to);
    } else if (from >= threshold) {
      add(above, bins[bin], from, to);
      left -= bins[bin];
    } else {
      const positive = Math.min(bins[bin], Math.max(0, left));
      add(above, positive, threshold, to);
      add(below, bins[bin] - positive, from, threshold);
    }
  }
  // The sum over both sides is known: what one side lacks the other has.
  const lower = Math.max(above.least, sum - below.most);
  const upper = Math.max(lower, Math.min(above.most, sum - below.least));
  const room = above.most - above.least + (below.most - below.least);
  const missing = sum - above.middle - below.middle;
  const share = room > 0 ? (above.most - above.least) / room : 0;
  const value = Math.min(upper, Math.max(lower, above.middle + missing * share));
  return { answers: scored, positiveAnswers, expected: sum, truePositives: { value, lower, upper } };
}
