import type { DegradationMetric } from './degradation-effects.ts';

const ratio = (value: number) => value.toFixed(2);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
const milliseconds = (value: number) => `${value >= 10 ? Math.round(value) : value.toFixed(1)} ms`;

/** How each metric is called, and how its values are written. */
const WORDS: Readonly<Record<DegradationMetric, { name: string; write(value: number): string }>> = {
  CONFIDENCE: { name: 'Confidence', write: ratio },
  RESPONSE_TIME: { name: 'Average response time', write: milliseconds },
  RESPONSE_TIME_P95: { name: '95 % response time', write: milliseconds },
  ERROR_RATE: { name: 'Error rate', write: percent },
  POSITIVE_RATE: { name: 'Positive rate', write: percent },
  ACCURACY: { name: 'Accuracy', write: ratio },
  RECALL: { name: 'Recall', write: ratio },
  PRECISION: { name: 'Precision', write: ratio },
};

/** "Confidence dropped from 0.89 to 0.76". */
export function changeMessage(metric: DegradationMetric, baseline: number, recent: number): string {
  const { name, write } = WORDS[metric];
  const [before, now] = [write(baseline), write(recent)];
  if (before === now) return `${name} stayed at ${now}`;
  return `${name} ${recent < baseline ? 'dropped' : 'rose'} from ${before} to ${now}`;
}
