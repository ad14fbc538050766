import { valueAtRiskBySegment, type SegmentRisk } from '@kilter/core/business/value-at-risk';
import { fail } from '@kilter/core/errors/error-code';
import { segmentName } from '@kilter/core/sketches/rollup-counters';
import { partOf, sumSegments } from '../monitoring/read-counters.ts';
import type { Business, Needs } from './read-business.ts';

/** More than anybody reads. */
const MOST_SEGMENTS = 100;

/** The window's value at risk by the segments of one feature. Throws BAD_USER_INPUT, TOO_MANY_POINTS. */
export async function readSegmentRisk(
  needs: Needs,
  { model, window, filter }: Pick<Business, 'model' | 'window' | 'filter'>,
  feature: string,
): Promise<SegmentRisk[]> {
  if (partOf(model, filter) !== 'CORE') {
    fail('BAD_USER_INPUT', 'segments are counted, what lies in two segments or tags is not', 'filter');
  }
  const coding = model.champion.layout.segments.find((segment) => segment.feature === feature);
  if (!coding) {
    const known = model.manifest.segments.join(', ') || 'none';
    return fail('BAD_USER_INPUT', `"${feature}" is not a segment: ${known}`, 'by');
  }
  if (coding.labels.length > MOST_SEGMENTS) {
    fail('TOO_MANY_POINTS', `"${feature}" has more than ${MOST_SEGMENTS} values`, 'by');
  }
  const prefix = segmentName(feature, '');
  const [sums] = await sumSegments(needs, model, [window], [prefix], filter);
  const counters = new Map(
    coding.labels.flatMap((label) => {
      const found = sums.get(segmentName(feature, label));
      return found ? [[label, found] as const] : [];
    }),
  );
  return valueAtRiskBySegment(counters, model.manifest.costs?.valuePerSubject ?? null);
}
