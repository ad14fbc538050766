const FIELDS = `{
  id at label probability confidence latencyMs errorCode subject tags features environment source
  flags { feature kind message }
  model { name } modelVersion { version }
  probabilities { label probability }
}`;

export const PREDICT = `
mutation Predict($input: ChurnInput!, $subject: String, $idempotencyKey: String, $tags: [String!]) {
  predictChurn(input: $input, subject: $subject, idempotencyKey: $idempotencyKey, tags: $tags) ${FIELDS}
}`;

export const PREDICT_BATCH = `
mutation PredictBatch($items: [ChurnBatchItem!]!) {
  predictChurnBatch(items: $items) { results ${FIELDS} errors { index code field message } }
}`;

/** For load: no more than what says that a row was answered. */
export const PREDICT_BATCH_IDS = `
mutation PredictBatchIds($items: [ChurnBatchItem!]!) {
  predictChurnBatch(items: $items) { results { id } errors { index code } }
}`;

export const PREDICT_ANY = `
mutation PredictAny($model: String!, $features: JSON!) {
  predict(model: $model, features: $features) ${FIELDS}
}`;

export const PREDICTION = `query Prediction($id: ID!) { prediction(id: $id) ${FIELDS} }`;

export const PREDICTIONS = `
query Predictions($model: String, $first: Int, $after: String, $last: Int, $before: String) {
  predictions(model: $model, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

export const PERFORMANCE = `
query Performance($window: WindowInput) {
  performance(window: $window) { totalPredictions errors refused status }
}`;

export const RECORD_OUTCOMES = `
mutation RecordOutcomes($outcomes: [OutcomeInput!]!) {
  recordOutcomes(outcomes: $outcomes) {
    recorded updated duplicates pending late unmatched { index reason field message }
  }
}`;

export const MEASURED = `
query Measured($window: WindowInput, $labels: LabelAxis) {
  performance(window: $window) {
    totalPredictions
    measured(labels: $labels) {
      ... on ClassificationMetrics {
        from to labelled maturity closedThrough accuracy precision recall f1 rocAuc prAuc logLoss brier
        confusion { actual predicted count }
      }
    }
  }
}`;

export const OUTCOME_OF = `
query OutcomeOf($id: ID!) { prediction(id: $id) { outcome { kind label at } } }`;

export const SIMULATE = `
mutation Simulate($samples: Int!, $scenario: Scenario, $withOutcomes: Boolean) {
  simulate(samples: $samples, scenario: $scenario, withOutcomes: $withOutcomes) { samples predictions errors outcomes }
}`;

export const SIMULATION = `
query Simulation {
  simulation { scenarios { name description } live { model scenario secondsPerDay simulatedAt } }
}`;

export const HEALTH = `
query Health {
  health { status database { connected } models { name version loaded reason } }
}`;

export const PREDICTIONS_ADDED = `
subscription PredictionsAdded($after: String, $model: String) {
  predictionsAdded(after: $after, model: $model) { cursor skipped predictions { id label } }
}`;

export const PERFORMANCE_CHANGED = `
subscription PerformanceChanged($window: WindowInput, $model: String) {
  performanceChanged(window: $window, model: $model) { totalPredictions status }
}`;

export const HEALTH_CHANGED = `subscription HealthChanged { healthChanged { status } }`;

export interface PredictionAnswer {
  id: string;
  at: string;
  label: string | null;
  probability: number | null;
  confidence: number | null;
  latencyMs: number;
  errorCode: string | null;
  subject: string | null;
  tags: string[];
  features: Record<string, number | string | null>;
  environment: string;
  source: string;
  flags: { feature: string; kind: string; message: string }[];
  model: { name: string };
  modelVersion: { version: string };
  probabilities: { label: string; probability: number }[];
}

export interface PredictData {
  predictChurn: PredictionAnswer;
}
export interface BatchData {
  predictChurnBatch: {
    results: (PredictionAnswer | null)[];
    errors: { index: number; code: string; field: string | null; message: string }[];
  };
}
export interface PredictionsData {
  predictions: {
    edges: { cursor: string; node: { id: string } }[];
    pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
  };
}
export interface PerformanceData {
  performance: { totalPredictions: number; errors: number; refused: number; status: string };
}
export interface HealthData {
  health: {
    status: string;
    database: { connected: boolean };
    models: { name: string; version: string | null; loaded: boolean; reason: string | null }[];
  };
}
export interface PredictionsAddedData {
  predictionsAdded: {
    cursor: string;
    skipped: number;
    predictions: { id: string; label: string | null }[];
  };
}
export interface PerformanceChangedData {
  performanceChanged: { totalPredictions: number; status: string };
}
export interface HealthChangedData {
  healthChanged: { status: string };
}

export interface OutcomeReportData {
  recordOutcomes: {
    recorded: number;
    updated: number;
    duplicates: number;
    pending: number;
    late: number;
    unmatched: { index: number; reason: string; field: string | null; message: string }[];
  };
}

export interface MeasuredData {
  performance: {
    totalPredictions: number;
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
      confusion: { actual: string; predicted: string; count: number }[];
    } | null;
  };
}

export interface SimulateData {
  simulate: { samples: number; predictions: number; errors: number; outcomes: number };
}
