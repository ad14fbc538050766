import type { FeatureColumn } from '@kilter/core/drift/multivariate/feature-column';
import {
  multivariateDrift,
  type MultivariateMethod,
  type MultivariateOptions,
} from '@kilter/core/drift/multivariate/multivariate-drift';
import { answerOnThread } from '../threads/answer-on-thread.ts';

export interface MultivariateRequest {
  method: MultivariateMethod;
  reference: readonly FeatureColumn[];
  current: readonly FeatureColumn[];
  options: MultivariateOptions;
}

export const driftOf = answerOnThread(({ method, reference, current, options }: MultivariateRequest) =>
  multivariateDrift(method, reference, current, options),
);
