import type { AlertRule, Observation } from '../alert.ts';

/** Errors above 5 %; an ERROR above 15 %; good again from 4 % on. */
export function ruleOf(changes: Partial<AlertRule> = {}): AlertRule {
  return {
    type: 'high_error_rate',
    name: 'High error rate',
    category: 'SERVICE',
    metric: 'ERROR_RATE',
    windowMinutes: 60,
    comparison: 'ABOVE',
    threshold: 0.05,
    lowerThreshold: null,
    recoveryThreshold: 0.04,
    lowerRecoveryThreshold: null,
    errorThreshold: 0.15,
    minimumSamples: 300,
    dwellMinutes: 0,
    recoveryMinutes: 1,
    severity: 'WARNING',
    ...changes,
  };
}

export function observationOf(value: number, changes: Partial<Observation> = {}): Observation {
  const window = { fromMs: Date.UTC(2026, 4, 1), toMs: Date.UTC(2026, 4, 1, 1) };
  return { value, samples: 1_000, lower: value, upper: value, window, ...changes };
}
