import type { DegradationMetric } from '../monitoring/degradation-effects.ts';
import type { PerformanceStatus } from '../monitoring/performance-summary.ts';

/** What advice rests on. Ratios 0..1, null without a denominator. */
export interface ReportFigures {
  status: PerformanceStatus;
  errorRate: number | null;
  averageConfidence: number | null;
  averageLatencyMs: number | null;
  targets: { errorRate: number; confidence: number; responseTimeMs: number };
  /** Types of the alerts that are open: "accuracy_drop". */
  openAlertTypes: readonly string[];
  degraded: readonly DegradationMetric[];
}

/** One piece of advice, and what it is given for. */
interface Advice {
  sentence: string;
  alertTypes: readonly string[];
  metrics: readonly DegradationMetric[];
  isMissed?(figures: ReportFigures): boolean;
}

const above = (value: number | null, target: number) => value !== null && value >= target;
const below = (value: number | null, target: number) => value !== null && value <= target;

/** The most urgent first. */
const ADVICE: readonly Advice[] = [
  {
    sentence: 'Mend or replace the model file: without it no prediction is answered.',
    alertTypes: ['model_not_loaded'],
    metrics: [],
  },
  {
    sentence: 'Look after the database: predictions cannot be stored for long without it.',
    alertTypes: ['database_unreachable'],
    metrics: [],
  },
  {
    sentence:
      'Look into failed predictions: their error codes say whether the model, its input or the storage fails.',
    alertTypes: ['high_error_rate'],
    metrics: ['ERROR_RATE'],
    isMissed: ({ errorRate, targets }) => above(errorRate, targets.errorRate),
  },
  {
    sentence:
      'Compare the newest labelled predictions with those of training, and retrain the model on recent data if they differ.',
    alertTypes: ['accuracy_drop', 'recall_drop'],
    metrics: ['ACCURACY', 'RECALL', 'PRECISION'],
  },
  {
    sentence:
      'Look at the drift of the features, the important ones first: the input is no longer what the model knows.',
    alertTypes: ['data_drift'],
    metrics: [],
  },
  {
    sentence: 'Ask where the input comes from: values are missing, unseen or out of range.',
    alertTypes: ['missing_values', 'unseen_categories', 'outliers'],
    metrics: [],
  },
  {
    sentence:
      'Read a sample of the predictions with low confidence: the model may meet cases that it was not trained on.',
    alertTypes: ['low_confidence'],
    metrics: ['CONFIDENCE'],
    isMissed: ({ averageConfidence, targets }) => below(averageConfidence, targets.confidence),
  },
  {
    sentence: 'Find out whether the customers or the model have changed: the share of positive answers has.',
    alertTypes: ['unusual_churn_rate'],
    metrics: ['POSITIVE_RATE'],
  },
  {
    sentence: 'Look for what slows answers down: load, too few processor cores, or a larger model.',
    alertTypes: ['high_response_time', 'high_cpu', 'high_memory'],
    metrics: ['RESPONSE_TIME', 'RESPONSE_TIME_P95'],
    isMissed: ({ averageLatencyMs, targets }) => above(averageLatencyMs, targets.responseTimeMs),
  },
  {
    sentence: 'Check that outcomes are still reported: without them accuracy and recall are not known.',
    alertTypes: ['missing_outcomes'],
    metrics: [],
  },
  {
    sentence: 'Check the clients: no predictions are asked for.',
    alertTypes: ['no_traffic'],
    metrics: [],
    isMissed: ({ status }) => status === 'NO_DATA',
  },
];

const OTHER_ALERTS = 'Look at the open alerts.';
const ALL_WELL =
  'Nothing needs to be done: every target is met, no alert is open, and nothing has become worse.';

/** What to do, in plain sentences, the most urgent first; never empty. */
export function recommend(figures: ReportFigures): string[] {
  const sentences = ADVICE.filter(
    ({ alertTypes, metrics, isMissed }) =>
      alertTypes.some((type) => figures.openAlertTypes.includes(type)) ||
      metrics.some((metric) => figures.degraded.includes(metric)) ||
      isMissed?.(figures),
  ).map(({ sentence }) => sentence);
  const advised = new Set(ADVICE.flatMap(({ alertTypes }) => alertTypes));
  if (figures.openAlertTypes.some((type) => !advised.has(type))) sentences.push(OTHER_ALERTS);
  return sentences.length > 0 ? sentences : [ALL_WELL];
}
