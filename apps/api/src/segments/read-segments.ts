import { summarizeSegments, type SegmentSummary } from '@kilter/core/segments/segment-summary';
import type { Needs } from '../monitoring/read-counters.ts';
import type { ServedModel } from '../models/registry.ts';
import { readSegmentCounts, type CountedSegments, type SegmentRequest } from './read-segment-counts.ts';

export interface Segment extends SegmentSummary, Pick<CountedSegments, 'rowsLookedAt'> {
  model: ServedModel;
}

/** The figures of each segment of a window. Throws as `readSegmentCounts`. */
export async function readSegments(needs: Needs, request: SegmentRequest): Promise<Segment[]> {
  const { model, plan, segments, total, rowsLookedAt } = await readSegmentCounts(needs, request);
  return summarizeSegments(segments, total, plan, model.manifest).map((summary) => ({
    ...summary,
    model,
    rowsLookedAt,
  }));
}
