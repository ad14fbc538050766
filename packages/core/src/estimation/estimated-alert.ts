import { estimatedMetricNames, type ByMetric, type EstimatedMetric } from './estimated-metrics.ts';
import type { EstimatedValue } from './estimated-value.ts';

/**
 * The metrics whose estimates lie outside their limits, in the order of a report; none where that is accuracy alone, for
 * which CBPE is a poor witness: a model that has stopped finding positives is estimated to be more accurate than before.
 */
export function estimatedAlert(metrics: ByMetric<EstimatedValue>): EstimatedMetric[] {
  const outside = estimatedMetricNames.filter((metric) => metrics[metric].isOutside);
  return outside.some((metric) => metric !== 'accuracy') ? outside : [];
}
