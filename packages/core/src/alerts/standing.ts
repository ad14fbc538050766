import type { AlertRule, AlertSeverity, Observation } from './alert.ts';

/** BREACHED: beyond the threshold, by more than chance. GOOD: back behind the recovery threshold. BETWEEN: neither. */
export type Standing = 'BREACHED' | 'BETWEEN' | 'GOOD';

type Edges = Pick<AlertRule, 'comparison' | 'threshold' | 'lowerThreshold'>;

/** How an observation stands to a rule; null: too few rows for a verdict. */
export function standingOf(observation: Observation | null, rule: AlertRule): Standing | null {
  if (observation === null || observation.samples < rule.minimumSamples) return null;
  if (isBeyond(observation, rule)) return 'BREACHED';
  return isGood(observation.value, rule) ? 'GOOD' : 'BETWEEN';
}

/** Of a breach: the rule's own severity, ERROR from the error threshold on. */
export function severityOf(observation: Observation, rule: AlertRule): AlertSeverity {
  const { errorThreshold } = rule;
  const isFar = errorThreshold !== null && isBeyond(observation, { ...rule, threshold: errorThreshold });
  return isFar ? 'ERROR' : rule.severity;
}

/** The threshold that a value is measured by: of a band, the nearer edge. */
export function thresholdFor(value: number, { comparison, threshold, lowerThreshold }: Edges): number {
  if (comparison !== 'OUTSIDE' || lowerThreshold === null) return threshold;
  return value >= (threshold + lowerThreshold) / 2 ? threshold : lowerThreshold;
}

/** Even the bound that is nearest to the good side lies beyond: what may be chance is no breach. */
function isBeyond({ lower, upper }: Observation, { comparison, threshold, lowerThreshold }: Edges): boolean {
  if (comparison === 'ABOVE') return lower > threshold;
  if (comparison === 'BELOW') return upper < threshold;
  return lower > threshold || (lowerThreshold !== null && upper < lowerThreshold);
}

/** The value itself: a wide interval must not keep an alert open. */
function isGood(
  value: number,
  { comparison, recoveryThreshold, lowerRecoveryThreshold }: AlertRule,
): boolean {
  if (comparison === 'ABOVE') return value <= recoveryThreshold;
  if (comparison === 'BELOW') return value >= recoveryThreshold;
  return value <= recoveryThreshold && (lowerRecoveryThreshold === null || value >= lowerRecoveryThreshold);
}
