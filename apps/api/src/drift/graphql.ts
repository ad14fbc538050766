import { driftMethods, type DriftDialect } from '@kilter/core/drift/drift-result';
import { multivariateMethods } from '@kilter/core/drift/multivariate/multivariate-drift';
import type { DriftDriver } from '@kilter/core/drift/multivariate/multivariate-drift';
import type { ShareBar } from '@kilter/core/drift/share-bars';
import type { ColumnShift, FeatureShift } from '@kilter/core/drift/window-drift';
import type { Builder } from '../graphql/builder.ts';
import type { ModelTypes } from '../models/graphql.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { comparisonKinds, type ComparisonKind } from './choose-reference.ts';
import type { Comparison } from './compare-side.ts';
import { isSampled } from './count-windows.ts';
import { readDrift, type Drift } from './read-drift.ts';
import { readMultivariate, type MultivariateAnswer } from './read-multivariate.ts';

/** A feature of a report, with what it was compared with. */
type ComparedShift = FeatureShift & { comparedWith: ComparisonKind };

const dialects = ['KILTER', 'EVIDENTLY', 'NANNYML'] as const satisfies readonly DriftDialect[];

export function addDriftTypes(
  builder: Builder,
  { FeatureKind }: Pick<ModelTypes, 'FeatureKind'>,
  { Window, Filter, rowsArgs }: Pick<MonitoringTypes, 'Window' | 'Filter' | 'rowsArgs'>,
): void {
  const Dialect = builder.enumType('DriftDialect', {
    description:
      'Whose formulas and thresholds: figures of one name differ between them. KILTER decides what is shown as drifted and what alerts.',
    values: dialects,
  });
  const Method = builder.enumType('DriftMethod', { values: driftMethods });
  const Verdict = builder.enumType('DriftVerdict', {
    description: 'NOT_ENOUGH_DATA: under 300 rows or 100 values in the dialect of Kilter; others: no values.',
    values: ['DRIFTED', 'STABLE', 'NOT_ENOUGH_DATA'] as const,
  });
  const Severity = builder.enumType('DriftSeverity', { values: ['INFO', 'WARNING'] as const });
  const DecidedBy = builder.enumType('DriftDecision', { values: ['STATISTIC', 'P_VALUE'] as const });
  const Kind = builder.enumType('DriftComparisonKind', {
    description:
      'TRAINING: the training data. WINDOW: a past window. ACCEPTED: drift that was accepted as the new normal. SAME_HOURS: the same hours of the last four weeks, once three of them have rows. WEEKS_BEFORE: the four weeks before, where there is nothing else to compare with.',
    values: comparisonKinds,
  });
  const MethodOfSeveral = builder.enumType('MultivariateMethod', {
    description:
      'RECONSTRUCTION: the error of a principal component analysis. DOMAIN_CLASSIFIER: how well trees tell the sides apart (ROC AUC). CORRELATION: the largest change of a rank correlation that is no chance.',
    values: multivariateMethods,
  });

  const NamedReference = builder.inputType('ReferenceNameInput', {
    fields: (t) => ({
      name: t.string({ required: true }),
      version: t.int({ description: 'Left out: the newest.' }),
    }),
  });
  const Against = builder.inputType('DriftReferenceInput', {
    description: 'What a window is compared with.',
    isOneOf: true,
    fields: (t) => ({
      training: t.boolean({ description: 'True: the training data, whatever the default is.' }),
      window: t.field({ type: Window }),
      reference: t.field({ type: NamedReference }),
    }),
  });

  const Share = builder.objectRef<ShareBar>('LabelShare').implement({
    description: 'A category, a value, or a range that the reference fixes, in words ("5 to 8").',
    fields: (t) => ({
      label: t.exposeString('label'),
      share: t.exposeFloat('share', { description: 'Of the rows that have a value.' }),
    }),
  });

  const Column = builder.interfaceRef<ColumnShift>('ColumnDrift').implement({
    description: 'How far one column has moved, in one dialect.',
    fields: (t) => ({
      method: t.field({ type: Method, nullable: true, resolve: ({ method }) => method }),
      dialect: t.field({ type: Dialect, resolve: ({ dialect }) => dialect }),
      statistic: t.float({
        nullable: true,
        description: 'Null without values on a side, and where it is infinite.',
        resolve: ({ statistic }) => statistic,
      }),
      limit: t.float({
        nullable: true,
        description:
          'KILTER: what chance alone exceeds once in a thousand windows of so many rows. Others: their threshold; null: they have none.',
        resolve: ({ limit }) => limit,
      }),
      threshold: t.float({
        nullable: true,
        description: 'What decides. KILTER: the limit or the least effect of 0.1, whichever is greater.',
        resolve: ({ threshold }) => threshold,
      }),
      decidedBy: t.field({ type: DecidedBy, resolve: ({ decidedBy }) => decidedBy }),
      effect: t.float({
        nullable: true,
        description:
          'How far it moved, on one scale for all dialects: the Jensen-Shannon distance in base 2 (KILTER: its statistic). Below 0.1 it is too small to matter.',
        resolve: ({ effect }) => effect,
      }),
      pValue: t.float({ nullable: true, resolve: ({ pValue }) => pValue }),
      adjustedPValue: t.float({
        nullable: true,
        description: 'For the number of features that were judged (Benjamini and Hochberg); KILTER only.',
        resolve: ({ adjustedPValue }) => adjustedPValue,
      }),
      wasserstein: t.float({
        nullable: true,
        description: 'By how many standard deviations the average row moved; numbers only.',
        resolve: ({ wasserstein }) => wasserstein,
      }),
      values: t.field({
        type: 'Count',
        description: 'Rows that have a value.',
        resolve: ({ values }) => values,
      }),
      verdict: t.field({ type: Verdict, resolve: ({ verdict }) => verdict }),
      drifted: t.boolean({ resolve: ({ drifted }) => drifted }),
    }),
  });

  const Feature = builder.objectRef<ComparedShift>('FeatureDrift').implement({
    interfaces: [Column],
    fields: (t) => ({
      feature: t.exposeString('name'),
      kind: t.field({ type: FeatureKind, resolve: ({ kind }) => kind }),
      comparedWith: t.field({ type: Kind, resolve: ({ comparedWith }) => comparedWith }),
      importance: t.exposeFloat('importance', {
        description: "Share of the model's importance over these features; alike where none is known.",
      }),
      impact: t.exposeFloat('impact', { description: 'effect x importance: features stand by it.' }),
      isApproximate: t.exposeBoolean('isApproximate', {
        description:
          'Some values were never seen in training, or are too many to count one by one: they stand at the middle of a cell.',
      }),
      reference: t.field({ type: [Share], resolve: ({ bars }) => bars.before }),
      current: t.field({ type: [Share], resolve: ({ bars }) => bars.current }),
    }),
  });

  const Prediction = builder.objectRef<ColumnShift>('PredictionDrift').implement({
    description: 'Of the answers: the scores of two classes, else the answered classes.',
    interfaces: [Column],
  });

  const Driver = builder.objectRef<DriftDriver>('DriftDriver').implement({
    fields: (t) => ({
      name: t.exposeString('name', { description: 'A feature, or two ("tenure, complain").' }),
      value: t.exposeFloat('value', {
        description:
          'DOMAIN_CLASSIFIER: its share of what tells the sides apart. CORRELATION: how far it moved.',
      }),
    }),
  });
  const Multivariate = builder.objectRef<MultivariateAnswer>('MultivariateDrift').implement({
    description: 'Over samples of the rows, of at most 2,000 on each side.',
    fields: (t) => ({
      method: t.field({ type: MethodOfSeveral, resolve: ({ method }) => method }),
      value: t.float({ nullable: true, resolve: ({ drift }) => drift?.value ?? null }),
      lower: t.float({ nullable: true, resolve: ({ drift }) => drift?.lower ?? null }),
      upper: t.float({ nullable: true, resolve: ({ drift }) => drift?.upper ?? null }),
      drifted: t.boolean({ resolve: ({ drift }) => drift?.drifted ?? false }),
      drivers: t.field({ type: [Driver], resolve: ({ drift }) => [...(drift?.drivers ?? [])] }),
      insufficient: t.exposeString('insufficient', {
        nullable: true,
        description: 'Why there is no value; null when there is one.',
      }),
      referenceFrom: t.field({
        type: 'DateTime',
        description:
          'The rows on the other side. The training data and the same hours of earlier weeks are stood in for by the four weeks before the window.',
        resolve: ({ reference }) => new Date(reference.fromMs),
      }),
      referenceTo: t.field({ type: 'DateTime', resolve: ({ reference }) => new Date(reference.toMs) }),
      referenceRows: t.field({ type: 'Count', resolve: ({ referenceRows }) => referenceRows }),
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
    }),
  });

  const ComparisonType = builder.objectRef<Comparison>('DriftComparison').implement({
    description: 'What the window was compared with.',
    fields: (t) => ({
      kind: t.field({ type: Kind, resolve: ({ kind }) => kind }),
      name: t.exposeString('name', { nullable: true, description: 'Of a named reference.' }),
      version: t.exposeInt('version', { nullable: true }),
      from: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'Null for the training data and for the same hours of earlier weeks.',
        resolve: ({ window }) => window && new Date(window.fromMs),
      }),
      to: t.field({
        type: 'DateTime',
        nullable: true,
        resolve: ({ window }) => window && new Date(window.toMs),
      }),
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      weeks: t.exposeInt('weeks', { description: 'Whose same hours were taken together; else 0.' }),
    }),
  });

  const DriftType = builder.objectRef<Drift>('Drift').implement({
    description: 'How far the features and the answers of a window have moved. Drift is not damage.',
    fields: (t) => ({
      from: t.field({
        type: 'DateTime',
        description: 'Of the window that was compared: longer than asked for where that had too few rows.',
        resolve: ({ window }) => new Date(window.fromMs),
      }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      grown: t.boolean({
        description: 'The window asked for has under 300 rows: it has grown, to 7 days at most.',
        resolve: ({ window, asked }) => window.fromMs < asked.fromMs,
      }),
      rows: t.field({ type: 'Count', resolve: ({ rows }) => rows }),
      versionsLeftOut: t.stringList({
        description:
          'Versions whose rows are no part of it, since their features are counted otherwise; ask for them by name.',
        resolve: ({ scope }) => [...scope.leftOut],
      }),
      isSample: t.boolean({
        description:
          'Counted over a sample of up to 5,000 rows of the window, since a segment or a tag was asked for; kept for a minute.',
        resolve: ({ scope }) => isSampled(scope),
      }),
      verdict: t.field({
        type: Verdict,
        description:
          'DRIFTED. KILTER: something has a severity. EVIDENTLY: half of the columns drifted. NANNYML: one did.',
        resolve: ({ verdict }) => verdict,
      }),
      severity: t.field({
        type: Severity,
        nullable: true,
        description:
          'KILTER only. WARNING: features drift and the answers with them, or the drifted share is over 0.3. INFO: anything else that drifted.',
        resolve: ({ severity }) => severity,
      }),
      driftedShare: t.exposeFloat('driftedShare', {
        nullable: true,
        description:
          'KILTER: the importance of the drifted features over that of the judged ones. Others: the share of features.',
      }),
      dialect: t.field({ type: Dialect, resolve: ({ dialect }) => dialect }),
      comparedWith: t.field({ type: ComparisonType, resolve: ({ comparedWith }) => comparedWith }),
      features: t.field({
        type: [Feature],
        description: 'By impact, greatest first.',
        resolve: ({ features, kinds, comparedWith }) =>
          features.map((shift) => ({ ...shift, comparedWith: kinds.get(shift.name) ?? comparedWith.kind })),
      }),
      prediction: t.field({
        type: Prediction,
        nullable: true,
        description: 'Null where the answers are not counted (regression), or not known of the reference.',
        resolve: ({ prediction }) => prediction,
      }),
      multivariate: t.field({
        type: Multivariate,
        description: 'From the rows themselves, when it is asked for; kept for a minute.',
        args: { method: t.arg({ type: MethodOfSeveral, defaultValue: 'RECONSTRUCTION' }) },
        resolve: (drift, { method }, context) => readMultivariate(context, drift, method ?? 'RECONSTRUCTION'),
      }),
    }),
  });

  const driftArgs = builder.args((t) => ({
    ...rowsArgs,
    filter: t.field({
      type: Filter,
      description:
        'For both sides. A segment or a tag is compared with itself in the four weeks before, from a sample.',
    }),
    against: t.field({
      type: Against,
      description:
        'Left out: the same hours of the last four weeks once three have rows (KILTER), else the default reference.',
    }),
    dialect: t.field({ type: Dialect, defaultValue: 'KILTER' }),
    method: t.field({
      type: Method,
      description:
        'For the features that it suits; others have what the dialect chooses. With `features`, each has to be suited.',
    }),
    features: t.stringList({ description: 'Names of those to compare; left out: all.' }),
  }));

  builder.queryField('drift', (t) =>
    t.field({
      type: DriftType,
      description: 'From stored counters: as fast for many rows as for few.',
      args: driftArgs,
      resolve: (_, request, context) => readDrift(context, request),
    }),
  );
  builder.subscriptionField('driftChanged', (t) =>
    t.field({
      type: DriftType,
      description: 'The current report at once, then every change, at most one each 250 ms.',
      args: driftArgs,
      subscribe: (_, { model }, { topics, registry }) =>
        topics.performance(registry.find(model).name).watch(),
      resolve: (_, request, context) => readDrift(context, request),
    }),
  );
}
