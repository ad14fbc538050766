/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Bucket = 'DAY' | 'FIFTEEN_MINUTES' | 'FIVE_MINUTES' | 'HOUR' | 'MINUTE';

export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'CURSOR_EXPIRED'
  | 'EXPIRED'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_CONFLICT'
  | 'INSUFFICIENT_DATA'
  | 'INTERNAL'
  | 'MODEL_NOT_LOADED'
  | 'NOT_FOUND'
  | 'OVERLOADED'
  | 'STORAGE_UNAVAILABLE'
  | 'TOO_MANY_POINTS'
  | 'UNAUTHENTICATED'
  | 'UNKNOWN_MODEL';

export type FeatureKind = 'CATEGORICAL' | 'NUMERIC';

export type FlagKind = 'MISSING' | 'OUT_OF_RANGE' | 'UNSEEN_CATEGORY';

export type HealthStatus = 'DEGRADED' | 'HEALTHY' | 'MODEL_NOT_LOADED';

/** HEALTHY: every target is met. WARNING: one is missed. CRITICAL: an alert of severity ERROR is open. */
export type PerformanceStatus = 'CRITICAL' | 'HEALTHY' | 'NO_DATA' | 'WARNING';

export type PredictionSource = 'API' | 'IMPORT' | 'SHADOW' | 'SIMULATION';

export type Task = 'BINARY_CLASSIFICATION' | 'MULTICLASS_CLASSIFICATION' | 'REGRESSION';

export type TimeRangeInput = {
  from: string;
  to: string;
};

/** The last so many minutes, hours or days, or a range; aligned to whole minutes, a year at most. */
export type WindowInput =
  | { days: number; hours?: never; minutes?: never; range?: never }
  | { days?: never; hours: number; minutes?: never; range?: never }
  | { days?: never; hours?: never; minutes: number; range?: never }
  | { days?: never; hours?: never; minutes?: never; range: TimeRangeInput };

export type HealthFiguresFragment = {
  status: HealthStatus;
  version: string;
  models: Array<{ name: string; version: string | null; loaded: boolean; reason: string | null }>;
  database: { connected: boolean; latencyMs: number | null; spooled: number };
  instances: Array<{
    name: string;
    startedAt: string;
    rssBytes: number;
    heapUsedBytes: number;
    cpuPercent: number;
    eventLoopLagMs: number;
  }>;
};

export type HealthQueryVariables = Exact<{ [key: string]: never }>;

export type HealthQuery = {
  health: {
    status: HealthStatus;
    version: string;
    models: Array<{ name: string; version: string | null; loaded: boolean; reason: string | null }>;
    database: { connected: boolean; latencyMs: number | null; spooled: number };
    instances: Array<{
      name: string;
      startedAt: string;
      rssBytes: number;
      heapUsedBytes: number;
      cpuPercent: number;
      eventLoopLagMs: number;
    }>;
  };
};

export type HealthChangedSubscriptionVariables = Exact<{ [key: string]: never }>;

export type HealthChangedSubscription = {
  healthChanged: {
    status: HealthStatus;
    version: string;
    models: Array<{ name: string; version: string | null; loaded: boolean; reason: string | null }>;
    database: { connected: boolean; latencyMs: number | null; spooled: number };
    instances: Array<{
      name: string;
      startedAt: string;
      rssBytes: number;
      heapUsedBytes: number;
      cpuPercent: number;
      eventLoopLagMs: number;
    }>;
  };
};

export type FeatureFieldsFragment = {
  name: string;
  column: string;
  kind: FeatureKind;
  integer: boolean;
  required: boolean;
  description: string;
  categories: Array<string> | null;
  synonyms: Array<string>;
  minimum: number | null;
  maximum: number | null;
};

export type ModelFieldsFragment = {
  name: string;
  title: string;
  description: string;
  task: Task;
  classes: Array<string>;
  positiveClass: string | null;
  threshold: number | null;
  champion: { version: string; loaded: boolean; trainedAt: string | null } | null;
  targets: { accuracy: number; confidence: number; errorRate: number; responseTimeMs: number };
  features: Array<{
    name: string;
    column: string;
    kind: FeatureKind;
    integer: boolean;
    required: boolean;
    description: string;
    categories: Array<string> | null;
    synonyms: Array<string>;
    minimum: number | null;
    maximum: number | null;
  }>;
};

export type ModelsQueryVariables = Exact<{ [key: string]: never }>;

export type ModelsQuery = {
  models: Array<{
    name: string;
    title: string;
    description: string;
    task: Task;
    classes: Array<string>;
    positiveClass: string | null;
    threshold: number | null;
    champion: { version: string; loaded: boolean; trainedAt: string | null } | null;
    targets: { accuracy: number; confidence: number; errorRate: number; responseTimeMs: number };
    features: Array<{
      name: string;
      column: string;
      kind: FeatureKind;
      integer: boolean;
      required: boolean;
      description: string;
      categories: Array<string> | null;
      synonyms: Array<string>;
      minimum: number | null;
      maximum: number | null;
    }>;
  }>;
};

export type PerformanceFiguresFragment = {
  from: string;
  to: string;
  status: PerformanceStatus;
  totalPredictions: number;
  errors: number;
  refused: number;
  errorRate: number | null;
  positiveRate: number | null;
  averageConfidence: number | null;
  responseTimeMs: { average: number | null; p50: number | null; p95: number | null; p99: number | null };
  throughput: { perHour: number; perDay: number };
  labels: Array<{ label: string; count: number }>;
  measured: {
    __typename: 'ClassificationMetrics';
    labelled: number;
    maturity: number | null;
    closedThrough: string | null;
    accuracy: number | null;
    precision: number | null;
    recall: number | null;
    f1: number | null;
    rocAuc: number | null;
  } | null;
};

export type PerformanceQueryVariables = Exact<{
  model: string;
  window: WindowInput;
}>;

export type PerformanceQuery = {
  performance: {
    from: string;
    to: string;
    status: PerformanceStatus;
    totalPredictions: number;
    errors: number;
    refused: number;
    errorRate: number | null;
    positiveRate: number | null;
    averageConfidence: number | null;
    responseTimeMs: { average: number | null; p50: number | null; p95: number | null; p99: number | null };
    throughput: { perHour: number; perDay: number };
    labels: Array<{ label: string; count: number }>;
    measured: {
      __typename: 'ClassificationMetrics';
      labelled: number;
      maturity: number | null;
      closedThrough: string | null;
      accuracy: number | null;
      precision: number | null;
      recall: number | null;
      f1: number | null;
      rocAuc: number | null;
    } | null;
  };
};

export type PerformanceChangedSubscriptionVariables = Exact<{
  model: string;
  window: WindowInput;
}>;

export type PerformanceChangedSubscription = {
  performanceChanged: {
    from: string;
    to: string;
    status: PerformanceStatus;
    totalPredictions: number;
    errors: number;
    refused: number;
    errorRate: number | null;
    positiveRate: number | null;
    averageConfidence: number | null;
    responseTimeMs: { average: number | null; p50: number | null; p95: number | null; p99: number | null };
    throughput: { perHour: number; perDay: number };
    labels: Array<{ label: string; count: number }>;
    measured: {
      __typename: 'ClassificationMetrics';
      labelled: number;
      maturity: number | null;
      closedThrough: string | null;
      accuracy: number | null;
      precision: number | null;
      recall: number | null;
      f1: number | null;
      rocAuc: number | null;
    } | null;
  };
};

export type PerformanceSeriesQueryVariables = Exact<{
  model: string;
  window: WindowInput;
  bucket: Bucket;
}>;

export type PerformanceSeriesQuery = {
  performanceSeries: Array<{
    at: string;
    predictions: number;
    errors: number;
    averageConfidence: number | null;
    positiveRate: number | null;
    responseTimeP95Ms: number | null;
  }>;
};

export type PredictionRowFragment = {
  id: string;
  at: string;
  subject: string | null;
  label: string | null;
  value: number | null;
  probability: number | null;
  confidence: number | null;
  latencyMs: number;
  source: PredictionSource;
  errorCode: ErrorCode | null;
  modelVersion: { version: string };
  flags: Array<{ feature: string; kind: FlagKind; message: string }>;
};

export type LatestPredictionsQueryVariables = Exact<{
  model: string;
  first: number;
}>;

export type LatestPredictionsQuery = {
  predictions: {
    feedCursor: string;
    edges: Array<{
      node: {
        id: string;
        at: string;
        subject: string | null;
        label: string | null;
        value: number | null;
        probability: number | null;
        confidence: number | null;
        latencyMs: number;
        source: PredictionSource;
        errorCode: ErrorCode | null;
        modelVersion: { version: string };
        flags: Array<{ feature: string; kind: FlagKind; message: string }>;
      };
    }>;
  };
};

export type PredictionsAddedSubscriptionVariables = Exact<{
  model: string;
  after?: string | null | undefined;
}>;

export type PredictionsAddedSubscription = {
  predictionsAdded: {
    cursor: string;
    skipped: number;
    predictions: Array<{
      id: string;
      at: string;
      subject: string | null;
      label: string | null;
      value: number | null;
      probability: number | null;
      confidence: number | null;
      latencyMs: number;
      source: PredictionSource;
      errorCode: ErrorCode | null;
      modelVersion: { version: string };
      flags: Array<{ feature: string; kind: FlagKind; message: string }>;
    }>;
  };
};

export type PredictionDetailQueryVariables = Exact<{
  id: string;
}>;

export type PredictionDetailQuery = {
  prediction: {
    environment: string;
    tags: Array<string>;
    features: unknown;
    id: string;
    at: string;
    subject: string | null;
    label: string | null;
    value: number | null;
    probability: number | null;
    confidence: number | null;
    latencyMs: number;
    source: PredictionSource;
    errorCode: ErrorCode | null;
    probabilities: Array<{ label: string; probability: number }>;
    modelVersion: { version: string };
    flags: Array<{ feature: string; kind: FlagKind; message: string }>;
  } | null;
};

export type PredictMutationVariables = Exact<{
  model: string;
  features: unknown;
  subject?: string | null | undefined;
}>;

export type PredictMutation = {
  predict: {
    id: string;
    at: string;
    subject: string | null;
    label: string | null;
    value: number | null;
    probability: number | null;
    confidence: number | null;
    latencyMs: number;
    source: PredictionSource;
    errorCode: ErrorCode | null;
    probabilities: Array<{ label: string; probability: number }>;
    modelVersion: { version: string };
    flags: Array<{ feature: string; kind: FlagKind; message: string }>;
  };
};

export const HealthFiguresFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'HealthFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Health' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'models' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'version' } },
                { kind: 'Field', name: { kind: 'Name', value: 'loaded' } },
                { kind: 'Field', name: { kind: 'Name', value: 'reason' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'database' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'connected' } },
                { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
                { kind: 'Field', name: { kind: 'Name', value: 'spooled' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'instances' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'startedAt' } },
                { kind: 'Field', name: { kind: 'Name', value: 'rssBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'heapUsedBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'cpuPercent' } },
                { kind: 'Field', name: { kind: 'Name', value: 'eventLoopLagMs' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<HealthFiguresFragment, unknown>;
export const FeatureFieldsFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'FeatureFields' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ModelFeature' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'name' } },
          { kind: 'Field', name: { kind: 'Name', value: 'column' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'integer' } },
          { kind: 'Field', name: { kind: 'Name', value: 'required' } },
          { kind: 'Field', name: { kind: 'Name', value: 'description' } },
          { kind: 'Field', name: { kind: 'Name', value: 'categories' } },
          { kind: 'Field', name: { kind: 'Name', value: 'synonyms' } },
          { kind: 'Field', name: { kind: 'Name', value: 'minimum' } },
          { kind: 'Field', name: { kind: 'Name', value: 'maximum' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<FeatureFieldsFragment, unknown>;
export const ModelFieldsFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'ModelFields' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Model' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'name' } },
          { kind: 'Field', name: { kind: 'Name', value: 'title' } },
          { kind: 'Field', name: { kind: 'Name', value: 'description' } },
          { kind: 'Field', name: { kind: 'Name', value: 'task' } },
          { kind: 'Field', name: { kind: 'Name', value: 'classes' } },
          { kind: 'Field', name: { kind: 'Name', value: 'positiveClass' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'champion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'version' } },
                { kind: 'Field', name: { kind: 'Name', value: 'loaded' } },
                { kind: 'Field', name: { kind: 'Name', value: 'trainedAt' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'targets' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
                { kind: 'Field', name: { kind: 'Name', value: 'errorRate' } },
                { kind: 'Field', name: { kind: 'Name', value: 'responseTimeMs' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'features' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'FeatureFields' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'FeatureFields' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ModelFeature' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'name' } },
          { kind: 'Field', name: { kind: 'Name', value: 'column' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'integer' } },
          { kind: 'Field', name: { kind: 'Name', value: 'required' } },
          { kind: 'Field', name: { kind: 'Name', value: 'description' } },
          { kind: 'Field', name: { kind: 'Name', value: 'categories' } },
          { kind: 'Field', name: { kind: 'Name', value: 'synonyms' } },
          { kind: 'Field', name: { kind: 'Name', value: 'minimum' } },
          { kind: 'Field', name: { kind: 'Name', value: 'maximum' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<ModelFieldsFragment, unknown>;
export const PerformanceFiguresFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PerformanceFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Performance' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'totalPredictions' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errors' } },
          { kind: 'Field', name: { kind: 'Name', value: 'refused' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'positiveRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'averageConfidence' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'responseTimeMs' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'average' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p50' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p95' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p99' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'throughput' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'perHour' } },
                { kind: 'Field', name: { kind: 'Name', value: 'perDay' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'labels' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                { kind: 'Field', name: { kind: 'Name', value: 'count' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'measured' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: '__typename' } },
                {
                  kind: 'InlineFragment',
                  typeCondition: {
                    kind: 'NamedType',
                    name: { kind: 'Name', value: 'ClassificationMetrics' },
                  },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'maturity' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'closedThrough' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'precision' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'f1' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'rocAuc' } },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceFiguresFragment, unknown>;
export const PredictionRowFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PredictionRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Prediction' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'at' } },
          { kind: 'Field', name: { kind: 'Name', value: 'subject' } },
          { kind: 'Field', name: { kind: 'Name', value: 'label' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
          { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
          { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
          { kind: 'Field', name: { kind: 'Name', value: 'source' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorCode' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'modelVersion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'version' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'flags' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feature' } },
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                { kind: 'Field', name: { kind: 'Name', value: 'message' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PredictionRowFragment, unknown>;
export const HealthDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Health' },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'health' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'HealthFigures' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'HealthFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Health' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'models' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'version' } },
                { kind: 'Field', name: { kind: 'Name', value: 'loaded' } },
                { kind: 'Field', name: { kind: 'Name', value: 'reason' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'database' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'connected' } },
                { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
                { kind: 'Field', name: { kind: 'Name', value: 'spooled' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'instances' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'startedAt' } },
                { kind: 'Field', name: { kind: 'Name', value: 'rssBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'heapUsedBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'cpuPercent' } },
                { kind: 'Field', name: { kind: 'Name', value: 'eventLoopLagMs' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<HealthQuery, HealthQueryVariables>;
export const HealthChangedDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'HealthChanged' },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'healthChanged' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'HealthFigures' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'HealthFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Health' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'models' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'version' } },
                { kind: 'Field', name: { kind: 'Name', value: 'loaded' } },
                { kind: 'Field', name: { kind: 'Name', value: 'reason' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'database' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'connected' } },
                { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
                { kind: 'Field', name: { kind: 'Name', value: 'spooled' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'instances' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'startedAt' } },
                { kind: 'Field', name: { kind: 'Name', value: 'rssBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'heapUsedBytes' } },
                { kind: 'Field', name: { kind: 'Name', value: 'cpuPercent' } },
                { kind: 'Field', name: { kind: 'Name', value: 'eventLoopLagMs' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<HealthChangedSubscription, HealthChangedSubscriptionVariables>;
export const ModelsDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Models' },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'models' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'ModelFields' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'FeatureFields' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ModelFeature' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'name' } },
          { kind: 'Field', name: { kind: 'Name', value: 'column' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'integer' } },
          { kind: 'Field', name: { kind: 'Name', value: 'required' } },
          { kind: 'Field', name: { kind: 'Name', value: 'description' } },
          { kind: 'Field', name: { kind: 'Name', value: 'categories' } },
          { kind: 'Field', name: { kind: 'Name', value: 'synonyms' } },
          { kind: 'Field', name: { kind: 'Name', value: 'minimum' } },
          { kind: 'Field', name: { kind: 'Name', value: 'maximum' } },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'ModelFields' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Model' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'name' } },
          { kind: 'Field', name: { kind: 'Name', value: 'title' } },
          { kind: 'Field', name: { kind: 'Name', value: 'description' } },
          { kind: 'Field', name: { kind: 'Name', value: 'task' } },
          { kind: 'Field', name: { kind: 'Name', value: 'classes' } },
          { kind: 'Field', name: { kind: 'Name', value: 'positiveClass' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'champion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'version' } },
                { kind: 'Field', name: { kind: 'Name', value: 'loaded' } },
                { kind: 'Field', name: { kind: 'Name', value: 'trainedAt' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'targets' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
                { kind: 'Field', name: { kind: 'Name', value: 'errorRate' } },
                { kind: 'Field', name: { kind: 'Name', value: 'responseTimeMs' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'features' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'FeatureFields' } }],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<ModelsQuery, ModelsQueryVariables>;
export const PerformanceDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Performance' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'WindowInput' } },
          },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'performance' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'window' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'PerformanceFigures' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PerformanceFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Performance' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'totalPredictions' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errors' } },
          { kind: 'Field', name: { kind: 'Name', value: 'refused' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'positiveRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'averageConfidence' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'responseTimeMs' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'average' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p50' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p95' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p99' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'throughput' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'perHour' } },
                { kind: 'Field', name: { kind: 'Name', value: 'perDay' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'labels' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                { kind: 'Field', name: { kind: 'Name', value: 'count' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'measured' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: '__typename' } },
                {
                  kind: 'InlineFragment',
                  typeCondition: {
                    kind: 'NamedType',
                    name: { kind: 'Name', value: 'ClassificationMetrics' },
                  },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'maturity' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'closedThrough' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'precision' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'f1' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'rocAuc' } },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceQuery, PerformanceQueryVariables>;
export const PerformanceChangedDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'PerformanceChanged' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'WindowInput' } },
          },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'performanceChanged' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'window' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'PerformanceFigures' } }],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PerformanceFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Performance' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'totalPredictions' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errors' } },
          { kind: 'Field', name: { kind: 'Name', value: 'refused' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'positiveRate' } },
          { kind: 'Field', name: { kind: 'Name', value: 'averageConfidence' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'responseTimeMs' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'average' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p50' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p95' } },
                { kind: 'Field', name: { kind: 'Name', value: 'p99' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'throughput' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'perHour' } },
                { kind: 'Field', name: { kind: 'Name', value: 'perDay' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'labels' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                { kind: 'Field', name: { kind: 'Name', value: 'count' } },
              ],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'measured' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: '__typename' } },
                {
                  kind: 'InlineFragment',
                  typeCondition: {
                    kind: 'NamedType',
                    name: { kind: 'Name', value: 'ClassificationMetrics' },
                  },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'maturity' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'closedThrough' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'precision' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'f1' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'rocAuc' } },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceChangedSubscription, PerformanceChangedSubscriptionVariables>;
export const PerformanceSeriesDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'PerformanceSeries' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'WindowInput' } },
          },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'bucket' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'Bucket' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'performanceSeries' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'window' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'window' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'bucket' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'bucket' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'at' } },
                { kind: 'Field', name: { kind: 'Name', value: 'predictions' } },
                { kind: 'Field', name: { kind: 'Name', value: 'errors' } },
                { kind: 'Field', name: { kind: 'Name', value: 'averageConfidence' } },
                { kind: 'Field', name: { kind: 'Name', value: 'positiveRate' } },
                { kind: 'Field', name: { kind: 'Name', value: 'responseTimeP95Ms' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceSeriesQuery, PerformanceSeriesQueryVariables>;
export const LatestPredictionsDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'LatestPredictions' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'Int' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'predictions' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'first' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feedCursor' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'edges' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      {
                        kind: 'Field',
                        name: { kind: 'Name', value: 'node' },
                        selectionSet: {
                          kind: 'SelectionSet',
                          selections: [
                            { kind: 'FragmentSpread', name: { kind: 'Name', value: 'PredictionRow' } },
                          ],
                        },
                      },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PredictionRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Prediction' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'at' } },
          { kind: 'Field', name: { kind: 'Name', value: 'subject' } },
          { kind: 'Field', name: { kind: 'Name', value: 'label' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
          { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
          { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
          { kind: 'Field', name: { kind: 'Name', value: 'source' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorCode' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'modelVersion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'version' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'flags' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feature' } },
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                { kind: 'Field', name: { kind: 'Name', value: 'message' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<LatestPredictionsQuery, LatestPredictionsQueryVariables>;
export const PredictionsAddedDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'PredictionsAdded' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'after' } },
          type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'predictionsAdded' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'after' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'after' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'cursor' } },
                { kind: 'Field', name: { kind: 'Name', value: 'skipped' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'predictions' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'PredictionRow' } }],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PredictionRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Prediction' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'at' } },
          { kind: 'Field', name: { kind: 'Name', value: 'subject' } },
          { kind: 'Field', name: { kind: 'Name', value: 'label' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
          { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
          { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
          { kind: 'Field', name: { kind: 'Name', value: 'source' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorCode' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'modelVersion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'version' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'flags' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feature' } },
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                { kind: 'Field', name: { kind: 'Name', value: 'message' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PredictionsAddedSubscription, PredictionsAddedSubscriptionVariables>;
export const PredictionDetailDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'PredictionDetail' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'id' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'ID' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'prediction' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'id' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'id' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'FragmentSpread', name: { kind: 'Name', value: 'PredictionRow' } },
                { kind: 'Field', name: { kind: 'Name', value: 'environment' } },
                { kind: 'Field', name: { kind: 'Name', value: 'tags' } },
                { kind: 'Field', name: { kind: 'Name', value: 'features' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'probabilities' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PredictionRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Prediction' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'at' } },
          { kind: 'Field', name: { kind: 'Name', value: 'subject' } },
          { kind: 'Field', name: { kind: 'Name', value: 'label' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
          { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
          { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
          { kind: 'Field', name: { kind: 'Name', value: 'source' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorCode' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'modelVersion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'version' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'flags' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feature' } },
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                { kind: 'Field', name: { kind: 'Name', value: 'message' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PredictionDetailQuery, PredictionDetailQueryVariables>;
export const PredictDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'mutation',
      name: { kind: 'Name', value: 'Predict' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'features' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'JSON' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'subject' } },
          type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'predict' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'features' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'features' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'subject' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'subject' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'FragmentSpread', name: { kind: 'Name', value: 'PredictionRow' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'probabilities' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
                    ],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'PredictionRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Prediction' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'at' } },
          { kind: 'Field', name: { kind: 'Name', value: 'subject' } },
          { kind: 'Field', name: { kind: 'Name', value: 'label' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'probability' } },
          { kind: 'Field', name: { kind: 'Name', value: 'confidence' } },
          { kind: 'Field', name: { kind: 'Name', value: 'latencyMs' } },
          { kind: 'Field', name: { kind: 'Name', value: 'source' } },
          { kind: 'Field', name: { kind: 'Name', value: 'errorCode' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'modelVersion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'version' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'flags' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'feature' } },
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                { kind: 'Field', name: { kind: 'Name', value: 'message' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PredictMutation, PredictMutationVariables>;
