/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
  'fragment HealthFigures on Health {\n  status\n  version\n  models {\n    name\n    version\n    loaded\n    reason\n  }\n  database {\n    connected\n    latencyMs\n    spooled\n  }\n  instances {\n    name\n    startedAt\n    rssBytes\n    heapUsedBytes\n    cpuPercent\n    eventLoopLagMs\n  }\n}\n\nquery Health {\n  health {\n    ...HealthFigures\n  }\n}\n\nsubscription HealthChanged {\n  healthChanged {\n    ...HealthFigures\n  }\n}': typeof types.HealthFiguresFragmentDoc;
  'fragment FeatureFields on ModelFeature {\n  name\n  column\n  kind\n  integer\n  required\n  description\n  categories\n  synonyms\n  minimum\n  maximum\n}\n\nfragment ModelFields on Model {\n  name\n  title\n  description\n  task\n  classes\n  positiveClass\n  threshold\n  champion {\n    version\n    loaded\n    trainedAt\n  }\n  targets {\n    accuracy\n    confidence\n    errorRate\n    responseTimeMs\n  }\n  features {\n    ...FeatureFields\n  }\n}\n\nquery Models {\n  models {\n    ...ModelFields\n  }\n}': typeof types.FeatureFieldsFragmentDoc;
  'fragment PerformanceFigures on Performance {\n  from\n  to\n  status\n  totalPredictions\n  errors\n  refused\n  errorRate\n  positiveRate\n  averageConfidence\n  responseTimeMs {\n    average\n    p50\n    p95\n    p99\n  }\n  throughput {\n    perHour\n    perDay\n  }\n  labels {\n    label\n    count\n  }\n  measured {\n    __typename\n    ... on ClassificationMetrics {\n      labelled\n      maturity\n      closedThrough\n      accuracy\n      precision\n      recall\n      f1\n      rocAuc\n    }\n  }\n}\n\nquery Performance($model: String!, $window: WindowInput!) {\n  performance(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nsubscription PerformanceChanged($model: String!, $window: WindowInput!) {\n  performanceChanged(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nquery PerformanceSeries($model: String!, $window: WindowInput!, $bucket: Bucket!) {\n  performanceSeries(model: $model, window: $window, bucket: $bucket) {\n    at\n    predictions\n    errors\n    averageConfidence\n    positiveRate\n    responseTimeP95Ms\n  }\n}': typeof types.PerformanceFiguresFragmentDoc;
  'fragment PredictionRow on Prediction {\n  id\n  at\n  subject\n  label\n  value\n  probability\n  confidence\n  latencyMs\n  source\n  errorCode\n  modelVersion {\n    version\n  }\n  flags {\n    feature\n    kind\n    message\n  }\n}\n\nquery LatestPredictions($model: String!, $first: Int!) {\n  predictions(model: $model, first: $first) {\n    feedCursor\n    edges {\n      node {\n        ...PredictionRow\n      }\n    }\n  }\n}\n\nsubscription PredictionsAdded($model: String!, $after: String) {\n  predictionsAdded(model: $model, after: $after) {\n    cursor\n    skipped\n    predictions {\n      ...PredictionRow\n    }\n  }\n}\n\nquery PredictionDetail($id: ID!) {\n  prediction(id: $id) {\n    ...PredictionRow\n    environment\n    tags\n    features\n    probabilities {\n      label\n      probability\n    }\n  }\n}\n\nmutation Predict($model: String!, $features: JSON!, $subject: String) {\n  predict(model: $model, features: $features, subject: $subject) {\n    ...PredictionRow\n    probabilities {\n      label\n      probability\n    }\n  }\n}': typeof types.PredictionRowFragmentDoc;
};
const documents: Documents = {
  'fragment HealthFigures on Health {\n  status\n  version\n  models {\n    name\n    version\n    loaded\n    reason\n  }\n  database {\n    connected\n    latencyMs\n    spooled\n  }\n  instances {\n    name\n    startedAt\n    rssBytes\n    heapUsedBytes\n    cpuPercent\n    eventLoopLagMs\n  }\n}\n\nquery Health {\n  health {\n    ...HealthFigures\n  }\n}\n\nsubscription HealthChanged {\n  healthChanged {\n    ...HealthFigures\n  }\n}':
    types.HealthFiguresFragmentDoc,
  'fragment FeatureFields on ModelFeature {\n  name\n  column\n  kind\n  integer\n  required\n  description\n  categories\n  synonyms\n  minimum\n  maximum\n}\n\nfragment ModelFields on Model {\n  name\n  title\n  description\n  task\n  classes\n  positiveClass\n  threshold\n  champion {\n    version\n    loaded\n    trainedAt\n  }\n  targets {\n    accuracy\n    confidence\n    errorRate\n    responseTimeMs\n  }\n  features {\n    ...FeatureFields\n  }\n}\n\nquery Models {\n  models {\n    ...ModelFields\n  }\n}':
    types.FeatureFieldsFragmentDoc,
  'fragment PerformanceFigures on Performance {\n  from\n  to\n  status\n  totalPredictions\n  errors\n  refused\n  errorRate\n  positiveRate\n  averageConfidence\n  responseTimeMs {\n    average\n    p50\n    p95\n    p99\n  }\n  throughput {\n    perHour\n    perDay\n  }\n  labels {\n    label\n    count\n  }\n  measured {\n    __typename\n    ... on ClassificationMetrics {\n      labelled\n      maturity\n      closedThrough\n      accuracy\n      precision\n      recall\n      f1\n      rocAuc\n    }\n  }\n}\n\nquery Performance($model: String!, $window: WindowInput!) {\n  performance(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nsubscription PerformanceChanged($model: String!, $window: WindowInput!) {\n  performanceChanged(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nquery PerformanceSeries($model: String!, $window: WindowInput!, $bucket: Bucket!) {\n  performanceSeries(model: $model, window: $window, bucket: $bucket) {\n    at\n    predictions\n    errors\n    averageConfidence\n    positiveRate\n    responseTimeP95Ms\n  }\n}':
    types.PerformanceFiguresFragmentDoc,
  'fragment PredictionRow on Prediction {\n  id\n  at\n  subject\n  label\n  value\n  probability\n  confidence\n  latencyMs\n  source\n  errorCode\n  modelVersion {\n    version\n  }\n  flags {\n    feature\n    kind\n    message\n  }\n}\n\nquery LatestPredictions($model: String!, $first: Int!) {\n  predictions(model: $model, first: $first) {\n    feedCursor\n    edges {\n      node {\n        ...PredictionRow\n      }\n    }\n  }\n}\n\nsubscription PredictionsAdded($model: String!, $after: String) {\n  predictionsAdded(model: $model, after: $after) {\n    cursor\n    skipped\n    predictions {\n      ...PredictionRow\n    }\n  }\n}\n\nquery PredictionDetail($id: ID!) {\n  prediction(id: $id) {\n    ...PredictionRow\n    environment\n    tags\n    features\n    probabilities {\n      label\n      probability\n    }\n  }\n}\n\nmutation Predict($model: String!, $features: JSON!, $subject: String) {\n  predict(model: $model, features: $features, subject: $subject) {\n    ...PredictionRow\n    probabilities {\n      label\n      probability\n    }\n  }\n}':
    types.PredictionRowFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'fragment HealthFigures on Health {\n  status\n  version\n  models {\n    name\n    version\n    loaded\n    reason\n  }\n  database {\n    connected\n    latencyMs\n    spooled\n  }\n  instances {\n    name\n    startedAt\n    rssBytes\n    heapUsedBytes\n    cpuPercent\n    eventLoopLagMs\n  }\n}\n\nquery Health {\n  health {\n    ...HealthFigures\n  }\n}\n\nsubscription HealthChanged {\n  healthChanged {\n    ...HealthFigures\n  }\n}',
): (typeof documents)['fragment HealthFigures on Health {\n  status\n  version\n  models {\n    name\n    version\n    loaded\n    reason\n  }\n  database {\n    connected\n    latencyMs\n    spooled\n  }\n  instances {\n    name\n    startedAt\n    rssBytes\n    heapUsedBytes\n    cpuPercent\n    eventLoopLagMs\n  }\n}\n\nquery Health {\n  health {\n    ...HealthFigures\n  }\n}\n\nsubscription HealthChanged {\n  healthChanged {\n    ...HealthFigures\n  }\n}'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'fragment FeatureFields on ModelFeature {\n  name\n  column\n  kind\n  integer\n  required\n  description\n  categories\n  synonyms\n  minimum\n  maximum\n}\n\nfragment ModelFields on Model {\n  name\n  title\n  description\n  task\n  classes\n  positiveClass\n  threshold\n  champion {\n    version\n    loaded\n    trainedAt\n  }\n  targets {\n    accuracy\n    confidence\n    errorRate\n    responseTimeMs\n  }\n  features {\n    ...FeatureFields\n  }\n}\n\nquery Models {\n  models {\n    ...ModelFields\n  }\n}',
): (typeof documents)['fragment FeatureFields on ModelFeature {\n  name\n  column\n  kind\n  integer\n  required\n  description\n  categories\n  synonyms\n  minimum\n  maximum\n}\n\nfragment ModelFields on Model {\n  name\n  title\n  description\n  task\n  classes\n  positiveClass\n  threshold\n  champion {\n    version\n    loaded\n    trainedAt\n  }\n  targets {\n    accuracy\n    confidence\n    errorRate\n    responseTimeMs\n  }\n  features {\n    ...FeatureFields\n  }\n}\n\nquery Models {\n  models {\n    ...ModelFields\n  }\n}'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'fragment PerformanceFigures on Performance {\n  from\n  to\n  status\n  totalPredictions\n  errors\n  refused\n  errorRate\n  positiveRate\n  averageConfidence\n  responseTimeMs {\n    average\n    p50\n    p95\n    p99\n  }\n  throughput {\n    perHour\n    perDay\n  }\n  labels {\n    label\n    count\n  }\n  measured {\n    __typename\n    ... on ClassificationMetrics {\n      labelled\n      maturity\n      closedThrough\n      accuracy\n      precision\n      recall\n      f1\n      rocAuc\n    }\n  }\n}\n\nquery Performance($model: String!, $window: WindowInput!) {\n  performance(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nsubscription PerformanceChanged($model: String!, $window: WindowInput!) {\n  performanceChanged(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nquery PerformanceSeries($model: String!, $window: WindowInput!, $bucket: Bucket!) {\n  performanceSeries(model: $model, window: $window, bucket: $bucket) {\n    at\n    predictions\n    errors\n    averageConfidence\n    positiveRate\n    responseTimeP95Ms\n  }\n}',
): (typeof documents)['fragment PerformanceFigures on Performance {\n  from\n  to\n  status\n  totalPredictions\n  errors\n  refused\n  errorRate\n  positiveRate\n  averageConfidence\n  responseTimeMs {\n    average\n    p50\n    p95\n    p99\n  }\n  throughput {\n    perHour\n    perDay\n  }\n  labels {\n    label\n    count\n  }\n  measured {\n    __typename\n    ... on ClassificationMetrics {\n      labelled\n      maturity\n      closedThrough\n      accuracy\n      precision\n      recall\n      f1\n      rocAuc\n    }\n  }\n}\n\nquery Performance($model: String!, $window: WindowInput!) {\n  performance(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nsubscription PerformanceChanged($model: String!, $window: WindowInput!) {\n  performanceChanged(model: $model, window: $window) {\n    ...PerformanceFigures\n  }\n}\n\nquery PerformanceSeries($model: String!, $window: WindowInput!, $bucket: Bucket!) {\n  performanceSeries(model: $model, window: $window, bucket: $bucket) {\n    at\n    predictions\n    errors\n    averageConfidence\n    positiveRate\n    responseTimeP95Ms\n  }\n}'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'fragment PredictionRow on Prediction {\n  id\n  at\n  subject\n  label\n  value\n  probability\n  confidence\n  latencyMs\n  source\n  errorCode\n  modelVersion {\n    version\n  }\n  flags {\n    feature\n    kind\n    message\n  }\n}\n\nquery LatestPredictions($model: String!, $first: Int!) {\n  predictions(model: $model, first: $first) {\n    feedCursor\n    edges {\n      node {\n        ...PredictionRow\n      }\n    }\n  }\n}\n\nsubscription PredictionsAdded($model: String!, $after: String) {\n  predictionsAdded(model: $model, after: $after) {\n    cursor\n    skipped\n    predictions {\n      ...PredictionRow\n    }\n  }\n}\n\nquery PredictionDetail($id: ID!) {\n  prediction(id: $id) {\n    ...PredictionRow\n    environment\n    tags\n    features\n    probabilities {\n      label\n      probability\n    }\n  }\n}\n\nmutation Predict($model: String!, $features: JSON!, $subject: String) {\n  predict(model: $model, features: $features, subject: $subject) {\n    ...PredictionRow\n    probabilities {\n      label\n      probability\n    }\n  }\n}',
): (typeof documents)['fragment PredictionRow on Prediction {\n  id\n  at\n  subject\n  label\n  value\n  probability\n  confidence\n  latencyMs\n  source\n  errorCode\n  modelVersion {\n    version\n  }\n  flags {\n    feature\n    kind\n    message\n  }\n}\n\nquery LatestPredictions($model: String!, $first: Int!) {\n  predictions(model: $model, first: $first) {\n    feedCursor\n    edges {\n      node {\n        ...PredictionRow\n      }\n    }\n  }\n}\n\nsubscription PredictionsAdded($model: String!, $after: String) {\n  predictionsAdded(model: $model, after: $after) {\n    cursor\n    skipped\n    predictions {\n      ...PredictionRow\n    }\n  }\n}\n\nquery PredictionDetail($id: ID!) {\n  prediction(id: $id) {\n    ...PredictionRow\n    environment\n    tags\n    features\n    probabilities {\n      label\n      probability\n    }\n  }\n}\n\nmutation Predict($model: String!, $features: JSON!, $subject: String) {\n  predict(model: $model, features: $features, subject: $subject) {\n    ...PredictionRow\n    probabilities {\n      label\n      probability\n    }\n  }\n}'];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> =
  TDocumentNode extends DocumentNode<infer TType, any> ? TType : never;
