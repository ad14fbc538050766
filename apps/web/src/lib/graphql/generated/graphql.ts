/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** MODEL: its answers. SERVICE: how it is served. DATA: what comes in. SYSTEM: the machines under it. */
export type AlertCategory = 'DATA' | 'MODEL' | 'SERVICE' | 'SYSTEM';

/** REFIRED: bad again while it was recovering. CLEARED: the breach ended before it had lasted long enough; nothing was raised. */
export type AlertEventKind =
  'CLEARED' | 'FIRED' | 'OPENED' | 'RECOVERING' | 'REFIRED' | 'RESOLVED' | 'UPDATED';

/** Shares are 0..1, response times milliseconds, MODEL_NOT_LOADED 1 or 0. ACCURACY and RECALL are over the newest predictions whose label window is closed. */
export type AlertMetric =
  | 'ACCURACY'
  | 'CONFIDENCE'
  | 'ERROR_RATE'
  | 'MODEL_NOT_LOADED'
  | 'POSITIVE_RATE'
  | 'RECALL'
  | 'RESPONSE_TIME_P95';

export type AlertSeverity = 'ERROR' | 'INFO' | 'WARNING';

/** PENDING: the breach has not lasted long enough. FIRING. RECOVERING: good again, and must stay so. RESOLVED. */
export type AlertStatus = 'FIRING' | 'PENDING' | 'RECOVERING' | 'RESOLVED';

export type Bucket = 'DAY' | 'FIFTEEN_MINUTES' | 'FIVE_MINUTES' | 'HOUR' | 'MINUTE';

export type DegradationMetric =
  | 'ACCURACY'
  | 'CONFIDENCE'
  | 'ERROR_RATE'
  | 'POSITIVE_RATE'
  | 'PRECISION'
  | 'RECALL'
  | 'RESPONSE_TIME'
  | 'RESPONSE_TIME_P95';

/** DEGRADED: some metric is worse by enough to matter, and hardly by chance. INSUFFICIENT_DATA: too few predictions to tell. */
export type DegradationVerdict = 'DEGRADED' | 'INSUFFICIENT_DATA' | 'OK';

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

/** PREDICTION: by the time of the prediction, over closed cohorts. ARRIVAL: by the time at which labels came in. */
export type LabelAxis = 'ARRIVAL' | 'PREDICTION';

/** REPORTED: somebody told us. ABSENT: nobody did until the label window and its grace were over. */
export type OutcomeKind = 'ABSENT' | 'REPORTED';

/** HEALTHY: every target is met. WARNING: one is missed, or an alert is open. CRITICAL: one of severity ERROR is. */
export type PerformanceStatus = 'CRITICAL' | 'HEALTHY' | 'NO_DATA' | 'WARNING';

export type PredictionSource = 'API' | 'IMPORT' | 'SHADOW' | 'SIMULATION';

/** What happens to the model in a simulation. */
export type Scenario =
  /** Customers look the same, but what drove them to leave now has half its effect. */
  | 'CONCEPT_DRIFT'
  /** Over five days more and more new customers come (the share of low tenure rises by 15 points); they leave as often as such customers always did. */
  | 'COVARIATE_DRIFT'
  /** The server fails to answer 12 % of the predictions. */
  | 'ERRORS'
  /** A feature that hardly matters moves, and the predictions stay as good as they were. */
  | 'HARMLESS'
  /** Answers become slow: one of twenty takes more than 2.5 seconds. */
  | 'LATENCY'
  /** One source of customers stops sending an important value; it is missing in 30 % of all predictions in place of 5 %. */
  | 'MISSING_DATA'
  /** Half as many customers again leave as before (25 % where 16.8 % did), and they look like those who always left. */
  | 'PRIOR_SHIFT'
  /** A fault upstream sends every count and duration one too high and the cashback 25 too high; accuracy hardly moves while a third of the leaving customers who were found no longer are. */
  | 'RECALL_COLLAPSE'
  /** Nothing happens: customers come as they did in training and behave as they did. */
  | 'STABLE';

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

export type AlertRowFragment = {
  id: string;
  type: string;
  category: AlertCategory;
  severity: AlertSeverity;
  status: AlertStatus;
  message: string;
  value: number | null;
  threshold: number | null;
  openedAt: string;
  acknowledgedAt: string | null;
  resolvedAt: string | null;
  rule: { name: string; metric: AlertMetric };
};

export type FeedPlaceQueryVariables = Exact<{
  model: string;
}>;

export type FeedPlaceQuery = { predictions: { feedCursor: string } };

export type OpenAlertsQueryVariables = Exact<{
  model: string;
}>;

export type OpenAlertsQuery = {
  raised: {
    edges: Array<{
      node: {
        id: string;
        type: string;
        category: AlertCategory;
        severity: AlertSeverity;
        status: AlertStatus;
        message: string;
        value: number | null;
        threshold: number | null;
        openedAt: string;
        acknowledgedAt: string | null;
        resolvedAt: string | null;
        rule: { name: string; metric: AlertMetric };
      };
    }>;
  };
  pending: {
    edges: Array<{
      node: {
        id: string;
        type: string;
        category: AlertCategory;
        severity: AlertSeverity;
        status: AlertStatus;
        message: string;
        value: number | null;
        threshold: number | null;
        openedAt: string;
        acknowledgedAt: string | null;
        resolvedAt: string | null;
        rule: { name: string; metric: AlertMetric };
      };
    }>;
  };
};

export type AlertHistoryQueryVariables = Exact<{
  model: string;
  window: WindowInput;
  status?: AlertStatus | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;

export type AlertHistoryQuery = {
  alerts: {
    totalCount: number;
    edges: Array<{
      node: {
        id: string;
        type: string;
        category: AlertCategory;
        severity: AlertSeverity;
        status: AlertStatus;
        message: string;
        value: number | null;
        threshold: number | null;
        openedAt: string;
        acknowledgedAt: string | null;
        resolvedAt: string | null;
        rule: { name: string; metric: AlertMetric };
      };
    }>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

export type AlertChangedSubscriptionVariables = Exact<{
  model: string;
  after?: string | null | undefined;
}>;

export type AlertChangedSubscription = {
  alertChanged: {
    cursor: string;
    kind: AlertEventKind;
    alert: {
      id: string;
      type: string;
      category: AlertCategory;
      severity: AlertSeverity;
      status: AlertStatus;
      message: string;
      value: number | null;
      threshold: number | null;
      openedAt: string;
      acknowledgedAt: string | null;
      resolvedAt: string | null;
      rule: { name: string; metric: AlertMetric };
    };
  };
};

export type DegradationSpanFragment = { from: string; to: string; predictions: number; grown: boolean };

export type DegradationQueryVariables = Exact<{
  model: string;
}>;

export type DegradationQuery = {
  degradation: {
    verdict: DegradationVerdict;
    insufficient: string | null;
    recent: { from: string; to: string; predictions: number; grown: boolean };
    baseline: { from: string; to: string; predictions: number; grown: boolean };
    issues: Array<{
      metric: DegradationMetric;
      message: string;
      pValue: number;
      baselineWindow: { from: string; to: string };
      recentWindow: { from: string; to: string };
    }>;
    comparisons: Array<{ metric: DegradationMetric }>;
  };
};

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

export type MeasuredFiguresFragment = {
  from: string;
  to: string;
  labelled: number;
  maturity: number | null;
  closedThrough: string | null;
  accuracy: number | null;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  rocAuc: number | null;
  prAuc: number | null;
  logLoss: number | null;
  brier: number | null;
  confusion: Array<{ actual: string; predicted: string; count: number }>;
};

export type MeasuredQueryVariables = Exact<{
  model: string;
  window: WindowInput;
  labels: LabelAxis;
}>;

export type MeasuredQuery = {
  performance: {
    from: string;
    to: string;
    measured: {
      from: string;
      to: string;
      labelled: number;
      maturity: number | null;
      closedThrough: string | null;
      accuracy: number | null;
      precision: number | null;
      recall: number | null;
      f1: number | null;
      rocAuc: number | null;
      prAuc: number | null;
      logLoss: number | null;
      brier: number | null;
      confusion: Array<{ actual: string; predicted: string; count: number }>;
    } | null;
  };
};

export type MeasuredSeriesQueryVariables = Exact<{
  model: string;
  window: WindowInput;
  bucket: Bucket;
  labels: LabelAxis;
}>;

export type MeasuredSeriesQuery = {
  performanceSeries: Array<{
    at: string;
    labelled: number | null;
    accuracy: number | null;
    recall: number | null;
  }>;
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
  outcome: { windowDays: number; graceDays: number; absentMeans: string | null } | null;
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
    outcome: { windowDays: number; graceDays: number; absentMeans: string | null } | null;
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
  };
};

export type PerformanceNewsSubscriptionVariables = Exact<{
  model: string;
}>;

export type PerformanceNewsSubscription = { performanceChanged: { totalPredictions: number } };

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
    outcome: { kind: OutcomeKind; label: string | null; value: number | null; at: string } | null;
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

export type SimulationQueryVariables = Exact<{ [key: string]: never }>;

export type SimulationQuery = {
  simulation: {
    scenarios: Array<{ name: Scenario; description: string }>;
    live: { model: string; scenario: Scenario; secondsPerDay: number; simulatedAt: string } | null;
  };
};

export type SimulateMutationVariables = Exact<{
  model: string;
  samples: number;
  scenario: Scenario;
  withOutcomes: boolean;
}>;

export type SimulateMutation = {
  simulate: { samples: number; predictions: number; errors: number; outcomes: number };
};

export const AlertRowFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'AlertRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Alert' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'rule' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'metric' } },
              ],
            },
          },
          { kind: 'Field', name: { kind: 'Name', value: 'type' } },
          { kind: 'Field', name: { kind: 'Name', value: 'category' } },
          { kind: 'Field', name: { kind: 'Name', value: 'severity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'message' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          { kind: 'Field', name: { kind: 'Name', value: 'openedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'acknowledgedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'resolvedAt' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<AlertRowFragment, unknown>;
export const DegradationSpanFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'DegradationSpan' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'DegradationWindow' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'predictions' } },
          { kind: 'Field', name: { kind: 'Name', value: 'grown' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<DegradationSpanFragment, unknown>;
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
export const MeasuredFiguresFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'MeasuredFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ClassificationMetrics' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
          { kind: 'Field', name: { kind: 'Name', value: 'maturity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'closedThrough' } },
          { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
          { kind: 'Field', name: { kind: 'Name', value: 'precision' } },
          { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
          { kind: 'Field', name: { kind: 'Name', value: 'f1' } },
          { kind: 'Field', name: { kind: 'Name', value: 'rocAuc' } },
          { kind: 'Field', name: { kind: 'Name', value: 'prAuc' } },
          { kind: 'Field', name: { kind: 'Name', value: 'logLoss' } },
          { kind: 'Field', name: { kind: 'Name', value: 'brier' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'confusion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'actual' } },
                { kind: 'Field', name: { kind: 'Name', value: 'predicted' } },
                { kind: 'Field', name: { kind: 'Name', value: 'count' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<MeasuredFiguresFragment, unknown>;
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
            name: { kind: 'Name', value: 'outcome' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'windowDays' } },
                { kind: 'Field', name: { kind: 'Name', value: 'graceDays' } },
                { kind: 'Field', name: { kind: 'Name', value: 'absentMeans' } },
              ],
            },
          },
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
export const FeedPlaceDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'FeedPlace' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
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
                value: { kind: 'IntValue', value: '1' },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'feedCursor' } }],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<FeedPlaceQuery, FeedPlaceQueryVariables>;
export const OpenAlertsDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'OpenAlerts' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            alias: { kind: 'Name', value: 'raised' },
            name: { kind: 'Name', value: 'alerts' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'window' },
                value: {
                  kind: 'ObjectValue',
                  fields: [
                    {
                      kind: 'ObjectField',
                      name: { kind: 'Name', value: 'minutes' },
                      value: { kind: 'IntValue', value: '1' },
                    },
                  ],
                },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'first' },
                value: { kind: 'IntValue', value: '200' },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
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
                          selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'AlertRow' } }],
                        },
                      },
                    ],
                  },
                },
              ],
            },
          },
          {
            kind: 'Field',
            alias: { kind: 'Name', value: 'pending' },
            name: { kind: 'Name', value: 'alerts' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'window' },
                value: {
                  kind: 'ObjectValue',
                  fields: [
                    {
                      kind: 'ObjectField',
                      name: { kind: 'Name', value: 'minutes' },
                      value: { kind: 'IntValue', value: '1' },
                    },
                  ],
                },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'status' },
                value: { kind: 'EnumValue', value: 'PENDING' },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'first' },
                value: { kind: 'IntValue', value: '200' },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
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
                          selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'AlertRow' } }],
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
      name: { kind: 'Name', value: 'AlertRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Alert' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'rule' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'metric' } },
              ],
            },
          },
          { kind: 'Field', name: { kind: 'Name', value: 'type' } },
          { kind: 'Field', name: { kind: 'Name', value: 'category' } },
          { kind: 'Field', name: { kind: 'Name', value: 'severity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'message' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          { kind: 'Field', name: { kind: 'Name', value: 'openedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'acknowledgedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'resolvedAt' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<OpenAlertsQuery, OpenAlertsQueryVariables>;
export const AlertHistoryDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'AlertHistory' },
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
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'status' } },
          type: { kind: 'NamedType', name: { kind: 'Name', value: 'AlertStatus' } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'Int' } } },
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
            name: { kind: 'Name', value: 'alerts' },
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
                name: { kind: 'Name', value: 'status' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'status' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'first' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
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
                { kind: 'Field', name: { kind: 'Name', value: 'totalCount' } },
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
                          selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'AlertRow' } }],
                        },
                      },
                    ],
                  },
                },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'pageInfo' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'hasNextPage' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'endCursor' } },
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
      name: { kind: 'Name', value: 'AlertRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Alert' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'rule' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'metric' } },
              ],
            },
          },
          { kind: 'Field', name: { kind: 'Name', value: 'type' } },
          { kind: 'Field', name: { kind: 'Name', value: 'category' } },
          { kind: 'Field', name: { kind: 'Name', value: 'severity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'message' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          { kind: 'Field', name: { kind: 'Name', value: 'openedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'acknowledgedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'resolvedAt' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<AlertHistoryQuery, AlertHistoryQueryVariables>;
export const AlertChangedDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'AlertChanged' },
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
            name: { kind: 'Name', value: 'alertChanged' },
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
                { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'alert' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'AlertRow' } }],
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
      name: { kind: 'Name', value: 'AlertRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'Alert' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'rule' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                { kind: 'Field', name: { kind: 'Name', value: 'metric' } },
              ],
            },
          },
          { kind: 'Field', name: { kind: 'Name', value: 'type' } },
          { kind: 'Field', name: { kind: 'Name', value: 'category' } },
          { kind: 'Field', name: { kind: 'Name', value: 'severity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          { kind: 'Field', name: { kind: 'Name', value: 'message' } },
          { kind: 'Field', name: { kind: 'Name', value: 'value' } },
          { kind: 'Field', name: { kind: 'Name', value: 'threshold' } },
          { kind: 'Field', name: { kind: 'Name', value: 'openedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'acknowledgedAt' } },
          { kind: 'Field', name: { kind: 'Name', value: 'resolvedAt' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<AlertChangedSubscription, AlertChangedSubscriptionVariables>;
export const DegradationDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Degradation' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'degradation' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'verdict' } },
                { kind: 'Field', name: { kind: 'Name', value: 'insufficient' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'recent' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'FragmentSpread', name: { kind: 'Name', value: 'DegradationSpan' } },
                    ],
                  },
                },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'baseline' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'FragmentSpread', name: { kind: 'Name', value: 'DegradationSpan' } },
                    ],
                  },
                },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'issues' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'metric' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'message' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'pValue' } },
                      {
                        kind: 'Field',
                        name: { kind: 'Name', value: 'baselineWindow' },
                        selectionSet: {
                          kind: 'SelectionSet',
                          selections: [
                            { kind: 'Field', name: { kind: 'Name', value: 'from' } },
                            { kind: 'Field', name: { kind: 'Name', value: 'to' } },
                          ],
                        },
                      },
                      {
                        kind: 'Field',
                        name: { kind: 'Name', value: 'recentWindow' },
                        selectionSet: {
                          kind: 'SelectionSet',
                          selections: [
                            { kind: 'Field', name: { kind: 'Name', value: 'from' } },
                            { kind: 'Field', name: { kind: 'Name', value: 'to' } },
                          ],
                        },
                      },
                    ],
                  },
                },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'comparisons' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [{ kind: 'Field', name: { kind: 'Name', value: 'metric' } }],
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
      name: { kind: 'Name', value: 'DegradationSpan' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'DegradationWindow' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'predictions' } },
          { kind: 'Field', name: { kind: 'Name', value: 'grown' } },
        ],
      },
    },
  ],
} as unknown as DocumentNode<DegradationQuery, DegradationQueryVariables>;
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
export const MeasuredDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Measured' },
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
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'labels' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'LabelAxis' } },
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
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'from' } },
                { kind: 'Field', name: { kind: 'Name', value: 'to' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'measured' },
                  arguments: [
                    {
                      kind: 'Argument',
                      name: { kind: 'Name', value: 'labels' },
                      value: { kind: 'Variable', name: { kind: 'Name', value: 'labels' } },
                    },
                  ],
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'FragmentSpread', name: { kind: 'Name', value: 'MeasuredFigures' } },
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
      name: { kind: 'Name', value: 'MeasuredFigures' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ClassificationMetrics' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'from' } },
          { kind: 'Field', name: { kind: 'Name', value: 'to' } },
          { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
          { kind: 'Field', name: { kind: 'Name', value: 'maturity' } },
          { kind: 'Field', name: { kind: 'Name', value: 'closedThrough' } },
          { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
          { kind: 'Field', name: { kind: 'Name', value: 'precision' } },
          { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
          { kind: 'Field', name: { kind: 'Name', value: 'f1' } },
          { kind: 'Field', name: { kind: 'Name', value: 'rocAuc' } },
          { kind: 'Field', name: { kind: 'Name', value: 'prAuc' } },
          { kind: 'Field', name: { kind: 'Name', value: 'logLoss' } },
          { kind: 'Field', name: { kind: 'Name', value: 'brier' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'confusion' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'actual' } },
                { kind: 'Field', name: { kind: 'Name', value: 'predicted' } },
                { kind: 'Field', name: { kind: 'Name', value: 'count' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<MeasuredQuery, MeasuredQueryVariables>;
export const MeasuredSeriesDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'MeasuredSeries' },
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
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'labels' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'LabelAxis' } },
          },
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
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'labels' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'labels' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'at' } },
                { kind: 'Field', name: { kind: 'Name', value: 'labelled' } },
                { kind: 'Field', name: { kind: 'Name', value: 'accuracy' } },
                { kind: 'Field', name: { kind: 'Name', value: 'recall' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<MeasuredSeriesQuery, MeasuredSeriesQueryVariables>;
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
            name: { kind: 'Name', value: 'outcome' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'windowDays' } },
                { kind: 'Field', name: { kind: 'Name', value: 'graceDays' } },
                { kind: 'Field', name: { kind: 'Name', value: 'absentMeans' } },
              ],
            },
          },
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
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceChangedSubscription, PerformanceChangedSubscriptionVariables>;
export const PerformanceNewsDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'PerformanceNews' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
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
                value: {
                  kind: 'ObjectValue',
                  fields: [
                    {
                      kind: 'ObjectField',
                      name: { kind: 'Name', value: 'minutes' },
                      value: { kind: 'IntValue', value: '1' },
                    },
                  ],
                },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'totalPredictions' } }],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<PerformanceNewsSubscription, PerformanceNewsSubscriptionVariables>;
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
                  name: { kind: 'Name', value: 'outcome' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'label' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'value' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'at' } },
                    ],
                  },
                },
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
export const SimulationDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Simulation' },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'simulation' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'scenarios' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'name' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'description' } },
                    ],
                  },
                },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'live' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [
                      { kind: 'Field', name: { kind: 'Name', value: 'model' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'scenario' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'secondsPerDay' } },
                      { kind: 'Field', name: { kind: 'Name', value: 'simulatedAt' } },
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
} as unknown as DocumentNode<SimulationQuery, SimulationQueryVariables>;
export const SimulateDocument = {
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'mutation',
      name: { kind: 'Name', value: 'Simulate' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'String' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'samples' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'Int' } } },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'scenario' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'Scenario' } },
          },
        },
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'withOutcomes' } },
          type: {
            kind: 'NonNullType',
            type: { kind: 'NamedType', name: { kind: 'Name', value: 'Boolean' } },
          },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'simulate' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'model' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'model' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'samples' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'samples' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'scenario' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'scenario' } },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'withOutcomes' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'withOutcomes' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'samples' } },
                { kind: 'Field', name: { kind: 'Name', value: 'predictions' } },
                { kind: 'Field', name: { kind: 'Name', value: 'errors' } },
                { kind: 'Field', name: { kind: 'Name', value: 'outcomes' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<SimulateMutation, SimulateMutationVariables>;
