import type { AlertSeverity } from '../alerts/alert.ts';
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

/** `worstAlert`: of the open ones; null without any. */
export function summarizePerformance(
  counters: MinuteCounters,
  manifest: Manifest,
  window: TimeWindow,
  worstAlert: AlertSeverity | null = null,
): PerformanceSummary {
  const figures = counterFigures(counters, manifest.classes.length);
  return {
    ...figures,
    status: statusOf(figures, manifest.targets, worstAlert),
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

/** HEALTHY when every target that has a figure is met, and nothing is wrong. */
function statusOf(
  figures: CounterFigures,
  targets: Manifest['targets'],
  worstAlert: AlertSeverity | null,
): PerformanceStatus {
  if (figures.predictions === 0) return 'NO_DATA';
  if (worstAlert === 'ERROR') return 'CRITICAL';
  const { errorRate, averageConfidence, averageLatencyMs } = figures;
  const met =
    (errorRate === null || errorRate < targets.errorRate) &&
    (averageConfidence === null || averageConfidence > targets.confidence) &&
    (averageLatencyMs === null || averageLatencyMs < targets.responseTimeMs);
  return met && worstAlert !== 'WARNING' ? 'HEALTHY' : 'WARNING';
}
