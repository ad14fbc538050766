import type { Manifest } from '../features/manifest.ts';
import { measuredLabels, type MeasuredPlan } from '../monitoring/measured.ts';
import { oneAgainstRest } from '../performance/confusion-matrix.ts';
import type { SegmentCounts } from '../segments/segment-summary.ts';
import { classCounts } from '../sketches/minute-counters.ts';
import type { GroupCounts } from './fairness-report.ts';

/**
 * What a fairness report needs of the segments of a binary model: answers of the window, labels of its cohort.
 * `standsFor`: how many rows one counted row of the window stands for, so that a sample is as sure as its own rows.
 */
export function groupCounts(
  segments: readonly SegmentCounts[],
  standsFor: number,
  plan: MeasuredPlan,
  manifest: Pick<Manifest, 'classes' | 'positiveClass' | 'outcome'>,
): GroupCounts[] {
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  return segments.map(({ value, asked, cohort }) => {
    const counts = classCounts(asked, manifest.classes.length);
    const { confusion } = measuredLabels(plan, { cohort, arrived: cohort }, manifest);
    return {
      label: value,
      answered: Math.round(counts.reduce((sum, count) => sum + count, 0) / standsFor),
      answeredPositive: Math.round(counts[positive] / standsFor),
      confusion: oneAgainstRest(confusion ?? [], positive),
    };
  });
}
