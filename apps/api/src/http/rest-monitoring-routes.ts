import { degradationMetrics, type DegradationMetric } from '@kilter/core/monitoring/degradation-effects';
import { performanceStatuses } from '@kilter/core/monitoring/performance-summary';
import { recommend } from '@kilter/core/reports/recommendations';
import { z } from 'zod';
import type { Ask } from './rest-ask.ts';
import { HOURS } from './rest-query.ts';

const MS_PER_SECOND = 1_000;
const inSeconds = (ms: number | null) => (ms === null ? null : ms / MS_PER_SECOND);
const lastHours = (hours: number) => (hours === 1 ? 'the last hour' : `the last ${hours} hours`);
const isoTime = (timeMs: number) => new Date(timeMs).toISOString();

const PERFORMANCE = `query Performance($hours: Int!) {
  model { positiveClass targets { errorRate confidence responseTimeMs } }
  performance(window: { hours: $hours }) {
    status totalPredictions errorRate positiveRate averageConfidence
    responseTimeMs { average }
    labels { label count }
  }
}`;
const performanceData = z.object({
  model: z.object({
    positiveClass: z.string().nullable(),
    targets: z.object({ errorRate: z.number(), confidence: z.number(), responseTimeMs: z.number() }),
  }),
  performance: z.object({
    status: z.enum(performanceStatuses),
    totalPredictions: z.number(),
    errorRate: z.number().nullable(),
    positiveRate: z.number().nullable(),
    averageConfidence: z.number().nullable(),
    responseTimeMs: z.object({ average: z.number().nullable() }),
    labels: z.array(z.object({ label: z.string(), count: z.number() })),
  }),
});
type PerformanceData = z.infer<typeof performanceData>;

export async function performance(ask: Ask, hours: number, nowMs: number) {
  return writePerformance(await ask(PERFORMANCE, performanceData, { hours }), hours, nowMs);
}

function writePerformance({ model, performance: figures }: PerformanceData, hours: number, nowMs: number) {
  const { status, totalPredictions, labels, positiveRate } = figures;
  if (status === 'NO_DATA') return { status: 'no_data', message: `No predictions in ${lastHours(hours)}.` };
  const counts = labels.map(({ label, count }) => [`${snakeCase(label)}_predictions`, count] as const);
  const { positiveClass } = model;
  // The classes first: one called "total" must not stand in for the total.
  return {
    ...Object.fromEntries(counts),
    ...(positiveClass === null ? {} : { [`${snakeCase(positiveClass)}_rate`]: positiveRate }),
    timestamp: isoTime(nowMs),
    time_period_hours: hours,
    total_predictions: totalPredictions,
    avg_response_time: inSeconds(figures.responseTimeMs.average),
    avg_confidence: figures.averageConfidence,
    error_rate: figures.errorRate,
    status: status.toLowerCase(),
  };
}

/** "No churn" -> "no_churn". */
function snakeCase(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

const ALERTS_A_PAGE = 100;
const OPEN = ['FIRING', 'RECOVERING'];

const ALERTS = `query Alerts($hours: Int!, $first: Int!, $after: String) {
  alerts(window: { hours: $hours }, first: $first, after: $after) {
    edges { node { type message severity status openedAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const alertsData = z.object({
  alerts: z.object({
    edges: z.array(
      z.object({
        node: z.object({
          type: z.string(),
          message: z.string(),
          severity: z.string(),
          status: z.string(),
          openedAt: z.string(),
        }),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});
type AlertNode = z.infer<typeof alertsData>['alerts']['edges'][number]['node'];

/** Every alert that was raised and open at some time of the window. */
async function readAlerts(ask: Ask, hours: number): Promise<AlertNode[]> {
  const found: AlertNode[] = [];
  let after: string | null = null;
  do {
    const { alerts }: z.infer<typeof alertsData> = await ask(ALERTS, alertsData, {
      hours,
      first: ALERTS_A_PAGE,
      after,
    });
    found.push(...alerts.edges.map(({ node }) => node));
    after = alerts.pageInfo.hasNextPage ? alerts.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

function writeAlert({ type, message, severity, status, openedAt }: AlertNode) {
  return {
    type: type.toLowerCase(),
    message,
    timestamp: openedAt,
    severity: severity.toLowerCase(),
    status: status.toLowerCase(),
  };
}

export async function alerts(ask: Ask, hours: number) {
  const found = (await readAlerts(ask, hours)).map(writeAlert);
  return { alerts: found, count: found.length, time_period_hours: hours };
}

const DEGRADATION = `{
  degradation {
    detected insufficient
    recent { averageConfidence averageResponseTimeMs }
    baseline { averageConfidence averageResponseTimeMs }
    issues { metric message }
  }
}`;
const degradationSide = z.object({
  averageConfidence: z.number().nullable(),
  averageResponseTimeMs: z.number().nullable(),
});
const degradationData = z.object({
  degradation: z.object({
    detected: z.boolean(),
    insufficient: z.string().nullable(),
    recent: degradationSide,
    baseline: degradationSide,
    issues: z.array(z.object({ metric: z.enum(degradationMetrics), message: z.string() })),
  }),
});
type DegradationData = z.infer<typeof degradationData>['degradation'];

const readDegradation = async (ask: Ask) => (await ask(DEGRADATION, degradationData)).degradation;

export async function degradation(ask: Ask, nowMs: number) {
  return writeDegradation(await readDegradation(ask), nowMs);
}

function writeDegradation(found: DegradationData, nowMs: number) {
  const { detected, insufficient, recent, baseline, issues } = found;
  if (insufficient !== null) return { status: 'insufficient_data', message: insufficient };
  return {
    timestamp: isoTime(nowMs),
    degradation_detected: detected,
    issues: issues.map(({ message }) => message),
    recent_confidence: recent.averageConfidence,
    older_confidence: baseline.averageConfidence,
    recent_response_time: inSeconds(recent.averageResponseTimeMs),
    older_response_time: inSeconds(baseline.averageResponseTimeMs),
  };
}

/** Of the last 24 hours: everything above, and what to do. */
export async function report(ask: Ask, nowMs: number) {
  const hours = HOURS.otherwise;
  const [figures, found, degraded] = await Promise.all([
    ask(PERFORMANCE, performanceData, { hours }),
    readAlerts(ask, hours),
    readDegradation(ask),
  ]);
  return {
    report_timestamp: isoTime(nowMs),
    monitoring_period: `${hours} hours`,
    performance_summary: writePerformance(figures, hours, nowMs),
    recent_alerts: found.map(writeAlert),
    degradation_analysis: writeDegradation(degraded, nowMs),
    recommendations: recommendationsOf(
      figures,
      found,
      degraded.issues.map(({ metric }) => metric),
    ),
  };
}

function recommendationsOf(
  { model, performance: figures }: PerformanceData,
  found: readonly AlertNode[],
  degraded: readonly DegradationMetric[],
): string[] {
  const { status, errorRate, averageConfidence, responseTimeMs } = figures;
  const open = found.filter((alert) => OPEN.includes(alert.status));
  return recommend({
    status,
    errorRate,
    averageConfidence,
    averageLatencyMs: responseTimeMs.average,
    targets: model.targets,
    openAlertTypes: open.map(({ type }) => type.toLowerCase()),
    degraded,
  });
}

const SIMULATE = `mutation Simulate($samples: Int!) {
  simulate(samples: $samples) { samples predictions errors }
}`;
const simulateData = z.object({
  simulate: z.object({ samples: z.number(), predictions: z.number(), errors: z.number() }),
});

export async function simulate(ask: Ask, samples: number) {
  const { simulate: done } = await ask(SIMULATE, simulateData, { samples });
  const failed = done.errors === 0 ? '' : `, ${done.errors} of them without an answer`;
  return {
    message: `${done.predictions} predictions of synthetic customers${failed}.`,
    samples: done.samples,
  };
}
