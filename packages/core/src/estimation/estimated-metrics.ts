/** What is estimated without labels, in the order of a report. */
export const estimatedMetricNames = [
  'accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'rocAuc',
  'prAuc',
] as const;

export type EstimatedMetric = (typeof estimatedMetricNames)[number];

/** A value for each metric. */
export type ByMetric<T> = Readonly<Record<EstimatedMetric, T>>;

export function byMetric<T>(valueOf: (metric: EstimatedMetric) => T): ByMetric<T> {
  return {
    accuracy: valueOf('accuracy'),
    precision: valueOf('precision'),
    recall: valueOf('recall'),
    specificity: valueOf('specificity'),
    f1: valueOf('f1'),
    rocAuc: valueOf('rocAuc'),
    prAuc: valueOf('prAuc'),
  };
}
