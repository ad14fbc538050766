import type { JudgedPart } from '@kilter/core/change/mean-change';
import type { FeatureExplanation, Segmentation, Told } from '@kilter/core/change/explain-change';
import { changeMetrics } from '@kilter/core/change/row-metrics';
import type { SegmentSide } from '@kilter/core/change/segment-account';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import {
  readChange,
  readFeatureChange,
  type ChangeAccount,
  type ChangeSide,
  type FeatureChange,
} from './read-change.ts';

export function addChangeTypes(
  builder: Builder,
  { Window, Filter }: Pick<MonitoringTypes, 'Window' | 'Filter'>,
): void {
  const Metric = builder.enumType('ChangeMetric', {
    description:
      'What is a mean over predictions. ACCURACY: over those of the windows whose label windows are closed.',
    values: changeMetrics,
  });

  const ChangePart = builder.objectRef<Told<JudgedPart>>('ChangePart').implement({
    description: 'A part of a change. Its message says it in a sentence.',
    fields: (t) => ({
      contribution: t.exposeFloat('contribution', {
        description: 'As a share of 1: below 0 it lowers the metric.',
      }),
      standardError: t.exposeFloat('standardError', { description: 'Rows taken as independent.' }),
      pValue: t.exposeFloat('pValue', {
        description: 'Two-sided, adjusted for all parts of the account (Holm).',
      }),
      matters: t.exposeBoolean('matters', {
        description: 'Half a point at least, and a p-value below 0.01.',
      }),
      message: t.exposeString('message'),
    }),
  });

  const ChangeSideType = builder.objectRef<ChangeSide>('ChangeSide').implement({
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      rows: t.field({
        type: 'Count',
        description: 'With a known metric.',
        resolve: ({ rows }) => rows,
      }),
      mean: t.exposeFloat('mean', { description: 'Of the metric over them.' }),
    }),
  });

  const SegmentSideType = builder.objectRef<SegmentSide>('SegmentChangeSide').implement({
    fields: (t) => ({
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      share: t.exposeFloat('share', { description: "Of the window's rows, 0..1." }),
      mean: t.exposeFloat('mean', { nullable: true, description: 'Of the metric; null without rows.' }),
    }),
  });
  type SegmentPart = Segmentation['parts'][number];
  const SegmentChange = builder.objectRef<SegmentPart>('SegmentChange').implement({
    fields: (t) => ({
      segment: t.exposeString('segment'),
      pooled: t.stringList({
        description: 'The small segments that are in it together; empty for one of its own.',
        resolve: ({ pooled }) => [...pooled],
      }),
      before: t.field({ type: SegmentSideType, resolve: ({ before }) => before }),
      after: t.field({ type: SegmentSideType, resolve: ({ after }) => after }),
      part: t.field({ type: ChangePart, resolve: (part) => part }),
      mix: t.exposeFloat('mix', {
        nullable: true,
        description:
          'Of the contribution, what its change of share does. Null where a window has under 100 of its rows.',
      }),
      rate: t.exposeFloat('rate', {
        nullable: true,
        description: 'Of the contribution, what the change of its own mean does.',
      }),
    }),
  });
  const SegmentationType = builder.objectRef<Segmentation>('Segmentation').implement({
    description:
      'The change by the segments of one feature; the contributions of all parts sum to the whole.',
    fields: (t) => ({
      feature: t.exposeString('feature'),
      parts: t.field({
        type: [SegmentChange],
        description: 'The largest contribution first.',
        resolve: ({ parts }) => [...parts],
      }),
      mix: t.exposeFloat('mix'),
      rate: t.exposeFloat('rate'),
      unevenness: t.exposeFloat('unevenness', {
        description: '0 when every segment changed as the whole did.',
      }),
    }),
  });

  const FeaturePart = builder.objectRef<FeatureExplanation['parts'][number]>('FeatureChangePart').implement({
    fields: (t) => ({
      feature: t.string({ resolve: ({ name }) => name }),
      part: t.field({ type: ChangePart, resolve: (part) => part }),
    }),
  });
  const FeatureChangeType = builder.objectRef<FeatureChange>('FeatureChange').implement({
    description:
      'The change by other values of each feature, from a sample of up to about 5,000 rows a window: the contributions of parts and remainder sum to `change`, that of the sample.',
    fields: (t) => ({
      rowsBefore: t.field({ type: 'Count', resolve: ({ rowsBefore }) => rowsBefore }),
      rowsAfter: t.field({ type: 'Count', resolve: ({ rowsAfter }) => rowsAfter }),
      change: t.float({ resolve: ({ whole }) => whole.contribution }),
      parts: t.field({
        type: [FeaturePart],
        description: 'The largest contribution first.',
        resolve: ({ parts }) => [...parts],
      }),
      remainder: t.field({
        type: ChangePart,
        description: 'What is left at equal inputs.',
        resolve: ({ remainder }) => remainder,
      }),
      variesWith: t.stringList({
        description: 'Features that the remainder varies with, the strongest first.',
        resolve: ({ variesWith }) => [...variesWith],
      }),
      unseenShare: t.exposeFloat('unseenShare', {
        description: 'Of the newer rows, those with a value that no older row has: for them it is a guess.',
      }),
      foretold: t.exposeFloat('foretold', {
        description: "How much of the metric's variance the features foretell, 0..1.",
      }),
    }),
  });

  const ChangeAccountType = builder.objectRef<ChangeAccount>('ChangeAccount').implement({
    description: 'Why a metric changed. It is accounting, not causation: it says where the change sits.',
    fields: (t) => ({
      metric: t.field({ type: Metric, resolve: ({ metric }) => metric }),
      before: t.field({ type: ChangeSideType, resolve: ({ before }) => before }),
      after: t.field({ type: ChangeSideType, resolve: ({ after }) => after }),
      change: t.field({ type: ChangePart, resolve: ({ whole }) => whole }),
      segmentations: t.field({
        type: [SegmentationType],
        description:
          "One for each of the manifest's segments, from stored counters; the most telling first: its shares moved the metric, or its segments changed unlike each other. They tell the same change again and again: never add them up.",
        resolve: ({ segmentations }) => segmentations,
      }),
      sampled: t.boolean({
        description:
          'All is from a sample of up to about 5,000 rows a window: counters hold neither the confidence of several classes nor what lies in two segments or tags.',
        resolve: ({ isSampled }) => isSampled,
      }),
      features: t.field({
        type: FeatureChangeType,
        nullable: true,
        description: 'Takes a second or so: ask for it only where it is shown.',
        resolve: (account, _, context) => readFeatureChange(context, account),
      }),
    }),
  });

  builder.queryField('changeAccount', (t) =>
    t.field({
      type: ChangeAccountType,
      description:
        'Why accuracy, mean confidence or the positive rate changed between two windows that do not overlap: 300 rows with a known metric are needed in each.',
      args: {
        model: t.arg.string(),
        metric: t.arg({ type: Metric, required: true }),
        from: t.arg({ type: Window, required: true }),
        to: t.arg({ type: Window, required: true }),
        filter: t.arg({
          type: Filter,
          description: 'For both windows. A segment or a tag is answered from a sample.',
        }),
      },
      resolve: (_, question, context) => readChange(context, question),
    }),
  );
}
