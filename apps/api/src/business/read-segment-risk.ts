import { valueAtRiskBySegment, type SegmentRisk } from '@kilter/core/business/value-at-risk';
import { fail } from '@kilter/core/errors/error-code';
import type { MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { sumCounters } from '../monitoring/read-counters.ts';
import type { Business, Needs } from './read-business.ts';

/** Each segment is a question of its own. */
const MOST_SEGMENTS = 100;

/** The window's value at risk by the segments of one feature. Throws BAD_USER_INPUT, TOO_MANY_POINTS. */
export async function readSegmentRisk(
  needs: Needs,
  { model, window }: Pick<Business, 'model' | 'window'>,
  feature: string,
): Promise<SegmentRisk[]> {
  const coding = model.champion.layout.segments.find((segment) => segment.feature === feature);
  if (!coding) {
    const known = model.manifest.segments.join(', ') || 'none';
    return fail('BAD_USER_INPUT', `"${feature}" is not a segment: ${known}`, 'by');
  }
  if (coding.labels.length > MOST_SEGMENTS) {
    fail('TOO_MANY_POINTS', `"${feature}" has more than ${MOST_SEGMENTS} values`, 'by');
  }
  const counters = new Map<string, MinuteCounters>();
  for (const value of coding.labels) {
    counters.set(value, await sumCounters(needs, model, window, { segment: { feature, value } }));
  }
  return valueAtRiskBySegment(counters, model.manifest.costs?.valuePerSubject ?? null);
}
