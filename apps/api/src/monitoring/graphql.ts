import type { CountedEstimate } from '@kilter/core/estimation/cbpe-counts';
import type { EstimatedMetric } from '@kilter/core/estimation/estimated-metrics';
import type { EstimatedValue } from '@kilter/core/estimation/estimated-value';
import type { Measured } from '@kilter/core/monitoring/measured';
import { performanceStatuses } from '@kilter/core/monitoring/performance-summary';
import { buckets, type Bucket } from '@kilter/core/monitoring/window';
import { labelAxes } from '@kilter/core/sketches/label-counters';
import type { Builder } from '../graphql/builder.ts';
import type { PredictionTypes } from '../predictions/graphql.ts';
import { readMeasured } from './measured.ts';
import { readPerformance, type Performance } from './performance.ts';
import { readPerformanceSeries, type PerformancePoint } from './performance-series.ts';

/** Measured figures, with the names of the classes. */
type NamedMeasured = Measured & { classes: readonly string[] };

export type MonitoringTypes = ReturnType<typeof addMonitoringTypes>;

export function addMonitoringTypes(builder: Builder, { Source }: Pick<PredictionTypes, 'Source'>) {
  const Status = builder.enumType('PerformanceStatus', {
    description:
      'HEALTHY: every target is met. WARNING: one is missed, or an alert is open. CRITICAL: one of severity ERROR is.',
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

  const Segment = builder.inputType('SegmentInput', {
    fields: (t) => ({
      feature: t.string({ required: true, description: "One of the manifest's segments." }),
      value: t.string({
        required: true,
        description: 'As `segments` lists it: "Mobile Phone", "over 4 to 9".',
      }),
    }),
  });
  const Filter = builder.inputType('FilterInput', {
    description: 'Which predictions count; what is left out chooses all. A segment or a tag, not both.',
    fields: (t) => ({
      version: t.string({ description: 'Name of a version of the model.' }),
      source: t.field({ type: Source }),
      segment: t.field({ type: Segment }),
      tag: t.string(),
    }),
  });

  /** Which predictions a figure is of, in one form everywhere. */
  const rowsArgs = builder.args((t) => ({
    model: t.string(),
    window: t.field({ type: Window }),
    filter: t.field({ type: Filter }),
  }));

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

  const LabelAxisEnum = builder.enumType('LabelAxis', {
    description:
      'PREDICTION: by the time of the prediction, over closed cohorts. ARRIVAL: by the time at which labels came in.',
    values: labelAxes,
  });
  const labelsArg = { type: LabelAxisEnum, defaultValue: 'PREDICTION' } as const;

  const ConfusionCell = builder
    .objectRef<{ actual: string; predicted: string; count: number }>('ConfusionCell')
    .implement({
      fields: (t) => ({
        actual: t.exposeString('actual'),
        predicted: t.exposeString('predicted'),
        count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      }),
    });
  const ClassificationMetrics = builder.objectRef<NamedMeasured>('ClassificationMetrics').implement({
    description:
      'Against recorded outcomes, over predictions whose label window is closed. Ratios are null without a denominator. For several classes precision, recall and F1 are means over the classes.',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description:
          'Of the predictions under these figures. A window without closed cohorts is answered by the newest closed cohort of the same length.',
        resolve: ({ window }) => new Date(window.fromMs),
      }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      labelled: t.field({
        type: 'Count',
        description: 'Predictions under these figures: their truth was reported, or is known by silence.',
        resolve: ({ labelled }) => labelled,
      }),
      maturity: t.exposeFloat('maturity', {
        nullable: true,
        description:
          'Share of the predictions of the time asked for whose label window is closed. Null by arrival.',
      }),
      closedThrough: t.field({
        type: 'DateTime',
        nullable: true,
        description:
          'Predictions before this are labelled, but for late reports; null where no window closes.',
        resolve: ({ closedThroughMs }) => (closedThroughMs === null ? null : new Date(closedThroughMs)),
      }),
      accuracy: t.exposeFloat('accuracy', { nullable: true }),
      precision: t.exposeFloat('precision', { nullable: true }),
      recall: t.exposeFloat('recall', { nullable: true }),
      f1: t.exposeFloat('f1', { nullable: true }),
      rocAuc: t.exposeFloat('rocAuc', {
        nullable: true,
        description: 'From counts over 64 bins of the score, ties counting one half.',
      }),
      prAuc: t.exposeFloat('prAuc', {
        nullable: true,
        description: 'Average precision, from the same bins.',
      }),
      logLoss: t.exposeFloat('logLoss', { nullable: true, description: 'Natural logarithm.' }),
      brier: t.exposeFloat('brier', { nullable: true }),
      confusion: t.field({ type: [ConfusionCell], resolve: confusionCells }),
    }),
  });
  const Metrics = builder.unionType('Metrics', {
    types: [ClassificationMetrics],
    resolveType: () => ClassificationMetrics,
  });
  const Interval = builder.objectRef<EstimatedValue>('Interval').implement({
    description: 'A figure, and between what it lies by sampling error alone.',
    fields: (t) => ({
      value: t.exposeFloat('value', { nullable: true }),
      lower: t.exposeFloat('lower', { nullable: true }),
      upper: t.exposeFloat('upper', { nullable: true }),
    }),
  });
  const EstimatedMetrics = builder.objectRef<CountedEstimate['estimate']>('EstimatedMetrics').implement({
    description:
      'Without outcomes, from calibrated probabilities (CBPE, in the dialect of NannyML), with bands of 3 standard errors. It assumes that a score still means what it meant in the reference: it is blind to concept drift and to label shift.',
    fields: (t) => {
      const metric = (name: EstimatedMetric) =>
        t.field({ type: Interval, nullable: true, resolve: ({ metrics }) => metrics[name] });
      return {
        rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
        accuracy: metric('accuracy'),
        precision: metric('precision'),
        recall: metric('recall'),
        specificity: metric('specificity'),
        f1: metric('f1'),
        rocAuc: metric('rocAuc'),
        prAuc: metric('prAuc'),
      };
    },
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
        resolve: ({ classCounts, model }) =>
          model.manifest.classes.map((label, i) => ({ label, count: classCounts[i] ?? 0 })),
      }),
      measured: t.field({
        type: Metrics,
        nullable: true,
        description: 'Against recorded outcomes; null while none is labelled.',
        args: { labels: t.arg(labelsArg) },
        resolve: async ({ model, window, filter }, { labels }, context) => {
          const measured = await readMeasured(context, model, window, labels ?? 'PREDICTION', filter);
          return measured && { ...measured, classes: model.manifest.classes };
        },
      }),
      estimated: t.field({
        type: EstimatedMetrics,
        nullable: true,
        resolve: ({ model, counters }) => model.estimate?.(counters)?.estimate ?? null,
      }),
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
      labelled: t.field({
        type: 'Count',
        nullable: true,
        description: 'Predictions under the measured figures; null for a regression.',
        resolve: ({ measured }) => measured?.labelled ?? null,
      }),
      maturity: t.float({ nullable: true, resolve: ({ measured }) => measured?.maturity ?? null }),
      accuracy: t.float({ nullable: true, resolve: ({ measured }) => measured?.accuracy ?? null }),
      recall: t.float({ nullable: true, resolve: ({ measured }) => measured?.recall ?? null }),
      precision: t.float({ nullable: true, resolve: ({ measured }) => measured?.precision ?? null }),
      estimatedAccuracy: t.exposeFloat('estimatedAccuracy', { nullable: true }),
    }),
  });

  builder.queryFields((t) => ({
    performance: t.field({
      type: PerformanceType,
      args: rowsArgs,
      resolve: (_, request, context) => readPerformance(context, request),
    }),
    performanceSeries: t.field({
      type: [PerformancePointType],
      description:
        "One point a bucket, quiet ones included; hours and days are those of the settings' zone. `bucket` left out: one that fits the window.",
      args: { ...rowsArgs, bucket: t.arg({ type: BucketEnum }), labels: t.arg(labelsArg) },
      resolve: (_, request, context) => readPerformanceSeries(context, request),
    }),
  }));

  builder.subscriptionField('performanceChanged', (t) =>
    t.field({
      type: PerformanceType,
      description: 'The current figures at once, then every change, at most one each 250 ms.',
      args: rowsArgs,
      subscribe: (_, { model }, { topics, registry }) =>
        topics.performance(registry.find(model).name).watch(),
      resolve: (_, request, context) => readPerformance(context, request),
    }),
  );

  return { Window, Filter, rowsArgs, Metrics, Interval };
}

function confusionCells({ confusion, classes }: NamedMeasured) {
  return (confusion ?? []).flatMap((row, actual) =>
    row.map((count, predicted) => ({ actual: classes[actual], predicted: classes[predicted], count })),
  );
}

function isBucket(name: string): name is Bucket {
  return Object.hasOwn(buckets, name);
}
