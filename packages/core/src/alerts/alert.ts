import type { TimeWindow } from '../monitoring/window.ts';

/** PENDING: the breach must last before it counts. RECOVERING: back to good, and must stay so. */
export const alertStatuses = ['PENDING', 'FIRING', 'RECOVERING', 'RESOLVED'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** Ascending. */
export const alertSeverities = ['INFO', 'WARNING', 'ERROR'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** What an alert is about: MODEL its answers, SERVICE how it is served, DATA its input, SYSTEM the machines. */
export const alertCategories = ['MODEL', 'SERVICE', 'DATA', 'SYSTEM'] as const;
export type AlertCategory = (typeof alertCategories)[number];

/** OUTSIDE: of a band. */
export const comparisons = ['ABOVE', 'BELOW', 'OUTSIDE'] as const;
export type Comparison = (typeof comparisons)[number];

/** What a rule may watch. Shares are 0..1, response times milliseconds; MODEL_NOT_LOADED is 1 or 0. */
export const alertMetrics = [
  'ACCURACY',
  'RECALL',
  'RESPONSE_TIME_P95',
  'CONFIDENCE',
  'ERROR_RATE',
  'POSITIVE_RATE',
  'MODEL_NOT_LOADED',
] as const;
export type AlertMetric = (typeof alertMetrics)[number];

/** Figures against recorded outcomes: over the newest predictions whose label window is closed. */
export function isLabelled(metric: AlertMetric): boolean {
  return metric === 'ACCURACY' || metric === 'RECALL';
}

/**
 * A step in the life of an alert. REFIRED: bad again while it was recovering. CLEARED: the breach ended before it had
 * lasted long enough, and nothing was raised.
 */
export const alertEventKinds = [
  'OPENED',
  'FIRED',
  'UPDATED',
  'RECOVERING',
  'REFIRED',
  'RESOLVED',
  'CLEARED',
] as const;
export type AlertEventKind = (typeof alertEventKinds)[number];

/** What a rule watches, and when it counts as broken. */
export interface AlertRule {
  /** The kind of alert, as clients know it: "accuracy_drop". */
  type: string;
  name: string;
  category: AlertCategory;
  metric: AlertMetric;
  /** Up to now; it grows while it holds too few rows, to 7 days at most. */
  windowMinutes: number;
  comparison: Comparison;
  /** In the metric's unit; of a band its upper edge. */
  threshold: number;
  /** The band's lower edge; null unless OUTSIDE. */
  lowerThreshold: number | null;
  /** Back on the good side of this it recovers: never beyond `threshold`. */
  recoveryThreshold: number;
  lowerRecoveryThreshold: number | null;
  /** Beyond this the alert is an ERROR; null: it never becomes one. Not for bands. */
  errorThreshold: number | null;
  /** With fewer rows there is no verdict. */
  minimumSamples: number;
  /** How long a breach must last before it fires; 0: it fires at once. */
  dwellMinutes: number;
  /** How long it must be good again before the alert is resolved. */
  recoveryMinutes: number;
  /** At the threshold. */
  severity: AlertSeverity;
}

/** A metric's value in a window. */
export interface Observation {
  value: number;
  /** Rows under the value. */
  samples: number;
  /** What the value may be by chance; both are the value where no interval is known. */
  lower: number;
  upper: number;
  window: TimeWindow;
  /** Why, in words, where the value does not say it. */
  reason?: string;
}

export function worseSeverity(a: AlertSeverity, b: AlertSeverity): AlertSeverity {
  return alertSeverities.indexOf(a) >= alertSeverities.indexOf(b) ? a : b;
}
