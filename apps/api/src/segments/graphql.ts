import type { Bounds } from '@kilter/core/statistics/wilson-interval';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { readSegments, type Segment } from './read-segments.ts';

export function addSegmentTypes(
  builder: Builder,
  { rowsArgs, Metrics }: Pick<MonitoringTypes, 'rowsArgs' | 'Metrics'>,
): void {
  const BoundsType = builder.objectRef<Bounds>('Bounds').implement({
    description: 'Between what a figure lies, 95 %, rows taken as independent.',
    fields: (t) => ({ lower: t.exposeFloat('lower'), upper: t.exposeFloat('upper') }),
  });
  const SegmentIntervals = builder.objectRef<Segment['intervals']>('SegmentIntervals').implement({
    description: 'Of the measured figures (Wilson); null where the figure is, or for several classes.',
    fields: (t) => {
      const bounds = (name: keyof Segment['intervals']) =>
        t.field({ type: BoundsType, nullable: true, resolve: (intervals) => intervals[name] });
      return { accuracy: bounds('accuracy'), precision: bounds('precision'), recall: bounds('recall') };
    },
  });

  const SegmentType = builder.objectRef<Segment>('Segment').implement({
    description: 'The predictions of a window whose feature lies in one segment, or that have one tag.',
    fields: (t) => ({
      value: t.exposeString('value', {
        description: 'A category, a number, an interval ("over 4 to 9"), "missing", or a tag.',
      }),
      predictions: t.field({
        type: 'Count',
        description: 'All stored predictions, failed ones included; sampled: answered ones, by the sample.',
        resolve: ({ predictions }) => predictions,
      }),
      share: t.exposeFloat('share', {
        nullable: true,
        description: 'Of all predictions of the window. Segments of a feature sum to 1; tags may overlap.',
      }),
      positiveRate: t.exposeFloat('positiveRate', { nullable: true }),
      averageConfidence: t.exposeFloat('averageConfidence', { nullable: true }),
      measured: t.field({
        type: Metrics,
        nullable: true,
        description: 'Against recorded outcomes, over the closed cohort; null while none is labelled.',
        resolve: ({ measured, model }) => measured && { ...measured, classes: model.manifest.classes },
      }),
      intervals: t.field({ type: SegmentIntervals, resolve: ({ intervals }) => intervals }),
      isShown: t.exposeBoolean('isShown', {
        description:
          'Measured figures mean something: from 100 labelled rows on, of two classes with 10 positives.',
      }),
      mayAlert: t.exposeBoolean('mayAlert', { description: 'From 300 labelled rows on.' }),
      sampled: t.boolean({
        description:
          'From rows that were looked at one by one, at most some 5,000 of the cohort and 5,000 of the rest of the window; false: from stored counters of all rows.',
        resolve: ({ rowsLookedAt }) => rowsLookedAt !== null,
      }),
      rowsLookedAt: t.field({
        type: 'Count',
        nullable: true,
        description: 'For all segments together; null where not sampled.',
        resolve: ({ rowsLookedAt }) => rowsLookedAt,
      }),
    }),
  });

  const by = {
    required: true,
    description:
      'A feature\'s name, or "tag". The manifest\'s segments and tags are answered from stored counters, other features from a sample.',
  } as const;

  builder.queryField('segments', (t) =>
    t.field({
      type: [SegmentType],
      description:
        'Figures by the values of a feature or by tag; those without predictions are left out. A filter by segment or tag is answered from a sample.',
      args: { ...rowsArgs, by: t.arg.string(by) },
      resolve: (_, request, context) => readSegments(context, request),
    }),
  );

  builder.subscriptionField('segmentsChanged', (t) =>
    t.field({
      type: [SegmentType],
      description: 'The current figures at once, then every change, at most one each 250 ms.',
      args: { ...rowsArgs, by: t.arg.string(by) },
      subscribe: (_, { model }, { topics, registry }) =>
        topics.performance(registry.find(model).name).watch(),
      resolve: (_, request, context) => readSegments(context, request),
    }),
  );
}
