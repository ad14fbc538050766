import { fail, KilterError } from '@kilter/core/errors/error-code';
import { fairnessReportOfCounts, type FairnessReport } from '@kilter/core/fairness/fairness-report';
import { groupCounts } from '@kilter/core/fairness/group-counts';
import type { MeasuredPlan } from '@kilter/core/monitoring/measured';
import type { Needs } from '../monitoring/read-counters.ts';
import { readSegmentCounts, type CountedSegments, type SegmentRequest } from './read-segment-counts.ts';

export interface Fairness extends FairnessReport, Pick<CountedSegments, 'rowsLookedAt'> {
  plan: MeasuredPlan;
}

/**
 * Gaps between the groups of a feature, from stored counters or a sample as `readSegmentCounts`. Throws BAD_USER_INPUT for a
 * model that is not binary and for what is no feature, INSUFFICIENT_DATA without answers.
 */
export async function readFairness(needs: Needs, request: SegmentRequest): Promise<Fairness> {
  const { name, manifest } = needs.registry.find(request.model);
  if (manifest.task !== 'BINARY_CLASSIFICATION') {
    fail('BAD_USER_INPUT', `"${name}" has no positive class: there is nothing to be selected for`, 'model');
  }
  if (manifest.features.every((feature) => feature.name !== request.by)) {
    fail('BAD_USER_INPUT', `"${request.by}" is not a feature`, 'by');
  }
  const { plan, segments, rowsLookedAt, standsFor } = await readSegmentCounts(needs, request);
  const result = fairnessReportOfCounts(groupCounts(segments, standsFor, plan, manifest));
  if (!result.ok) throw new KilterError(result.failure);
  return { ...result.report, plan, rowsLookedAt };
}
