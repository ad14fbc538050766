import type { Manifest } from '../features/manifest.ts';
import {
  answeredCount,
  measuredLabels,
  summarizeMeasured,
  type Measured,
  type MeasuredPlan,
} from '../monitoring/measured.ts';
import { positiveRate } from '../monitoring/performance-summary.ts';
import { counterFigures, type MinuteCounters } from '../sketches/minute-counters.ts';
import { segmentMetricsOfCounts, type SegmentFigures } from './segment-metrics.ts';

/** The core counters of one segment. */
export interface SegmentCounts {
  readonly value: string;
  /** Of the window asked for; of a sample, times what it stands for. */
  readonly asked: MinuteCounters;
  /** Of the cohort that answers for the labels, as counted. */
  readonly cohort: MinuteCounters;
  /** How many of the answers in `asked` are of the cohort. */
  readonly mature: number;
}

export interface SegmentSummary extends Pick<SegmentFigures, 'intervals' | 'isShown' | 'mayAlert'> {
  readonly value: string;
  readonly predictions: number;
  /** Of all predictions of the window, 0..1; null without any. */
  readonly share: number | null;
  readonly positiveRate: number | null;
  readonly averageConfidence: number | null;
  /** Null for a regression, and while nothing of the segment is labelled. */
  readonly measured: Measured | null;
}

/** The figures of segments, in their order. `total`: predictions of the window, all segments and others together. */
export function summarizeSegments(
  segments: readonly SegmentCounts[],
  total: number,
  plan: MeasuredPlan,
  manifest: Manifest,
): SegmentSummary[] {
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  return segments.map((segment) => {
    const { value, asked, cohort } = segment;
    const { predictions, averageConfidence, classCounts } = counterFigures(asked, manifest.classes.length);
    const tallies = measuredLabels(plan, { cohort, arrived: cohort }, manifest);
    const [figures] = segmentMetricsOfCounts([value], [tallies], positive);
    const isMeasured = manifest.task !== 'REGRESSION' && tallies.labelled > 0;
    return {
      value,
      predictions: Math.round(predictions),
      share: total > 0 ? predictions / total : null,
      positiveRate: positiveRate(classCounts, manifest),
      averageConfidence,
      measured: isMeasured
        ? summarizeMeasured(plan, tallies, manifest, maturityOf(segment, tallies.labelled, plan, manifest))
        : null,
      intervals: figures.intervals,
      isShown: figures.isShown,
      mayAlert: figures.mayAlert,
    };
  });
}

/** Where no label window closes: the share that has a label. */
function maturityOf(
  { asked, mature }: SegmentCounts,
  labelled: number,
  { closedThroughMs }: MeasuredPlan,
  { classes }: Manifest,
): number | null {
  const answered = answeredCount(asked, classes.length);
  if (answered === 0) return null;
  return Math.min(1, (closedThroughMs === null ? labelled : mature) / answered);
}
