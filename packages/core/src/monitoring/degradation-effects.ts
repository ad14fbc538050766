export const degradationMetrics = [
  'CONFIDENCE',
  'RESPONSE_TIME',
  'RESPONSE_TIME_P95',
  'ERROR_RATE',
  'POSITIVE_RATE',
  'ACCURACY',
  'RECALL',
  'PRECISION',
] as const;
export type DegradationMetric = (typeof degradationMetrics)[number];

/** How large a change has to be to matter, however certain it is. */
interface Effect {
  /** The direction that is worse. EITHER: a change is news both ways. */
  worse: 'LOWER' | 'HIGHER' | 'EITHER';
  /** Least difference, in the metric's own unit: a share of 1, or milliseconds. */
  absolute: number;
  /** Least difference as a share of the baseline. */
  relative: number;
  /** Whether both of them have to be reached, or one is enough. */
  needs: 'BOTH' | 'ONE';
}

export const degradationEffects: Readonly<Record<DegradationMetric, Effect>> = {
  CONFIDENCE: { worse: 'LOWER', absolute: 0.03, relative: 0, needs: 'BOTH' },
  RESPONSE_TIME: { worse: 'HIGHER', absolute: 20, relative: 0.25, needs: 'BOTH' },
  RESPONSE_TIME_P95: { worse: 'HIGHER', absolute: 20, relative: 0.25, needs: 'BOTH' },
  ERROR_RATE: { worse: 'HIGHER', absolute: 0.02, relative: 0.5, needs: 'BOTH' },
  POSITIVE_RATE: { worse: 'EITHER', absolute: 0.05, relative: 0.25, needs: 'ONE' },
  ACCURACY: { worse: 'LOWER', absolute: 0.03, relative: 0, needs: 'BOTH' },
  RECALL: { worse: 'LOWER', absolute: 0.05, relative: 0.1, needs: 'BOTH' },
  PRECISION: { worse: 'LOWER', absolute: 0.05, relative: 0.1, needs: 'BOTH' },
};

/** For differences such as 0.83 - 0.8, which doubles put just below 0.03. */
const ROUNDING = 1e-9;

/** Whether a metric went from `baseline` to `recent` the worse way, and far enough to matter. */
export function isEffect(metric: DegradationMetric, baseline: number, recent: number): boolean {
  const { worse, absolute, relative, needs } = degradationEffects[metric];
  const change = recent - baseline;
  if (change === 0 || (worse === 'LOWER' && change > 0) || (worse === 'HIGHER' && change < 0)) return false;
  const isFar = Math.abs(change) >= absolute - ROUNDING;
  const isFarForBaseline = Math.abs(change) >= (relative - ROUNDING) * Math.abs(baseline);
  return needs === 'BOTH' ? isFar && isFarForBaseline : isFar || isFarForBaseline;
}
