import {
  fairnessMeasures,
  type FourFifths,
  type GroupGap,
  type GroupRate,
  type MeasureReport,
} from '@kilter/core/fairness/fairness-report';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { readFairness, type Fairness } from './read-fairness.ts';

const verdicts = [
  'OK',
  'MAYBE_BELOW',
  'BELOW',
  'NOT_ENOUGH_DATA',
] as const satisfies readonly FourFifths['verdict'][];

export function addFairnessTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const Measure = builder.enumType('FairnessMeasure', {
    description:
      'SELECTION_RATE: share answered positive (demographic parity; needs no labels). RECALL: share of the positives that are found (equal opportunity). PRECISION: share of the positive answers that are right (predictive parity).',
    values: fairnessMeasures,
  });
  const Verdict = builder.enumType('FourFifthsVerdict', {
    description:
      'BELOW: the whole interval of the ratio is under 0.8. MAYBE_BELOW: the ratio is. NOT_ENOUGH_DATA: under 300 rows of a group.',
    values: verdicts,
  });

  const Group = builder.objectRef<GroupRate>('FairnessGroup').implement({
    fields: (t) => ({
      value: t.exposeString('label'),
      rows: t.field({
        type: 'Count',
        description: 'That the rate is of: answers, positives, positive answers.',
        resolve: ({ of }) => of,
      }),
      hits: t.field({ type: 'Count', resolve: ({ hits }) => hits }),
      rate: t.float({ nullable: true, resolve: ({ value }) => value }),
      lower: t.float({
        nullable: true,
        description: '95 %, rows taken as independent.',
        resolve: ({ interval }) => interval?.lower ?? null,
      }),
      upper: t.float({ nullable: true, resolve: ({ interval }) => interval?.upper ?? null }),
      isShown: t.exposeBoolean('isShown', { description: 'Enough rows to be compared: 100.' }),
      mayAlert: t.exposeBoolean('mayAlert', { description: 'From 300 on.' }),
    }),
  });
  const Gap = builder.objectRef<GroupGap>('FairnessGap').implement({
    description: 'A group against the group of reference; bounds hold for all groups together.',
    fields: (t) => ({
      value: t.exposeString('label'),
      difference: t.exposeFloat('difference'),
      lower: t.float({ resolve: ({ differenceBounds }) => differenceBounds.lower }),
      upper: t.float({ resolve: ({ differenceBounds }) => differenceBounds.upper }),
      ratio: t.exposeFloat('ratio', { nullable: true }),
      isSure: t.exposeBoolean('isSure', {
        description: 'The bounds do not hold 0, and both groups have 300 rows.',
      }),
    }),
  });
  const FourFifthsType = builder.objectRef<FourFifths>('FourFifths').implement({
    description: 'The smallest rate over the largest: under four fifths is taken for adverse impact.',
    fields: (t) => ({
      lowest: t.exposeString('lowest'),
      highest: t.exposeString('highest'),
      ratio: t.exposeFloat('ratio', { nullable: true }),
      lower: t.float({ nullable: true, resolve: ({ bounds }) => bounds.lower }),
      upper: t.float({ nullable: true, resolve: ({ bounds }) => bounds.upper }),
      verdict: t.field({ type: Verdict, resolve: ({ verdict }) => verdict }),
    }),
  });
  const MeasureType = builder.objectRef<MeasureReport>('FairnessMeasureReport').implement({
    fields: (t) => ({
      measure: t.field({ type: Measure, resolve: ({ measure }) => measure }),
      groups: t.field({ type: [Group], resolve: ({ groups }) => groups }),
      referenceGroup: t.exposeString('referenceGroup', {
        nullable: true,
        description: 'The largest group that is shown.',
      }),
      gaps: t.field({ type: [Gap], resolve: ({ gaps }) => gaps }),
      largestDifference: t.exposeFloat('largestDifference', { nullable: true }),
      fourFifths: t.field({ type: FourFifthsType, nullable: true, resolve: ({ fourFifths }) => fourFifths }),
    }),
  });
  const FairnessType = builder.objectRef<Fairness>('Fairness').implement({
    description:
      'Gaps between the groups of a feature. A gap is no proof of unfairness, nor its absence of fairness.',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description: 'Of the answers under the selection rate.',
        resolve: ({ plan }) => new Date(plan.asked.fromMs),
      }),
      to: t.field({ type: 'DateTime', resolve: ({ plan }) => new Date(plan.asked.toMs) }),
      labelledFrom: t.field({
        type: 'DateTime',
        description: 'Of the predictions under recall and precision: the closed cohort.',
        resolve: ({ plan }) => new Date(plan.cohort.fromMs),
      }),
      labelledTo: t.field({ type: 'DateTime', resolve: ({ plan }) => new Date(plan.cohort.toMs) }),
      sampled: t.boolean({
        description: 'From rows that were looked at one by one, as `segments`.',
        resolve: ({ rowsLookedAt }) => rowsLookedAt !== null,
      }),
      rowsLookedAt: t.field({
        type: 'Count',
        nullable: true,
        resolve: ({ rowsLookedAt }) => rowsLookedAt,
      }),
      measures: t.field({ type: [MeasureType], resolve: ({ measures }) => measures }),
    }),
  });

  builder.queryField('fairness', (t) =>
    t.field({
      type: FairnessType,
      description: 'Selection rate, recall and precision of a binary model by the groups of a feature.',
      args: { ...rowsArgs, by: t.arg.string({ required: true, description: "A feature's name." }) },
      resolve: (_, request, context) => readFairness(context, request),
    }),
  );
}
