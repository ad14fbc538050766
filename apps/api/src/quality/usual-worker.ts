import type { Manifest } from '@kilter/core/features/manifest';
import type { Reference } from '@kilter/core/features/reference';
import { fitOutlierModel, outlierModelOfCounts } from '@kilter/core/outliers/outlier-model';
import { answerOnThread } from '../threads/answer-on-thread.ts';

/** What a model of what is usual is learnt from. */
export type UsualRequest = { manifest: Manifest; seed: number } & (
  | {
      from: 'ROWS';
      /** One array a feature, NaN missing. */
      columns: readonly Float64Array[];
      /** One number a row, the same for rows that belong together. */
      groups: Int32Array;
    }
  | { from: 'COUNTS'; reference: Pick<Reference, 'features'> }
);

export const learnUsual = answerOnThread((request: UsualRequest) => {
  const { manifest, seed } = request;
  return request.from === 'ROWS'
    ? fitOutlierModel(manifest, request.columns, seed, request.groups)
    : outlierModelOfCounts(manifest, request.reference, seed);
});
