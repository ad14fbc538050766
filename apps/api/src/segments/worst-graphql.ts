import { sliceMetrics } from '@kilter/core/segments/slice-metric';
import type { SliceCondition, WorstSlice } from '@kilter/core/segments/worst-slices';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { readWorstSegments, type WorstSegments } from './read-worst-segments.ts';

export function addWorstSegmentTypes(
  builder: Builder,
  { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>,
): void {
  const Metric = builder.enumType('SegmentMetric', {
    description: 'By what a segment is bad. BRIER and LOG_LOSS: the higher the worse.',
    values: sliceMetrics,
  });
  const Condition = builder.objectRef<SliceCondition>('SegmentCondition').implement({
    fields: (t) => ({ feature: t.exposeString('feature'), value: t.exposeString('label') }),
  });
  const WorstSegment = builder.objectRef<WorstSlice>('WorstSegment').implement({
    description: 'Predictions that meet all conditions, for which the model is worse than for all others.',
    fields: (t) => ({
      conditions: t.field({ type: [Condition], resolve: ({ conditions }) => [...conditions] }),
      rows: t.field({ type: 'Count', description: 'Labelled ones.', resolve: ({ rows }) => rows }),
      value: t.exposeFloat('value', {
        description: 'Of the metric, on the half of the rows that it was not searched on.',
      }),
      elsewhere: t.exposeFloat('elsewhere', { description: 'Of the metric in all other rows of that half.' }),
      countedRows: t.field({
        type: 'Count',
        description: 'That `value` rests on.',
        resolve: ({ countedRows }) => countedRows,
      }),
      effect: t.exposeFloat('effect', {
        description: 'The difference in standard deviations of a row; 0.15 at least.',
      }),
      pValue: t.exposeFloat('pValue', {
        description: 'One-sided, adjusted for all segments that were tested (Holm); subjects counted once.',
      }),
      mayAlert: t.exposeBoolean('mayAlert', { description: 'From 300 labelled rows on.' }),
    }),
  });
  const WorstSegmentsType = builder.objectRef<WorstSegments>('WorstSegments').implement({
    description:
      'Where a binary model is worst: searched on one half of a sample of the closed cohort, confirmed on the other.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ cohort }) => new Date(cohort.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ cohort }) => new Date(cohort.toMs) }),
      metric: t.field({ type: Metric, resolve: ({ metric }) => metric }),
      overall: t.exposeFloat('overall', { nullable: true, description: 'The metric of all rows.' }),
      rows: t.field({
        type: 'Count',
        description: 'Labelled rows that were looked at, up to about 5,000.',
        resolve: ({ rows }) => rows,
      }),
      examined: t.field({
        type: 'Count',
        description: 'Segments that were large enough to be looked at.',
        resolve: ({ examined }) => examined,
      }),
      tested: t.field({
        type: 'Count',
        description: 'Of those, how many looked bad on the first half.',
        resolve: ({ tested }) => tested,
      }),
      segments: t.field({
        type: [WorstSegment],
        description: 'Confirmed ones, the largest difference first.',
        resolve: ({ slices }) => slices,
      }),
    }),
  });

  builder.queryField('worstSegments', (t) =>
    t.field({
      type: WorstSegmentsType,
      description:
        'Needs 300 labelled rows. Where all segments are alike, one is named in 5 % of the answers.',
      args: {
        ...rowsArgs,
        metric: t.arg({ type: Metric, defaultValue: 'ACCURACY' }),
        depth: t.arg.int({
          defaultValue: 2,
          description: 'Features that may be combined in one segment: 1 or 2.',
        }),
      },
      resolve: (_, request, context) => readWorstSegments(context, request),
    }),
  );
}
