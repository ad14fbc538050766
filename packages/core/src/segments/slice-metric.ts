import { logLossOf, rowLosses, squaredErrorOf } from '../performance/probability-losses.ts';

/** Figures by which slices can be bad. */
export const sliceMetrics = ['ACCURACY', 'RECALL', 'PRECISION', 'BRIER', 'LOG_LOSS'] as const;
export type SliceMetric = (typeof sliceMetrics)[number];

/** Labelled answers of a binary model; NaN is missing. */
export interface SliceAnswers {
  /** 0 or 1. */
  readonly targets: ArrayLike<number>;
  /** Of the positive class, 0..1. */
  readonly probabilities: ArrayLike<number>;
  readonly threshold: number;
}

/** How badly each row was answered, from 0 (well) on; NaN where the metric does not look at the row. */
export interface RowBadness {
  readonly badness: Float64Array;
  /** All badness is 0 or 1: the metric is a share, and 1 - mean badness is its value. */
  readonly isShare: boolean;
}

/**
 * ACCURACY: a wrong answer; RECALL: a positive that is missed; PRECISION: a positive answer that is wrong; BRIER and
 * LOG_LOSS: what the row costs.
 */
export function rowBadness(metric: SliceMetric, answers: SliceAnswers): RowBadness {
  const { targets, probabilities, threshold } = answers;
  if (metric === 'BRIER' || metric === 'LOG_LOSS') {
    const loss = metric === 'BRIER' ? squaredErrorOf : logLossOf;
    return { badness: rowLosses(targets, probabilities, loss), isShare: false };
  }
  const badness = Float64Array.from({ length: targets.length }, (_, row) => {
    const [target, probability] = [targets[row], probabilities[row]];
    if (Number.isNaN(target) || Number.isNaN(probability)) return Number.NaN;
    const isPositive = target === 1;
    const isAnswered = probability >= threshold;
    if (metric === 'RECALL' && !isPositive) return Number.NaN;
    if (metric === 'PRECISION' && !isAnswered) return Number.NaN;
    return Number(isPositive !== isAnswered);
  });
  return { badness, isShare: true };
}

/** The metric's value from the mean badness. */
export function metricValue(meanBadness: number, isShare: boolean): number {
  return isShare ? 1 - meanBadness : meanBadness;
}
