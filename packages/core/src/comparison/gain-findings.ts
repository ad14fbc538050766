import { holmAdjusted } from '../statistics/holm.ts';
import type { MetricGain } from './metric-gain.ts';

/** UNDECIDED: neither a loss nor its absence is shown, for want of rows or because the metric is not defined. */
export type Finding = 'BETTER' | 'NOT_WORSE' | 'WORSE' | 'UNDECIDED';

export interface MetricFinding extends MetricGain {
  /** How much worse is still as good, above 0. */
  readonly margin: number;
  /** The p-value, adjusted for all metrics of the comparison (Holm); null where there is none. */
  readonly adjustedP: number | null;
  readonly finding: Finding;
}

/** Share of the margin that a gain has to be to count: never significance alone, which any gain reaches in many rows. */
const LEAST_GAIN = 0.5;

/**
 * NOT_WORSE: a loss of the margin or more is refuted (one-sided, each metric by itself: all of them are asked for, which
 * needs no adjustment). BETTER: besides, a gain of half the margin at least, significant over all metrics. WORSE: not
 * NOT_WORSE, and a loss that is significant over all metrics.
 */
export function findGains(
  gains: readonly MetricGain[],
  marginOf: (metric: string) => number,
  level: number,
): MetricFinding[] {
  const known = gains.flatMap(({ pValue }) => pValue ?? []);
  const adjusted = holmAdjusted(known).values();
  return gains.map((gain) => {
    const margin = marginOf(gain.metric);
    const adjustedP = gain.pValue === null ? null : (adjusted.next().value ?? null);
    return { ...gain, margin, adjustedP, finding: findingOf(gain, margin, adjustedP, level) };
  });
}

function findingOf(
  { gain, lower }: MetricGain,
  margin: number,
  adjustedP: number | null,
  level: number,
): Finding {
  if (gain === null || lower === null || adjustedP === null) return 'UNDECIDED';
  const isSignificant = adjustedP < level;
  if (lower > -margin) return isSignificant && gain >= LEAST_GAIN * margin ? 'BETTER' : 'NOT_WORSE';
  return isSignificant && gain < 0 ? 'WORSE' : 'UNDECIDED';
}
