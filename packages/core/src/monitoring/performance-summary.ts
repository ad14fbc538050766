import type { Manifest } from '../features/manifest.ts';
import {
  counterFigures,
  counterLatencyQuantile,
  type CounterFigures,
  type MinuteCounters,
} from '../sketches/minute-counters.ts';
import { HOUR_MS } from '../time/units.ts';
import type { TimeWindow } from './window.ts';

/** CRITICAL comes with an open alert of severity ERROR. */
export const performanceStatuses = ['NO_DATA', 'HEALTHY', 'WARNING', 'CRITICAL'] as const;
export type PerformanceStatus = (typeof performanceStatuses)[number];

/** What a window's counters say of a model. Ratios 0..1, null without a denominator. */
export interface PerformanceSummary extends CounterFigures {
  status: PerformanceStatus;
  /** Share of the positive class among the answered; null for a model that has none. */
  positiveRate: number | null;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
  latencyP99Ms: number | null;
  /** Over the whole window, quiet times included. */
  perHour: number;
}

export function summarizePerformance(
  counters: MinuteCounters,
  manifest: Manifest,
  window: TimeWindow,
): PerformanceSummary {
  const figures = counterFigures(counters);
  return {
    ...figures,
    status: statusOf(figures, manifest.targets),
    positiveRate: positiveRate(figures.classCounts, manifest),
    latencyP50Ms: counterLatencyQuantile(counters, 0.5),
    latencyP95Ms: counterLatencyQuantile(counters, 0.95),
    latencyP99Ms: counterLatencyQuantile(counters, 0.99),
    perHour: figures.predictions / ((window.toMs - window.fromMs) / HOUR_MS),
  };
}

export function positiveRate(classCounts: readonly number[], manifest: Manifest): number | null {
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  const answered = classCounts.reduce((sum, count) => sum + count, 0);
  return positive < 0 || answered === 0 ? null : (classCounts[positive] ?? 0) / answered;
}

/** HEALTHY when every target that has a figure is met. */
function statusOf(figures: CounterFigures, targets: Manifest['targets']): PerformanceStatus {
  if (figures.predictions === 0) return 'NO_DATA';
  const { errorRate, averageConfidence, averageLatencyMs } = figures;
  const met =
    (errorRate === null || errorRate < targets.errorRate) &&
    (averageConfidence === null || averageConfidence > targets.confidence) &&
    (averageLatencyMs === null || averageLatencyMs < targets.responseTimeMs);
  return met ? 'HEALTHY' : 'WARNING';
}
