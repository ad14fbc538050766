import type { Feature, Manifest } from '@kilter/core/features/manifest';
import { typeName } from '@kilter/core/features/names';

/** The tabs that GraphiQL opens with; the first predicts with the model that answers by default. */
export function exampleTabs(manifest: Manifest | undefined): { query: string }[] {
  const queries = [
    ...(manifest ? [predictExample(manifest)] : []),
    PERFORMANCE,
    DRIFT,
    DATA_QUALITY,
    ...(manifest && manifest.task !== 'REGRESSION' ? [outcomeExample(manifest)] : []),
    SIMULATE,
    PREDICTIONS_ADDED,
    ALERTS,
    HEALTH,
  ];
  return queries.map((query) => ({ query }));
}

function outcomeExample({ positiveClass, classes }: Manifest): string {
  return `# What really happened. A subject's outcome labels its predictions in the label window before it.
mutation RecordOutcomes {
  recordOutcomes(outcomes: [{
    target: { subject: { subject: "customer-1" } }
    label: ${JSON.stringify(positiveClass ?? classes[0])}
  }]) {
    recorded updated duplicates pending late
    unmatched { index reason message }
  }
}
`;
}

function predictExample(manifest: Manifest): string {
  const name = typeName(manifest.name);
  const fields = manifest.features.map(
    (feature) => `      ${feature.name}: ${JSON.stringify(usualValue(feature))}`,
  );
  return `# Predict once. Missing, unseen and out-of-range values are served and flagged.
mutation Predict${name} {
  predict${name}(
    subject: "customer-1"
    input: {
${fields.join('\n')}
    }
  ) {
    id at label value probability confidence latencyMs
    flags { feature kind message }
  }
}
`;
}

/** In the middle of the usual range, or the first category. */
function usualValue(feature: Feature): number | string {
  if (feature.kind === 'CATEGORICAL') return feature.categories[0];
  const middle = ((feature.minimum ?? 0) + (feature.maximum ?? 1)) / 2;
  return feature.integer ? Math.floor(middle) : Math.round(middle * 100) / 100;
}

const PERFORMANCE = `# The figures of the last 24 hours.
query Performance {
  performance(window: { hours: 24 }) {
    status totalPredictions errorRate positiveRate averageConfidence
    responseTimeMs { average p50 p95 p99 }
    labels { label count }
    measured {
      ... on ClassificationMetrics {
        from to labelled maturity closedThrough accuracy precision recall f1 rocAuc prAuc
        confusion { actual predicted count }
      }
    }
  }
}
`;

const DRIFT = `# How far the last 24 hours have moved. Against something else: against: { window: { days: 7 } }.
query Drift {
  drift(window: { hours: 24 }) {
    from to grown rows verdict severity driftedShare
    comparedWith { kind name rows weeks }
    features {
      feature method statistic threshold effect pValue importance drifted
      reference { label share }
      current { label share }
    }
    prediction { method statistic limit drifted }
    multivariate { method value lower upper drifted insufficient }
  }
}
`;

const DATA_QUALITY = `# Gaps, unseen categories and values out of range, and from a sample what takes the rows.
query DataQuality {
  dataQuality(window: { hours: 24 }) {
    rows verdict
    features { feature missing missingRate unseen outOfRange verdict }
    checks { description broken { count share verdict } }
    duplicates { rows extraShare }
    outliers { count rate examples { predictionId score reasons { feature } } }
  }
}
`;

const SIMULATE = `# Synthetic customers through the real model. With outcomes: 60 days of history.
mutation Simulate {
  simulate(samples: 5000, scenario: STABLE, withOutcomes: true) {
    samples predictions errors outcomes
  }
}
`;

const ALERTS = `# Open alerts, and those of the last 24 hours.
query Alerts {
  alerts(first: 20) {
    totalCount
    edges {
      node { type severity status message value threshold openedAt resolvedAt }
    }
  }
}
`;

const PREDICTIONS_ADDED = `# Every prediction, as it is committed. Leave it running and predict in another tab.
subscription PredictionsAdded {
  predictionsAdded {
    cursor skipped
    predictions { id at label probability confidence latencyMs }
  }
}
`;

const HEALTH = `query Health {
  health {
    status version
    models { name version loaded }
    database { connected latencyMs }
    instances { name startedAt rssBytes heapUsedBytes cpuPercent eventLoopLagMs }
  }
}
`;
