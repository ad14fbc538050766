import { HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { isLabelled, type AlertMetric, type AlertRule, type Observation } from './alert.ts';
import { standingOf, thresholdFor } from './standing.ts';

export interface AlertSubject {
  model: string;
  positiveClass: string | null;
}

/**
 * A sentence with the figures: "Recall 31.0 % is below 41.5 % (2,350 labelled predictions from 2026-05-01 to
 * 2026-05-08)". Without an observation: of an alert that has ended, since there are too few rows for a verdict.
 */
export function alertMessage(
  observation: Observation | null,
  rule: AlertRule,
  subject: AlertSubject,
): string {
  const { metric, minimumSamples } = rule;
  const name = nameOf(metric, subject);
  if (observation === null) {
    const rows = isLabelled(metric) ? 'labelled predictions' : 'predictions';
    return `${name} is no longer known: fewer than ${count(minimumSamples)} ${rows} in 7 days`;
  }
  if (metric === 'MODEL_NOT_LOADED') {
    const { value, reason } = observation;
    return `The model ${subject.model} is ${value > 0 ? `not loaded${reason ? `: ${reason}` : ''}` : 'loaded again'}`;
  }
  return `${name} ${verdict(observation, rule)} (${rowsOf(observation, metric)})`;
}

function nameOf(metric: AlertMetric, { model, positiveClass }: AlertSubject): string {
  switch (metric) {
    case 'ACCURACY':
      return 'Accuracy';
    case 'RECALL':
      return 'Recall';
    case 'RESPONSE_TIME_P95':
      return 'Response time (95 % quantile)';
    case 'CONFIDENCE':
      return 'Average confidence';
    case 'ERROR_RATE':
      return 'Error rate';
    case 'POSITIVE_RATE':
      return `Share of "${positiveClass}"`;
    case 'MODEL_NOT_LOADED':
      return `Whether the model ${model} is loaded`;
  }
}

/** "31.0 % is below 41.5 %"; while it is neither bad nor good: of what is still missing. */
function verdict(observation: Observation, rule: AlertRule): string {
  const { value } = observation;
  const recovery = {
    comparison: rule.comparison,
    threshold: rule.recoveryThreshold,
    lowerThreshold: rule.lowerRecoveryThreshold,
  };
  const standing = standingOf(observation, rule);
  const limit = thresholdFor(value, standing === 'BREACHED' ? rule : recovery);
  const isUpper =
    rule.comparison === 'ABOVE' || (rule.comparison === 'OUTSIDE' && limit >= recovery.threshold);
  const [written, limitWritten] = writePair(value, limit, rule.metric);
  if (standing === 'GOOD') return `${written} is ${isUpper ? 'at most' : 'at least'} ${limitWritten} again`;
  return `${written} is ${standing === 'BREACHED' ? '' : 'still '}${isUpper ? 'above' : 'below'} ${limitWritten}`;
}

/** With as many digits as are needed to tell them apart. */
function writePair(value: number, limit: number, metric: AlertMetric): [string, string] {
  const digits = metric === 'RESPONSE_TIME_P95' ? [0, 1, 2, 3] : [1, 2, 3];
  const pairs = digits.map((n): [string, string] => [write(value, metric, n), write(limit, metric, n)]);
  return pairs.find(([a, b]) => a !== b) ?? pairs[0];
}

function write(value: number, metric: AlertMetric, digits: number): string {
  const isTime = metric === 'RESPONSE_TIME_P95';
  const number = (isTime ? value : value * 100).toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number} ${isTime ? 'ms' : '%'}`;
}

function rowsOf({ samples, window }: Observation, metric: AlertMetric): string {
  const { fromMs, toMs } = window;
  if (!isLabelled(metric)) return `${count(samples)} predictions in the last ${spanWords(toMs - fromMs)}`;
  return `${count(samples)} labelled predictions from ${day(fromMs)} to ${day(toMs)}`;
}

const count = (rows: number) => rows.toLocaleString('en');
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** "hour", "90 minutes", "3 hours", "7 days". */
function spanWords(spanMs: number): string {
  const hours = spanMs / HOUR_MS;
  if (!Number.isInteger(hours)) return `${spanMs / MINUTE_MS} minutes`;
  if (hours === 1) return 'hour';
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
}
