import {
  degradationVerdicts,
  type Degradation,
  type DegradationWindow,
  type MetricChange,
} from '@kilter/core/monitoring/degradation';
import { degradationMetrics } from '@kilter/core/monitoring/degradation-effects';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { Builder } from '../graphql/builder.ts';
import { readDegradation } from './degradation.ts';
import type { MonitoringTypes } from './graphql.ts';

export function addDegradationTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const Verdict = builder.enumType('DegradationVerdict', {
    description:
      'DEGRADED: some metric is worse by enough to matter, and hardly by chance. INSUFFICIENT_DATA: too few predictions to tell.',
    values: degradationVerdicts,
  });
  const Metric = builder.enumType('DegradationMetric', { values: degradationMetrics });

  const TimeSpan = builder.objectRef<TimeWindow>('TimeSpan').implement({
    description: 'The end is not included.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ fromMs }) => new Date(fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ toMs }) => new Date(toMs) }),
    }),
  });

  const Window = builder.objectRef<DegradationWindow>('DegradationWindow').implement({
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      predictions: t.field({
        type: 'Count',
        description: 'All stored predictions, failed ones included.',
        resolve: ({ predictions }) => predictions,
      }),
      grown: t.exposeBoolean('grown', {
        description: 'Longer than asked for (the baseline: than 7 days), since that had too few predictions.',
      }),
      averageConfidence: t.exposeFloat('averageConfidence', { nullable: true }),
      averageResponseTimeMs: t.float({
        nullable: true,
        resolve: ({ averageLatencyMs }) => averageLatencyMs,
      }),
    }),
  });

  const MetricChangeType = builder.objectRef<MetricChange>('MetricChange').implement({
    description: 'One metric, recent against baseline. Ratios are 0..1, response times milliseconds.',
    fields: (t) => ({
      metric: t.field({ type: Metric, resolve: ({ metric }) => metric }),
      baseline: t.exposeFloat('baseline'),
      recent: t.exposeFloat('recent'),
      change: t.exposeFloat('change', { description: 'recent - baseline.' }),
      relativeChange: t.exposeFloat('relativeChange', {
        nullable: true,
        description: 'As a share of the baseline; null where that is 0.',
      }),
      pValue: t.exposeFloat('pValue', {
        description: 'Two-sided, adjusted for all metrics that were compared (Holm).',
      }),
      degraded: t.exposeBoolean('degraded', {
        description: 'Worse by enough to matter, with a p-value below 0.01.',
      }),
      message: t.exposeString('message'),
      baselineWindow: t.field({
        type: TimeSpan,
        description:
          'Accuracy, recall and precision: 28 days of predictions, since labels come later. Others: as the baseline.',
        resolve: (comparison) => comparison.baselineWindow,
      }),
      recentWindow: t.field({
        type: TimeSpan,
        description:
          "Accuracy, recall and precision: the newest 7 days of predictions whose label window was closed at the window's end.",
        resolve: (comparison) => comparison.recentWindow,
      }),
    }),
  });

  const DegradationType = builder.objectRef<Degradation>('Degradation').implement({
    description: 'Whether a model does worse than before.',
    fields: (t) => ({
      detected: t.boolean({ resolve: ({ verdict }) => verdict === 'DEGRADED' }),
      verdict: t.field({ type: Verdict, resolve: ({ verdict }) => verdict }),
      insufficient: t.exposeString('insufficient', {
        nullable: true,
        description: 'Why there is no verdict; null when there is one.',
      }),
      recent: t.field({
        type: Window,
        description: 'The window asked for; up to 7 days, until it has 300 predictions.',
        resolve: ({ recent }) => recent,
      }),
      baseline: t.field({
        type: Window,
        description: 'The 7 days before; up to 28, until it has 300 predictions.',
        resolve: ({ baseline }) => baseline,
      }),
      issues: t.field({
        type: [MetricChangeType],
        description: 'The comparisons that are degraded.',
        resolve: ({ comparisons }) => comparisons.filter(({ degraded }) => degraded),
      }),
      comparisons: t.field({
        type: [MetricChangeType],
        description: 'Every metric that both windows have enough of.',
        resolve: ({ comparisons }) => comparisons,
      }),
    }),
  });

  builder.queryField('degradation', (t) =>
    t.field({
      type: DegradationType,
      description:
        'A window against the 7 days before it: a metric is an issue when its change is large enough to matter and significant over all metrics.',
      args: rowsArgs,
      resolve: (_, request, context) => readDegradation(context, request),
    }),
  );
}
