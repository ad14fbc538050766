import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { baselineRecall, usualPositiveRate } from './baseline.ts';
import type { AlertRule } from './alert.ts';
import { LONGEST_RULE_WINDOW_MINUTES } from './window-steps.ts';

/** Under so many rows there is no verdict. */
const MINIMUM_SAMPLES = 300;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/**
 * A window of an hour or more with 300 rows in it moves slowly, so that a breach is no blip: these rules fire at once.
 * Being good again must last a minute, lest a value at the edge be resolved and raised by turns.
 */
const COMMON = {
  comparison: 'BELOW',
  lowerThreshold: null,
  lowerRecoveryThreshold: null,
  errorThreshold: null,
  minimumSamples: MINIMUM_SAMPLES,
  dwellMinutes: 0,
  recoveryMinutes: 1,
  severity: 'WARNING',
} as const;

/** The rules that every model has from the start: those that its task and its reference give a figure for. */
export function builtInRules(manifest: Manifest, reference: Reference | null): AlertRule[] {
  return [
    accuracyDrop(manifest),
    recallDrop(manifest, reference),
    highResponseTime(manifest),
    lowConfidence(manifest),
    highErrorRate(manifest),
    unusualPositiveRate(manifest, reference),
    modelNotLoaded(),
  ].filter((rule) => rule !== null);
}

/** An ERROR when the target is missed by 10 points. */
function accuracyDrop({ task, targets }: Manifest): AlertRule | null {
  if (task === 'REGRESSION') return null;
  return {
    ...COMMON,
    type: 'accuracy_drop',
    name: 'Accuracy drop',
    category: 'MODEL',
    metric: 'ACCURACY',
    windowMinutes: LONGEST_RULE_WINDOW_MINUTES,
    threshold: targets.accuracy,
    recoveryThreshold: targets.accuracy,
    errorThreshold: Math.max(0, targets.accuracy - 0.1),
  };
}

/** Below three quarters of what it was in training; an ERROR below one half: accuracy hardly tells when few are positive. */
function recallDrop(manifest: Manifest, reference: Reference | null): AlertRule | null {
  const baseline = baselineRecall(manifest, reference);
  if (baseline === null || baseline === 0) return null;
  return {
    ...COMMON,
    type: 'recall_drop',
    name: 'Recall drop',
    category: 'MODEL',
    metric: 'RECALL',
    windowMinutes: LONGEST_RULE_WINDOW_MINUTES,
    threshold: 0.75 * baseline,
    recoveryThreshold: 0.8 * baseline,
    errorThreshold: 0.5 * baseline,
  };
}

/**
 * The 95 % quantile, not the average, which a few slow answers move: above twice the target; an ERROR above five times.
 * An average that misses the target shows in the model's status.
 */
function highResponseTime({ targets }: Manifest): AlertRule {
  const threshold = 2 * targets.responseTimeMs;
  return {
    ...COMMON,
    type: 'high_response_time',
    name: 'High response time',
    category: 'SERVICE',
    metric: 'RESPONSE_TIME_P95',
    windowMinutes: HOUR_MINUTES,
    comparison: 'ABOVE',
    threshold,
    recoveryThreshold: 0.9 * threshold,
    errorThreshold: 5 * targets.responseTimeMs,
  };
}

/** Never an ERROR: a model may doubt and be right. */
function lowConfidence({ task, targets }: Manifest): AlertRule | null {
  if (task === 'REGRESSION') return null;
  return {
    ...COMMON,
    type: 'low_confidence',
    name: 'Low confidence',
    category: 'MODEL',
    metric: 'CONFIDENCE',
    windowMinutes: HOUR_MINUTES,
    threshold: targets.confidence,
    recoveryThreshold: Math.min(1, targets.confidence + 0.01),
  };
}

/** An ERROR above three times the target, and in any case when one half fails. */
function highErrorRate({ targets }: Manifest): AlertRule {
  const threshold = targets.errorRate;
  return {
    ...COMMON,
    type: 'high_error_rate',
    name: 'High error rate',
    category: 'SERVICE',
    metric: 'ERROR_RATE',
    windowMinutes: HOUR_MINUTES,
    comparison: 'ABOVE',
    threshold,
    recoveryThreshold: 0.8 * threshold,
    errorThreshold: Math.max(threshold, Math.min(0.5, 3 * threshold)),
  };
}

/**
 * The share of positive answers, outside of a band around what this model answers on its training population: a quarter
 * of it to either side, and 5 points at least. Over a day, since by day and by night others are asked about.
 */
function unusualPositiveRate(manifest: Manifest, reference: Reference | null): AlertRule | null {
  const usual = usualPositiveRate(manifest, reference);
  if (usual === null) return null;
  const reach = Math.max(0.25 * usual, 0.05);
  return {
    ...COMMON,
    type: 'unusual_churn_rate',
    name: `Unusual share of "${manifest.positiveClass}"`,
    category: 'MODEL',
    metric: 'POSITIVE_RATE',
    windowMinutes: DAY_MINUTES,
    comparison: 'OUTSIDE',
    threshold: Math.min(1, usual + reach),
    lowerThreshold: Math.max(0, usual - reach),
    recoveryThreshold: Math.min(1, usual + 0.8 * reach),
    lowerRecoveryThreshold: Math.max(0, usual - 0.8 * reach),
  };
}

function modelNotLoaded(): AlertRule {
  return {
    ...COMMON,
    type: 'model_not_loaded',
    name: 'Model not loaded',
    category: 'SERVICE',
    metric: 'MODEL_NOT_LOADED',
    windowMinutes: 1,
    comparison: 'ABOVE',
    threshold: 0,
    recoveryThreshold: 0,
    minimumSamples: 1,
    recoveryMinutes: 0,
    severity: 'ERROR',
  };
}
