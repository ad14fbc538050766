import { performanceStatuses } from '@kilter/core/monitoring/performance-summary';
import { buckets, type Bucket } from '@kilter/core/monitoring/window';
import type { Builder } from '../graphql/builder.ts';
import {
  readPerformance,
  readPerformanceSeries,
  type Performance,
  type PerformancePoint,
} from './performance.ts';

/** Nothing of a kind yet: the fields exist so that clients can be written, and are null until labels come. */
type NotYet = null;

export function addMonitoringTypes(builder: Builder): void {
  const Status = builder.enumType('PerformanceStatus', {
    description:
      'HEALTHY: every target is met. WARNING: one is missed. CRITICAL: an alert of severity ERROR is open.',
    values: performanceStatuses,
  });
  const BucketEnum = builder.enumType('Bucket', { values: Object.keys(buckets).filter(isBucket) });

  const TimeRange = builder.inputType('TimeRangeInput', {
    fields: (t) => ({
      from: t.field({ type: 'DateTime', required: true }),
      to: t.field({ type: 'DateTime', required: true }),
    }),
  });
  const Window = builder.inputType('WindowInput', {
    description:
      'The last so many minutes, hours or days, or a range; aligned to whole minutes, a year at most.',
    isOneOf: true,
    fields: (t) => ({
      minutes: t.int(),
      hours: t.int(),
      days: t.int(),
      range: t.field({ type: TimeRange }),
    }),
  });

  const ResponseTime = builder.objectRef<Performance>('ResponseTime').implement({
    description: 'Milliseconds; quantiles to within 5 %.',
    fields: (t) => ({
      average: t.float({ nullable: true, resolve: (figures) => figures.averageLatencyMs }),
      p50: t.float({ nullable: true, resolve: (figures) => figures.latencyP50Ms }),
      p95: t.float({ nullable: true, resolve: (figures) => figures.latencyP95Ms }),
      p99: t.float({ nullable: true, resolve: (figures) => figures.latencyP99Ms }),
    }),
  });
  const Throughput = builder.objectRef<Performance>('Throughput').implement({
    fields: (t) => ({
      perHour: t.exposeFloat('perHour'),
      perDay: t.float({ resolve: (figures) => figures.perHour * 24 }),
    }),
  });
  const LabelCount = builder.objectRef<{ label: string; count: number }>('LabelCount').implement({
    fields: (t) => ({
      label: t.exposeString('label'),
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
    }),
  });

  const ConfusionCell = builder.objectRef<NotYet>('ConfusionCell').implement({
    fields: (t) => ({
      actual: t.string({ resolve: () => '' }),
      predicted: t.string({ resolve: () => '' }),
      count: t.field({ type: 'Count', resolve: () => 0 }),
    }),
  });
  const nothing = { nullable: true, resolve: () => null } as const;
  const ClassificationMetrics = builder.objectRef<NotYet>('ClassificationMetrics').implement({
    description: 'Against recorded outcomes. Null as a whole while there are none.',
    fields: (t) => ({
      labelled: t.field({ type: 'Count', resolve: () => 0 }),
      maturity: t.float(nothing),
      closedThrough: t.field({ type: 'DateTime', ...nothing }),
      accuracy: t.float(nothing),
      precision: t.float(nothing),
      recall: t.float(nothing),
      f1: t.float(nothing),
      rocAuc: t.float(nothing),
      prAuc: t.float(nothing),
      logLoss: t.float(nothing),
      brier: t.float(nothing),
      confusion: t.field({ type: [ConfusionCell], resolve: () => [] }),
    }),
  });
  const Metrics = builder.unionType('Metrics', {
    types: [ClassificationMetrics],
    resolveType: () => ClassificationMetrics,
  });
  const Interval = builder.objectRef<NotYet>('Interval').implement({
    fields: (t) => ({ value: t.float(nothing), lower: t.float(nothing), upper: t.float(nothing) }),
  });
  const interval = { type: Interval, resolve: () => null, nullable: true } as const;
  const EstimatedMetrics = builder.objectRef<NotYet>('EstimatedMetrics').implement({
    description: 'Without outcomes, from calibrated probabilities. Null as a whole until it is computed.',
    fields: (t) => ({
      accuracy: t.field(interval),
      precision: t.field(interval),
      recall: t.field(interval),
      f1: t.field(interval),
      rocAuc: t.field(interval),
    }),
  });

  const PerformanceType = builder.objectRef<Performance>('Performance').implement({
    description: 'The figures of a window. Ratios are 0..1, and null without a denominator.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      status: t.field({ type: Status, resolve: ({ status }) => status }),
      totalPredictions: t.field({
        type: 'Count',
        description: 'All stored predictions, failed ones included.',
        resolve: (figures) => figures.predictions,
      }),
      errors: t.field({ type: 'Count', resolve: (figures) => figures.errors }),
      refused: t.field({
        type: 'Count',
        description: 'Input that was refused: never a prediction, part of no rate.',
        resolve: (figures) => figures.refused,
      }),
      errorRate: t.exposeFloat('errorRate', { nullable: true }),
      positiveRate: t.exposeFloat('positiveRate', {
        nullable: true,
        description: 'Share of the positive class among the answered (the churn rate, for churn).',
      }),
      averageConfidence: t.exposeFloat('averageConfidence', { nullable: true }),
      responseTimeMs: t.field({ type: ResponseTime, resolve: (figures) => figures }),
      throughput: t.field({ type: Throughput, resolve: (figures) => figures }),
      labels: t.field({
        type: [LabelCount],
        resolve: ({ classCounts, manifest }) =>
          manifest.classes.map((label, i) => ({ label, count: classCounts[i] ?? 0 })),
      }),
      measured: t.field({ type: Metrics, ...nothing }),
      estimated: t.field({ type: EstimatedMetrics, ...nothing }),
    }),
  });

  const PerformancePointType = builder.objectRef<PerformancePoint>('PerformancePoint').implement({
    fields: (t) => ({
      at: t.field({
        type: 'DateTime',
        description: "The bucket's start.",
        resolve: ({ atMs }) => new Date(atMs),
      }),
      predictions: t.field({ type: 'Count', resolve: (point) => point.predictions }),
      errors: t.field({ type: 'Count', resolve: (point) => point.errors }),
      averageConfidence: t.exposeFloat('averageConfidence', { nullable: true }),
      positiveRate: t.exposeFloat('positiveRate', { nullable: true }),
      responseTimeP95Ms: t.float({ nullable: true, resolve: (point) => point.latencyP95Ms }),
      labelled: t.field({ type: 'Count', ...nothing }),
      maturity: t.float(nothing),
      accuracy: t.float(nothing),
      recall: t.float(nothing),
      estimatedAccuracy: t.float(nothing),
    }),
  });

  builder.queryFields((t) => ({
    performance: t.field({
      type: PerformanceType,
      args: { model: t.arg.string(), window: t.arg({ type: Window }) },
      resolve: (_, { model, window }, context) => readPerformance(context, model, window),
    }),
    performanceSeries: t.field({
      type: [PerformancePointType],
      description: 'One point a bucket, quiet ones included. `bucket` left out: one that fits the window.',
      args: { model: t.arg.string(), window: t.arg({ type: Window }), bucket: t.arg({ type: BucketEnum }) },
      resolve: (_, { model, window, bucket }, context) =>
        readPerformanceSeries(context, model, window, bucket),
    }),
  }));

  builder.subscriptionField('performanceChanged', (t) =>
    t.field({
      type: PerformanceType,
      description: 'The current figures at once, then every change, at most one each 250 ms.',
      args: { model: t.arg.string(), window: t.arg({ type: Window }) },
      subscribe: (_, { model }, { topics, registry }) =>
        topics.performance(registry.find(model).name).watch(),
      resolve: (_, { model, window }, context) => readPerformance(context, model, window),
    }),
  );
}

function isBucket(name: string): name is Bucket {
  return Object.hasOwn(buckets, name);
}
