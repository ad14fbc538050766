export const changeMetrics = ['ACCURACY', 'CONFIDENCE', 'POSITIVE_RATE'] as const;
export type ChangeMetric = (typeof changeMetrics)[number];

/** Answers of a classifier, one a row; class indices as in the manifest. */
export interface AnsweredRows {
  readonly labels: ArrayLike<number>;
  /** Calibrated probability of the answered class. */
  readonly confidences: ArrayLike<number>;
  /** The true class; NaN where it is not known (yet). */
  readonly truths: ArrayLike<number>;
}

/**
 * Each row's part in a metric that is a mean over rows, 0..1; NaN where it is not known. `positive`: the index of the
 * positive class.
 */
export function metricValues(metric: ChangeMetric, rows: AnsweredRows, positive: number): Float64Array {
  const { labels, confidences, truths } = rows;
  return Float64Array.from({ length: labels.length }, (_, row) => {
    if (metric === 'CONFIDENCE') return confidences[row];
    if (metric === 'POSITIVE_RATE') return Number(labels[row] === positive);
    return Number.isNaN(truths[row]) ? NaN : Number(labels[row] === truths[row]);
  });
}
