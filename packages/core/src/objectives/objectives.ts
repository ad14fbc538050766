import type { Manifest } from '../features/manifest.ts';
import type { Availability } from './availability.ts';
import { budgetOfShareAbove, budgetOfShareBelow, budgetUpToLimit } from './error-budget.ts';

/**
 * AVAILABILITY: share of the time in which Kilter was alive. FAILED_REQUEST_RATE: of all requests of the installation.
 * RESPONSE_TIME_MS: average of the model's answers. OPEN_ERROR_ALERTS: alerts of severity ERROR at the window's end.
 * ACCURACY: against outcomes. CONFIDENCE: average. ERROR_RATE: share of the model's predictions that failed.
 */
export const objectiveNames = [
  'AVAILABILITY',
  'FAILED_REQUEST_RATE',
  'RESPONSE_TIME_MS',
  'OPEN_ERROR_ALERTS',
  'ACCURACY',
  'CONFIDENCE',
  'ERROR_RATE',
] as const;
export type ObjectiveName = (typeof objectiveNames)[number];

/** What a model promises, and how well it keeps it. Ratios 0..1, response times milliseconds. */
export interface Objective {
  name: ObjectiveName;
  target: number;
  /** Null without data. */
  actual: number | null;
  met: boolean | null;
  /** Share of what may go wrong in the window that is left (error-budget.ts); null without data or without a budget. */
  errorBudgetRemaining: number | null;
}

/** The figures of a window; null without a denominator. */
export interface ObjectiveFigures {
  availability: Availability;
  requests: number;
  failedRequests: number;
  averageLatencyMs: number | null;
  openErrorAlerts: number;
  accuracy: number | null;
  averageConfidence: number | null;
  errorRate: number | null;
}

/**
 * Measures a window's figures by the manifest's targets. A share of good must lie above its target (availability: must
 * reach it), a share of bad and the response time below it; where nothing at all went wrong the target is met, whatever it
 * is. A regression has neither accuracy nor confidence.
 */
export function assessObjectives(
  { targets, task }: Pick<Manifest, 'targets' | 'task'>,
  figures: ObjectiveFigures,
): Objective[] {
  const { slots, present } = figures.availability;
  const { requests, failedRequests, openErrorAlerts } = figures;
  const limitMs = targets.responseTimeLimitMs ?? 2 * targets.responseTimeMs;
  const timeBudget = (actualMs: number) => budgetUpToLimit(actualMs, targets.responseTimeMs, limitMs);
  const all: Objective[] = [
    good('AVAILABILITY', ratio(present, slots), targets.availability, (actual, target) => actual >= target),
    bad('FAILED_REQUEST_RATE', ratio(failedRequests, requests), targets.failedRequestRate),
    bad('RESPONSE_TIME_MS', figures.averageLatencyMs, targets.responseTimeMs, timeBudget),
    bad('OPEN_ERROR_ALERTS', openErrorAlerts, 0),
    good('ACCURACY', figures.accuracy, targets.accuracy),
    good('CONFIDENCE', figures.averageConfidence, targets.confidence),
    bad('ERROR_RATE', figures.errorRate, targets.errorRate),
  ];
  const isOfClasses = ({ name }: Objective) => name === 'ACCURACY' || name === 'CONFIDENCE';
  return task === 'REGRESSION' ? all.filter((objective) => !isOfClasses(objective)) : all;
}

function good(
  name: ObjectiveName,
  actual: number | null,
  target: number,
  isMet = (value: number, least: number) => value > least || value === 1,
): Objective {
  if (actual === null) return withoutData(name, target);
  const errorBudgetRemaining = budgetOfShareAbove(actual, target);
  return { name, target, actual, met: isMet(actual, target), errorBudgetRemaining };
}

function bad(
  name: ObjectiveName,
  actual: number | null,
  target: number,
  budget: (actual: number) => number | null = (value) => budgetOfShareBelow(value, target),
): Objective {
  if (actual === null) return withoutData(name, target);
  const met = actual < target || actual === 0;
  return { name, target, actual, met, errorBudgetRemaining: budget(actual) };
}

const withoutData = (name: ObjectiveName, target: number): Objective => ({
  name,
  target,
  actual: null,
  met: null,
  errorBudgetRemaining: null,
});

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
