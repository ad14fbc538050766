import type { CheckResult } from '@kilter/core/quality/manifest-checks';
import type { FeatureQuality } from '@kilter/core/quality/quality-report';
import type { ShareVerdict } from '@kilter/core/quality/share-verdict';
import type { UnseenText } from '@kilter/core/quality/unseen-texts';
import type { OutlierReason } from '@kilter/core/outliers/outlier-scorer';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { Context } from '../context.ts';
import { isSampled } from '../drift/count-windows.ts';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { learntFrom, readOutliers, type Outliers, type StrangeRow } from './read-outliers.ts';
import { readDataQuality, readRowsQuality, type DataQuality } from './read-quality.ts';

/** One feature of a report, from which what takes the rows is found. */
interface FeatureOfWindow {
  quality: DataQuality;
  index: number;
  counted: FeatureQuality;
}

/** One value in a row for too long. */
interface Stuck {
  value: string;
  length: number;
  fromMs: number;
  toMs: number;
}

export function addQualityTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const Verdict = builder.enumType('QualityVerdict', {
    description: 'NOT_ENOUGH_DATA: under 300 rows.',
    values: ['OK', 'ALERT', 'NOT_ENOUGH_DATA'] as const,
  });
  const LooksLike = builder.enumType('UnseenTextGuess', {
    description: 'SPELLING: a known category in other case or spacing. MISSING: a word for a missing value.',
    values: ['SPELLING', 'MISSING', 'NUMBER', 'NEW'] as const,
  });
  const CheckKind = builder.enumType('QualityCheckKind', {
    values: ['CROSS_FIELD', 'PATTERN', 'ALLOWED_SHARE'] as const,
  });
  const LearntFrom = builder.enumType('OutlierKnowledge', {
    description:
      'ROWS: past rows, which know what goes together. COUNTS: the training data, each feature by itself: then more than 1 % may be flagged.',
    values: learntFrom,
  });

  const Share = builder.objectRef<ShareVerdict>('QualityShare').implement({
    description: 'How many rows offend, against what is normal.',
    fields: (t) => ({
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      share: t.exposeFloat('share', { nullable: true }),
      referenceShare: t.exposeFloat('referenceShare', {
        nullable: true,
        description: 'In the training data; null where that is not known.',
      }),
      limit: t.exposeFloat('limit', { description: 'The share above which it alerts, from 5 rows on.' }),
      verdict: t.field({ type: Verdict, resolve: ({ verdict }) => verdict }),
    }),
  });
  const Unseen = builder.objectRef<UnseenText>('UnseenText').implement({
    fields: (t) => ({
      text: t.exposeString('text'),
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      looksLike: t.field({ type: LooksLike, resolve: ({ looksLike }) => looksLike }),
      category: t.exposeString('category', { nullable: true, description: 'The known one, for SPELLING.' }),
    }),
  });
  const StuckType = builder.objectRef<Stuck>('StuckValue').implement({
    description: 'One value in a row for too long to be chance.',
    fields: (t) => ({
      value: t.exposeString('value'),
      rows: t.field({ type: 'Count', resolve: ({ length }) => length }),
      from: t.field({ type: 'DateTime', resolve: ({ fromMs }) => new Date(fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ toMs }) => new Date(toMs) }),
    }),
  });

  const Feature = builder.objectRef<FeatureOfWindow>('FeatureQuality').implement({
    fields: (t) => ({
      feature: t.string({ resolve: ({ counted }) => counted.feature }),
      rows: t.field({ type: 'Count', resolve: ({ counted }) => counted.rows }),
      missing: t.field({ type: 'Count', resolve: ({ counted }) => counted.missing.count }),
      missingRate: t.float({ nullable: true, resolve: ({ counted }) => counted.missing.share }),
      unseen: t.field({
        type: 'Count',
        description: 'Categories that the manifest does not know; synonyms are known.',
        resolve: ({ counted }) => counted.unseen.count,
      }),
      outOfRange: t.field({
        type: 'Count',
        description: "Outside the reference's 0.1 to 99.9 %.",
        resolve: ({ counted }) => counted.outOfRange.count,
      }),
      missingShare: t.field({ type: Share, resolve: ({ counted }) => counted.missing }),
      unseenShare: t.field({ type: Share, resolve: ({ counted }) => counted.unseen }),
      outOfRangeShare: t.field({ type: Share, resolve: ({ counted }) => counted.outOfRange }),
      notWholeShare: t.field({
        type: Share,
        description: 'Fractions where the manifest promises whole numbers.',
        resolve: ({ counted }) => counted.notWhole,
      }),
      isConstant: t.boolean({
        description: 'One value only, among at least two known ones.',
        resolve: ({ counted }) => counted.isConstant,
      }),
      constantVerdict: t.field({
        type: Verdict,
        description: 'ALERT: it is constant, and was not in the training data.',
        resolve: ({ counted }) => counted.constantVerdict,
      }),
      verdict: t.field({
        type: Verdict,
        description: 'The worst of those above, from counters.',
        resolve: ({ counted }) => counted.verdict,
      }),
      unseenTexts: t.field({
        type: [Unseen],
        description: 'In the rows that were looked at, the most frequent first; at most ten.',
        resolve: async (feature, _, context) => (await rowsOf(feature, context)).unseenTexts,
      }),
      stuck: t.field({
        type: StuckType,
        nullable: true,
        description: 'In the rows that were looked at; it alerts.',
        resolve: (feature, _, context) => stuckOf(feature, context),
      }),
    }),
  });

  const Check = builder.objectRef<CheckResult & { ids: string[] }>('QualityCheck').implement({
    description: "A check of the model's manifest, over the rows that were looked at.",
    fields: (t) => ({
      kind: t.field({ type: CheckKind, resolve: ({ kind }) => kind }),
      description: t.exposeString('description'),
      rows: t.field({
        type: 'Count',
        description: 'Rows that it applies to.',
        resolve: ({ rows }) => rows,
      }),
      broken: t.field({ type: Share, resolve: (check) => check }),
      predictionIds: t.idList({
        description: 'The first few that break it.',
        resolve: ({ ids }) => ids,
      }),
    }),
  });
  const Duplicates = builder
    .objectRef<{ rows: number; extraRows: number; extraShare: number | null; ids: string[] }>('DuplicateRows')
    .implement({
      description: 'Rows that are equal in every feature: a figure, no fault.',
      fields: (t) => ({
        rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
        extraRows: t.field({
          type: 'Count',
          description: 'Beyond the first of each group.',
          resolve: ({ extraRows }) => extraRows,
        }),
        extraShare: t.exposeFloat('extraShare', { nullable: true }),
        largestGroup: t.idList({
          description: 'Predictions of the largest group, the first ten.',
          resolve: ({ ids }) => ids,
        }),
      }),
    });

  const Reason = builder.objectRef<OutlierReason>('OutlierReason').implement({
    fields: (t) => ({
      feature: t.exposeString('feature'),
      value: t.exposeFloat('value', { description: 'Nats of surprise of the value by itself.' }),
      combination: t.exposeFloat('combination', { description: 'Nats that its combination adds.' }),
      given: t.exposeString('given', {
        nullable: true,
        description: 'The feature that it usually goes together with.',
      }),
    }),
  });
  const Strange = builder.objectRef<StrangeRow>('StrangeRow').implement({
    fields: (t) => ({
      predictionId: t.exposeID('id'),
      score: t.exposeFloat('score', {
        description: '0..1, about the share of usual rows that are less strange.',
      }),
      reasons: t.field({ type: [Reason], resolve: ({ reasons }) => [...reasons] }),
    }),
  });
  const OutliersType = builder.objectRef<Outliers>('Outliers').implement({
    description: 'Rows stranger than 99 % of the usual ones, of the rows that were looked at.',
    fields: (t) => ({
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      rate: t.exposeFloat('rate', { nullable: true }),
      learntFrom: t.field({ type: LearntFrom, resolve: (outliers) => outliers.learntFrom }),
      examples: t.field({
        type: [Strange],
        description: 'The strangest first, at most five.',
        resolve: ({ examples }) => [...examples],
      }),
    }),
  });

  const Quality = builder.objectRef<DataQuality>('DataQuality').implement({
    description:
      'Figures of features are from counters, of all rows. What takes the rows themselves (checks, duplicates, outliers, unseen texts, stuck values) looks at up to 5,000 of them, drawn over the window, when it is asked for, and is kept for a minute.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      rows: t.field({ type: 'Count', resolve: ({ report }) => report.rows }),
      versionsLeftOut: t.stringList({
        description:
          'Versions whose rows are no part of it, since their features are counted otherwise; ask for them by name.',
        resolve: ({ scope }) => [...scope.leftOut],
      }),
      isSample: t.boolean({
        description: 'All of it is of a sample, since a segment or a tag was asked for.',
        resolve: ({ scope }) => isSampled(scope),
      }),
      verdict: t.field({
        type: Verdict,
        description: 'The worst of the features, from counters.',
        resolve: ({ report }) => report.verdict,
      }),
      features: t.field({
        type: [Feature],
        description: "In the manifest's order.",
        resolve: (quality) => quality.report.features.map((counted, index) => ({ quality, index, counted })),
      }),
      checks: t.field({
        type: [Check],
        description: "The manifest's own.",
        resolve: async (quality, _, context) => {
          const { rows, report } = await readRowsQuality(context, quality);
          return report.checks.map((check) => ({ ...check, ids: check.examples.map((row) => rows[row].id) }));
        },
      }),
      duplicates: t.field({
        type: Duplicates,
        resolve: async (quality, _, context) => {
          const { rows, report } = await readRowsQuality(context, quality);
          const [largest] = report.duplicates.groups;
          const ids = (largest?.rows ?? []).slice(0, 10).map((row) => rows[row].id);
          return { ...report.duplicates, ids };
        },
      }),
      outliers: t.field({
        type: OutliersType,
        nullable: true,
        description: 'Null where nothing is known of what is usual: no past rows and no reference.json.',
        resolve: (quality, _, context) => readOutliers(context, quality),
      }),
    }),
  });

  builder.queryField('dataQuality', (t) =>
    t.field({
      type: Quality,
      args: rowsArgs,
      resolve: (_, request, context) => readDataQuality(context, request),
    }),
  );
  builder.subscriptionField('dataQualityChanged', (t) =>
    t.field({
      type: Quality,
      description: 'The current report at once, then every change, at most one each 250 ms.',
      args: rowsArgs,
      subscribe: (_, { model }, { topics, registry }) =>
        topics.performance(registry.find(model).name).watch(),
      resolve: (_, request, context) => readDataQuality(context, request),
    }),
  );
}

async function rowsOf({ quality, index }: FeatureOfWindow, context: Context) {
  return (await readRowsQuality(context, quality)).report.features[index];
}

async function stuckOf({ quality, index }: FeatureOfWindow, context: Context): Promise<Stuck | null> {
  const { rows, report } = await readRowsQuality(context, quality);
  const { stuck } = report.features[index];
  if (stuck === null) return null;
  const feature = quality.manifest.features[index];
  return {
    value: feature.kind === 'CATEGORICAL' ? feature.categories[stuck.value] : String(stuck.value),
    length: stuck.length,
    fromMs: idTimeMs(rows[stuck.firstRow].id),
    toMs: idTimeMs(rows[stuck.lastRow].id),
  };
}
