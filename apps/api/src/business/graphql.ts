import type { BoundedValue } from '@kilter/core/business/bounded-value';
import type { CapacityFigures } from '@kilter/core/business/capacity';
import { answerKinds, type KindValue, type MeasuredValue } from '@kilter/core/business/measured-value';
import type { TreatmentGroup } from '@kilter/core/business/treatment-effect';
import type { SegmentRisk, ValueAtRisk } from '@kilter/core/business/value-at-risk';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import {
  readBusiness,
  type Business,
  type ExpectedBusiness,
  type MeasuredBusiness,
} from './read-business.ts';
import { readSegmentRisk } from './read-segment-risk.ts';
import { readTreatment, type Treatment } from './read-treatment.ts';

export function addBusinessTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const Bounded = builder.objectRef<BoundedValue>('BoundedValue').implement({
    description: 'A figure, and between what it lies; the field says how sure.',
    fields: (t) => ({
      value: t.exposeFloat('value'),
      lower: t.exposeFloat('lower'),
      upper: t.exposeFloat('upper'),
    }),
  });
  const Kind = builder.enumType('AnswerKind', { values: answerKinds });
  const KindValueType = builder.objectRef<KindValue>('AnswerKindValue').implement({
    fields: (t) => ({
      kind: t.field({ type: Kind, resolve: ({ kind }) => kind }),
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      value: t.exposeFloat('value', { description: 'Of all of them together.' }),
    }),
  });
  const MeasuredValueType = builder.objectRef<MeasuredValue>('MeasuredValue').implement({
    description: "What labelled answers were worth, by the manifest's costs.",
    fields: (t) => ({
      kinds: t.field({ type: [KindValueType], resolve: ({ kinds }) => kinds }),
      total: t.exposeFloat('total'),
      perAnswer: t.exposeFloat('perAnswer'),
      interval: t.field({
        type: Bounded,
        nullable: true,
        description:
          'Of one answer, 95 %, as if all predictions were independent; null under 100 labelled predictions.',
        resolve: ({ interval }) => interval,
      }),
    }),
  });
  const Capacity = builder.objectRef<CapacityFigures>('CapacityFigures').implement({
    description:
      'Had the highest scores been acted on, as many as the manifest says can be. Counts by bin leave some room: the truth lies within the bounds for sure.',
    fields: (t) => ({
      share: t.exposeFloat('share', { description: 'Of all labelled predictions.' }),
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      found: t.field({
        type: Bounded,
        description: 'Positives among them.',
        resolve: ({ found }) => found,
      }),
      precision: t.field({ type: Bounded, resolve: ({ precision }) => precision }),
      recall: t.field({ type: Bounded, nullable: true, resolve: ({ recall }) => recall }),
      lift: t.field({
        type: Bounded,
        nullable: true,
        description: 'How many times better than picking at random.',
        resolve: ({ lift }) => lift,
      }),
    }),
  });
  const Measured = builder.objectRef<MeasuredBusiness>('MeasuredBusiness').implement({
    fields: (t) => ({
      labelled: t.field({ type: 'Count', resolve: ({ labelled }) => labelled }),
      positiveRate: t.field({
        type: Bounded,
        description:
          'Share that really was positive (the churn rate, for churn), with its 95 % interval (Wilson).',
        resolve: ({ positiveRate }) => positiveRate,
      }),
      value: t.field({
        type: MeasuredValueType,
        nullable: true,
        description: 'Null where the manifest has no costs.',
        resolve: ({ value }) => value,
      }),
      capacity: t.field({
        type: Capacity,
        nullable: true,
        description: 'Null where the manifest names no capacity.',
        resolve: ({ capacity }) => capacity,
      }),
    }),
  });
  const Expected = builder.objectRef<ExpectedBusiness>('ExpectedBusiness').implement({
    description:
      'Of predictions whose outcome is still waited for, from their calibrated probabilities. Early reports are not taken into account: those that come first are nearly all positive.',
    fields: (t) => ({
      answers: t.field({ type: 'Count', resolve: ({ answers }) => answers }),
      positives: t.exposeFloat('positives', { description: 'How many are to be expected.' }),
      value: t.field({
        type: Bounded,
        nullable: true,
        description:
          'Of all of them together. The bounds are the room that counts by bin leave, not that of chance. Null where the manifest has no costs.',
        resolve: ({ value }) => value,
      }),
    }),
  });
  const Risk = builder.objectRef<ValueAtRisk>('ValueAtRisk').implement({
    description: 'What may be lost. A subject that was predicted twice counts twice.',
    fields: (t) => ({
      predictions: t.field({ type: 'Count', resolve: ({ predictions }) => predictions }),
      expectedPositives: t.exposeFloat('expectedPositives', {
        description: 'The sum of the calibrated probabilities.',
      }),
      value: t.exposeFloat('value', {
        nullable: true,
        description: "That times the manifest's costs.valuePerSubject; null where it says none.",
      }),
    }),
  });
  const SegmentRiskType = builder.objectRef<SegmentRisk>('SegmentValueAtRisk').implement({
    fields: (t) => ({
      segment: t.exposeString('segment'),
      predictions: t.field({ type: 'Count', resolve: ({ predictions }) => predictions }),
      expectedPositives: t.exposeFloat('expectedPositives'),
      value: t.exposeFloat('value', { nullable: true }),
      share: t.exposeFloat('share', { nullable: true, description: 'Of the expected positives.' }),
    }),
  });
  const Group = builder.objectRef<TreatmentGroup>('TreatmentGroup').implement({
    fields: (t) => ({
      subjects: t.field({ type: 'Count', resolve: ({ subjects }) => subjects }),
      positives: t.field({ type: 'Count', resolve: ({ positives }) => positives }),
      positiveRate: t.exposeFloat('positiveRate', { nullable: true }),
    }),
  });
  const TreatmentType = builder.objectRef<Treatment>('TreatmentEffect').implement({
    description:
      'Treated subjects (predictions with an `action`) against those held out, one prediction a subject. It is an effect as far as chance alone said who was held out.',
    fields: (t) => ({
      treated: t.field({ type: Group, resolve: ({ treated }) => treated }),
      heldOut: t.field({ type: Group, resolve: ({ heldOut }) => heldOut }),
      contaminated: t.field({
        type: 'Count',
        description: 'Held out, and treated all the same; they stay with those held out.',
        resolve: ({ contaminated }) => contaminated,
      }),
      uplift: t.field({
        type: Bounded,
        nullable: true,
        description:
          'Positive rate of the treated minus that of those held out, with its 95 % interval (Newcombe 1998, method 10). Negative: the action keeps subjects from the positive class.',
        resolve: ({ uplift }) => uplift,
      }),
      valuePerTreated: t.field({
        type: Bounded,
        nullable: true,
        description:
          'What treating one subject keeps from being lost, less the cost of the action, with the same interval. Null where the manifest says no value of a subject.',
        resolve: ({ valuePerTreated }) => valuePerTreated,
      }),
      isSample: t.exposeBoolean('isSample', {
        description: 'Of very many rows the newest 50,000 are compared.',
      }),
    }),
  });

  const BusinessType = builder.objectRef<Business>('Business').implement({
    description: "A binary model's figures in terms of its business. Ratios are 0..1, values in `currency`.",
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      currency: t.string({
        nullable: true,
        description: "Of the manifest's costs.",
        resolve: ({ model }) => model.manifest.costs?.currency ?? null,
      }),
      positiveRate: t.exposeFloat('positiveRate', {
        nullable: true,
        description: 'Share of positive answers in the window (the predicted churn rate, for churn).',
      }),
      cohortFrom: t.field({
        type: 'DateTime',
        description:
          'Measured figures rest on the predictions from here to `cohortTo`: those of the window whose label window is closed, or without any the newest closed cohort of the same length.',
        resolve: ({ cohort }) => new Date(cohort.fromMs),
      }),
      cohortTo: t.field({ type: 'DateTime', resolve: ({ cohort }) => new Date(cohort.toMs) }),
      measured: t.field({
        type: Measured,
        nullable: true,
        description: 'Null while nothing is labelled.',
        resolve: ({ measured }) => measured,
      }),
      expected: t.field({
        type: Expected,
        nullable: true,
        description: 'Null where no outcome of the window is waited for.',
        resolve: ({ expected }) => expected,
      }),
      valueAtRisk: t.field({ type: Risk, resolve: ({ atRisk }) => atRisk }),
      valueAtRiskBySegment: t.field({
        type: [SegmentRiskType],
        description:
          'The greatest first; segments without predictions are left out. Refused with a filter by segment or tag: what lies in two of them is not counted.',
        args: {
          by: t.arg.string({ required: true, description: 'One of the features that the manifest names.' }),
        },
        resolve: (business, { by }, context) => readSegmentRisk(context, business, by),
      }),
      treatment: t.field({
        type: TreatmentType,
        nullable: true,
        description: 'Over the closed cohort; null where nobody was treated and nobody held out.',
        resolve: (business, _, context) => readTreatment(context, business),
      }),
    }),
  });

  builder.queryField('business', (t) =>
    t.field({
      type: BusinessType,
      args: rowsArgs,
      resolve: (_, request, context) => readBusiness(context, request),
    }),
  );
}
