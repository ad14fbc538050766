import { measuredValue, type AnswerWorth } from '../business/measured-value.ts';
import type { ScoreCurve } from '../sketches/score-curve.ts';
import { f1, precision, recall, type Confusion } from './confusion.ts';

/** What a binary model would answer to labelled rows from a threshold on. */
export interface ThresholdRow {
  /** Rows whose score is at least this are answered positive. */
  readonly threshold: number;
  readonly confusion: Confusion;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Share of the negatives that are answered positive; null without negatives. */
  readonly falsePositiveRate: number | null;
  /** Share of all rows that are answered positive. */
  readonly positiveRate: number;
  /** What one answer is worth on average; null where worths are not known. */
  readonly valuePerAnswer: number | null;
}

/**
 * Exact figures at the lower edge of each bin that holds rows, by ascending threshold. `edges`: where the curve's bins
 * begin and end. Empty without rows.
 */
export function thresholdTable(
  { positives, negatives }: ScoreCurve,
  edges: readonly number[],
  worth: AnswerWorth | null,
): ThresholdRow[] {
  const table: ThresholdRow[] = [];
  const above = { positives: 0, negatives: 0 };
  const all = { positives: sumOf(positives), negatives: sumOf(negatives) };
  for (let bin = positives.length - 1; bin >= 0; bin--) {
    if (positives[bin] + negatives[bin] === 0) continue;
    above.positives += positives[bin];
    above.negatives += negatives[bin];
    const confusion = {
      truePositives: above.positives,
      falsePositives: above.negatives,
      falseNegatives: all.positives - above.positives,
      trueNegatives: all.negatives - above.negatives,
    };
    table.push({
      threshold: edges[bin],
      confusion,
      precision: precision(confusion),
      recall: recall(confusion),
      f1: f1(confusion),
      falsePositiveRate: all.negatives > 0 ? above.negatives / all.negatives : null,
      positiveRate: (above.positives + above.negatives) / (all.positives + all.negatives),
      valuePerAnswer: worth && (measuredValue(confusion, worth)?.perAnswer ?? null),
    });
  }
  return table.reverse();
}

function sumOf(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}
