import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import {
  worseSeverity,
  type AlertEventKind,
  type AlertMetric,
  type AlertRule,
  type AlertSeverity,
  type AlertStatus,
  type Observation,
} from './alert.ts';
import { severityOf, standingOf, thresholdFor, type Standing } from './standing.ts';

/** An open alert, as it was written last. */
export interface AlertState {
  status: Exclude<AlertStatus, 'RESOLVED'>;
  severity: AlertSeverity;
  value: number;
  /** Since when it has this status, Unix milliseconds. */
  sinceMs: number;
  /** When it was written last. */
  updatedAtMs: number;
}

/** What becomes of an alert. `steps` are its events, in order; none: it is as it was, and was looked at. */
export interface AlertTransition {
  status: AlertStatus;
  severity: AlertSeverity;
  sinceMs: number;
  steps: { kind: AlertEventKind; status: AlertStatus }[];
}

/** Without enough rows an open alert stays as it is for so long after it was looked at last; then nobody knows, and it ends. */
export const ENDS_WITHOUT_DATA_AFTER_MS = 7 * DAY_MS;

/** A firing alert's figures are renewed when they have moved by such a part of the threshold, and so long after the last time. */
const RENEWALS = [
  { movedBy: 0.1, afterMs: 5 * MINUTE_MS },
  { movedBy: 0.01, afterMs: 60 * MINUTE_MS },
];

/** How often it is written down that a firing alert has been looked at. */
const LOOKED_AT_EVERY_MS = 60 * MINUTE_MS;
/** What only one process may know, the others must hear of soon. */
const LOCAL_LOOKED_AT_EVERY_MS = 20_000;

/** Whether each process sees its own value. */
export const isLocal = (metric: AlertMetric): boolean => metric === 'MODEL_NOT_LOADED';

/**
 * normal (null) -> PENDING -> FIRING -> RECOVERING -> normal (RESOLVED). A breach that ends before it has lasted for the
 * rule's dwell is cleared, and was never raised. Too few rows change nothing. The severity of an open alert never falls.
 * Null: there is nothing to write.
 */
export function nextAlertState(
  state: AlertState | null,
  observation: Observation | null,
  rule: AlertRule,
  nowMs: number,
): AlertTransition | null {
  const standing = standingOf(observation, rule);
  if (state === null) return standing === 'BREACHED' && observation ? open(observation, rule, nowMs) : null;
  if (standing === null || observation === null) return endWithoutData(state, nowMs);
  const severity =
    standing === 'BREACHED' ? worseSeverity(state.severity, severityOf(observation, rule)) : state.severity;
  const go = (status: AlertStatus, kind: AlertEventKind): AlertTransition => ({
    status,
    severity,
    sinceMs: nowMs,
    steps: [{ kind, status }],
  });
  const lastedMs = nowMs - state.sinceMs;
  switch (state.status) {
    case 'PENDING':
      if (standing !== 'BREACHED') return go('RESOLVED', 'CLEARED');
      return lastedMs >= rule.dwellMinutes * MINUTE_MS ? go('FIRING', 'FIRED') : null;
    case 'FIRING':
      if (standing !== 'GOOD') return renew(state, observation, severity, rule, nowMs);
      return rule.recoveryMinutes > 0 ? go('RECOVERING', 'RECOVERING') : go('RESOLVED', 'RESOLVED');
    case 'RECOVERING':
      if (standing === 'BREACHED') return go('FIRING', 'REFIRED');
      return isRecovered(standing, lastedMs, rule) ? go('RESOLVED', 'RESOLVED') : null;
  }
}

function open(observation: Observation, rule: AlertRule, nowMs: number): AlertTransition {
  const opened = { kind: 'OPENED', status: 'PENDING' } as const;
  const fired = { kind: 'FIRED', status: 'FIRING' } as const;
  const severity = severityOf(observation, rule);
  return rule.dwellMinutes > 0
    ? { status: 'PENDING', severity, sinceMs: nowMs, steps: [opened] }
    : { status: 'FIRING', severity, sinceMs: nowMs, steps: [opened, fired] };
}

function endWithoutData(state: AlertState, nowMs: number): AlertTransition | null {
  if (nowMs - state.updatedAtMs < ENDS_WITHOUT_DATA_AFTER_MS) return null;
  const kind = state.status === 'PENDING' ? 'CLEARED' : 'RESOLVED';
  return {
    status: 'RESOLVED',
    severity: state.severity,
    sinceMs: nowMs,
    steps: [{ kind, status: 'RESOLVED' }],
  };
}

function isRecovered(standing: Standing, lastedMs: number, { recoveryMinutes }: AlertRule): boolean {
  return standing === 'GOOD' && lastedMs >= recoveryMinutes * MINUTE_MS;
}

/** It goes on firing: with new figures when they say something new, and now and then just looked at. */
function renew(
  state: AlertState,
  observation: Observation,
  severity: AlertSeverity,
  rule: AlertRule,
  nowMs: number,
): AlertTransition | null {
  const agoMs = nowMs - state.updatedAtMs;
  const moved = Math.abs(observation.value - state.value);
  const unit = Math.abs(thresholdFor(observation.value, rule));
  const isNews =
    severity !== state.severity ||
    RENEWALS.some(({ movedBy, afterMs }) => agoMs >= afterMs && moved > 0 && moved >= movedBy * unit);
  const same = { status: state.status, severity, sinceMs: state.sinceMs };
  if (isNews) return { ...same, steps: [{ kind: 'UPDATED', status: state.status }] };
  const isDue = agoMs >= (isLocal(rule.metric) ? LOCAL_LOOKED_AT_EVERY_MS : LOOKED_AT_EVERY_MS);
  return isDue ? { ...same, steps: [] } : null;
}
