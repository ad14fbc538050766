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

const DRIFT_FIELDS = `{
  from to grown rows isSample versionsLeftOut verdict severity driftedShare dialect
  comparedWith { kind name version from to rows weeks }
  features {
    feature kind method dialect statistic limit threshold decidedBy effect pValue adjustedPValue wasserstein values
    verdict drifted comparedWith importance impact isApproximate
    reference { label share } current { label share }
  }
  prediction { method dialect statistic limit verdict drifted }
}`;
const DRIFT_VARIABLES = `($window: WindowInput, $filter: FilterInput, $against: DriftReferenceInput,
  $dialect: DriftDialect, $method: DriftMethod, $features: [String!])`;
const DRIFT_ARGUMENTS = `(window: $window, filter: $filter, against: $against,
  dialect: $dialect, method: $method, features: $features)`;

export const DRIFT = `
query Drift${DRIFT_VARIABLES} { drift${DRIFT_ARGUMENTS} ${DRIFT_FIELDS} }`;

export const MULTIVARIATE = `
query Multivariate($window: WindowInput, $against: DriftReferenceInput, $method: MultivariateMethod) {
  drift(window: $window, against: $against) {
    multivariate(method: $method) {
      method value lower upper drifted insufficient referenceFrom referenceTo referenceRows rows
      drivers { name value }
    }
  }
}`;

export const DRIFT_CHANGED = `
subscription DriftChanged($window: WindowInput) {
  driftChanged(window: $window) { rows verdict features { feature drifted } }
}`;

const REFERENCE_FIELDS = '{ id name version kind from to rows isDefault alertId author reason createdAt }';

export const REFERENCES = `query References($model: String) { references(model: $model) ${REFERENCE_FIELDS} }`;

export const ADD_REFERENCE = `
mutation AddReference($name: String!, $window: WindowInput!, $author: String, $reason: String) {
  addReference(name: $name, window: $window, author: $author, reason: $reason) ${REFERENCE_FIELDS}
}`;

export const ACCEPT_DRIFT = `
mutation AcceptDrift($window: WindowInput!, $alertId: ID, $reason: String!, $author: String!) {
  acceptDrift(window: $window, alertId: $alertId, reason: $reason, author: $author) ${REFERENCE_FIELDS}
}`;

export const SET_DEFAULT_REFERENCE = `
mutation SetDefaultReference($name: String!, $version: Int) {
  setDefaultReference(name: $name, version: $version) ${REFERENCE_FIELDS}
}`;

export const DATA_QUALITY = `
query DataQuality($window: WindowInput, $filter: FilterInput) {
  dataQuality(window: $window, filter: $filter) {
    from to rows isSample verdict
    features {
      feature rows missing missingRate unseen outOfRange isConstant constantVerdict verdict
      missingShare { count share referenceShare limit verdict }
      outOfRangeShare { count share referenceShare limit verdict }
    }
  }
}`;

export const ROWS_QUALITY = `
query RowsQuality($window: WindowInput, $filter: FilterInput) {
  dataQuality(window: $window, filter: $filter) {
    features { feature unseenTexts { text rows looksLike category } stuck { value rows from to } }
    checks { kind description rows broken { count share verdict } predictionIds }
    duplicates { rows extraRows extraShare largestGroup }
    outliers { rows count rate learntFrom examples { predictionId score reasons { feature value combination given } } }
  }
}`;

export const DATA_QUALITY_CHANGED = `
subscription DataQualityChanged($window: WindowInput) {
  dataQualityChanged(window: $window) { rows verdict features { feature missing } }
}`;

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

export interface FeatureDriftData {
  feature: string;
  kind: 'NUMERIC' | 'CATEGORICAL';
  method: string | null;
  dialect: string;
  statistic: number | null;
  limit: number | null;
  threshold: number | null;
  decidedBy: string;
  effect: number | null;
  pValue: number | null;
  adjustedPValue: number | null;
  wasserstein: number | null;
  values: number;
  verdict: string;
  drifted: boolean;
  comparedWith: string;
  importance: number;
  impact: number;
  isApproximate: boolean;
  reference: { label: string; share: number }[];
  current: { label: string; share: number }[];
}

export interface DriftData {
  drift: {
    from: string;
    to: string;
    grown: boolean;
    rows: number;
    isSample: boolean;
    versionsLeftOut: string[];
    verdict: string;
    severity: string | null;
    driftedShare: number | null;
    dialect: string;
    comparedWith: {
      kind: string;
      name: string | null;
      version: number | null;
      from: string | null;
      to: string | null;
      rows: number;
      weeks: number;
    };
    features: FeatureDriftData[];
    prediction: {
      method: string;
      statistic: number;
      limit: number;
      verdict: string;
      drifted: boolean;
    } | null;
  };
}

export interface MultivariateData {
  drift: {
    multivariate: {
      method: string;
      value: number | null;
      lower: number | null;
      upper: number | null;
      drifted: boolean;
      insufficient: string | null;
      referenceFrom: string;
      referenceTo: string;
      referenceRows: number;
      rows: number;
      drivers: { name: string; value: number }[];
    };
  };
}

export interface ReferenceData {
  id: string | null;
  name: string;
  version: number | null;
  kind: string;
  from: string | null;
  to: string | null;
  rows: number;
  isDefault: boolean;
  alertId: string | null;
  author: string | null;
  reason: string | null;
  createdAt: string | null;
}

export interface DataQualityData {
  dataQuality: {
    from: string;
    to: string;
    rows: number;
    isSample: boolean;
    verdict: string;
    features: {
      feature: string;
      rows: number;
      missing: number;
      missingRate: number | null;
      unseen: number;
      outOfRange: number;
      isConstant: boolean;
      constantVerdict: string;
      verdict: string;
      missingShare: { count: number; share: number; referenceShare: number; limit: number; verdict: string };
    }[];
  };
}

export interface RowsQualityData {
  dataQuality: {
    features: {
      feature: string;
      unseenTexts: { text: string; rows: number; looksLike: string; category: string | null }[];
      stuck: { value: string; rows: number; from: string; to: string } | null;
    }[];
    checks: {
      kind: string;
      description: string;
      rows: number;
      broken: { count: number; share: number; verdict: string };
      predictionIds: string[];
    }[];
    duplicates: { rows: number; extraRows: number; extraShare: number; largestGroup: string[] };
    outliers: {
      rows: number;
      count: number;
      rate: number | null;
      learntFrom: string;
      examples: { predictionId: string; score: number; reasons: { feature: string }[] }[];
    } | null;
  };
}
