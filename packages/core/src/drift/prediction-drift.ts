import type { Reference } from '../features/reference.ts';
import { scoreBin, scoreBinEdges } from '../sketches/score-bins.ts';
import { judgeColumns, measureColumn, type ColumnDrift } from './feature-drift.ts';
import type { NullLimits } from './null-limits.ts';
import type { ValueCounts } from './value-counts.ts';

/** One side's answers, as they are counted: by bin of the score (`ScoreSums.bins`) or by class. */
type AnswerCounts = ArrayLike<number>;

export interface PredictionSides {
  readonly reference: AnswerCounts;
  readonly current: AnswerCounts;
  /** How far they move by chance; null: found anew. */
  readonly limits?: NullLimits | null;
}

/**
 * Drift of a model's scores, from their bins: a number like any feature, in Kilter's dialect. The bins are those of
 * `scoreBin` on both sides. It compares what the model answers, knows no truth, and tells as little as any drift whether
 * the answers became worse; but with drifted features it says that they reach the answers.
 */
export function scoreDrift({ reference, current, limits = null }: PredictionSides): ColumnDrift {
  const column = { name: 'score', kind: 'NUMERIC', limits } as const;
  return judged(column, countsOfScoreBins(reference), countsOfScoreBins(current));
}

/** Drift of the answered classes, from their counts in the order of the model's classes: a category like any feature. */
export function labelDrift({ reference, current, limits = null }: PredictionSides): ColumnDrift {
  const column = { name: 'label', kind: 'CATEGORICAL', limits } as const;
  return judged(column, countsByCode(reference), countsByCode(current));
}

function judged(
  column: Parameters<typeof measureColumn>[0],
  reference: ValueCounts,
  current: ValueCounts,
): ColumnDrift {
  return judgeColumns([measureColumn(column, { reference, baseline: null, current })])[0];
}

/** Each score stands at the middle of its bin, off by half a bin at most. */
export function countsOfScoreBins(bins: AnswerCounts): ValueCounts {
  const middle = (bin: number) => (scoreBinEdges[bin] + scoreBinEdges[bin + 1]) / 2;
  return occupied(bins, middle);
}

function countsByCode(counts: AnswerCounts): ValueCounts {
  return occupied(counts, (code) => code);
}

function occupied(counts: AnswerCounts, valueOf: (index: number) => number): ValueCounts {
  const indices = Array.from(counts, (_, i) => i).filter((i) => counts[i] > 0);
  return {
    values: Float64Array.from(indices, valueOf),
    counts: Float64Array.from(indices, (i) => counts[i]),
    missing: 0,
  };
}

/**
 * The reference's out-of-fold scores in the bins that the live ones are counted in. Its own are finer except below 0.005
 * and above 0.995, where some rows land a bin or two away.
 */
export function scoreBinsOfReference({ bins, counts }: NonNullable<Reference['scores']>): Float64Array {
  const inBins = new Float64Array(scoreBinEdges.length - 1);
  for (const ofClass of counts) {
    ofClass.forEach((rows, bin) => (inBins[scoreBin((bin + 0.5) / bins)] += rows));
  }
  return inBins;
}
