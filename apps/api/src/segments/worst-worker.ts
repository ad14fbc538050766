import { KilterError } from '@kilter/core/errors/error-code';
import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import { segmentCoding } from '@kilter/core/segments/segment-coding';
import type { SliceAnswers } from '@kilter/core/segments/slice-metric';
import { findWorstSlices, type SliceSearchOptions } from '@kilter/core/segments/worst-slices';
import { answerOnThread } from '../threads/answer-on-thread.ts';

export interface WorstSlicesRequest extends Pick<Manifest, 'features'> {
  /** By name; those that it lacks are not cut into intervals. */
  reference: Reference['features'];
  /** One array a feature, NaN missing. */
  columns: readonly Float64Array[];
  answers: SliceAnswers;
  options: SliceSearchOptions;
}

export const worstSlices = answerOnThread(
  ({ features, reference, columns, answers, options }: WorstSlicesRequest) => {
    const codings = features.map((feature) => segmentCoding(feature, reference[feature.name]));
    const result = findWorstSlices(codings, columns, answers, options);
    if (!result.ok) throw new KilterError(result.failure);
    return result.search;
  },
);
