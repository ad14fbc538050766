import type { Feature, Manifest } from '@kilter/core/features/manifest';
import { stages } from '@kilter/db/schema/model';
import type { Builder } from '../graphql/builder.ts';
import { plain } from '../graphql/plain-execution.ts';
import type { KnownVersion, ServedModel } from './registry.ts';

export type ModelTypes = ReturnType<typeof addModelTypes>;

export function addModelTypes(builder: Builder) {
  const Task = builder.enumType('Task', {
    values: ['BINARY_CLASSIFICATION', 'MULTICLASS_CLASSIFICATION', 'REGRESSION'] as const,
  });
  const FeatureKind = builder.enumType('FeatureKind', { values: ['NUMERIC', 'CATEGORICAL'] as const });
  const Stage = builder.enumType('Stage', { values: stages });

  const Metric = builder.objectRef<{ name: string; value: number }>('Metric').implement({
    description: 'A figure of the model card: out-of-fold, related rows kept together.',
    fields: (t) => ({ name: t.exposeString('name'), value: t.exposeFloat('value') }),
  });

  const ModelVersion = builder.objectRef<KnownVersion>('ModelVersion').implement({
    extensions: plain,
    fields: (t) => ({
      version: t.exposeString('version'),
      stage: t.field({ type: Stage, resolve: (version) => version.stage }),
      loaded: t.boolean({
        description: 'Whether it can answer now.',
        resolve: (version, _, { registry }) =>
          registry.models().some((model) => model.champion.id === version.id && model.batcher !== null),
      }),
      trainedAt: t.field({
        type: 'DateTime',
        nullable: true,
        resolve: ({ manifest }) => (manifest.training ? new Date(manifest.training.trainedAt) : null),
      }),
      sha256: t.exposeString('sha256', { nullable: true, description: 'Of the model file.' }),
      metrics: t.field({
        type: [Metric],
        resolve: (version, _, { registry }) =>
          registry.models().find((model) => model.champion.id === version.id)?.reference?.baseline.metrics ??
          [],
      }),
    }),
  });

  const ModelFeature = builder.objectRef<Feature>('ModelFeature').implement({
    fields: (t) => ({
      name: t.exposeString('name'),
      column: t.exposeString('column', { description: 'The name in the source data.' }),
      kind: t.field({ type: FeatureKind, resolve: (feature) => feature.kind }),
      integer: t.boolean({
        description: 'Known values are whole numbers.',
        resolve: (feature) => feature.kind === 'NUMERIC' && feature.integer,
      }),
      required: t.exposeBoolean('required'),
      description: t.exposeString('description'),
      categories: t.stringList({
        nullable: true,
        resolve: (feature) => (feature.kind === 'CATEGORICAL' ? feature.categories : null),
      }),
      synonyms: t.stringList({
        description: 'Other spellings of categories: served as the category, never flagged.',
        resolve: (feature) => (feature.kind === 'CATEGORICAL' ? Object.keys(feature.synonyms) : []),
      }),
      minimum: t.float({
        nullable: true,
        description: 'Of the usual range: outside of it a value is served and flagged.',
        resolve: (feature) => (feature.kind === 'NUMERIC' ? feature.minimum : null),
      }),
      maximum: t.float({
        nullable: true,
        resolve: (feature) => (feature.kind === 'NUMERIC' ? feature.maximum : null),
      }),
    }),
  });

  const ModelTargets = builder.objectRef<Manifest['targets']>('ModelTargets').implement({
    description: 'What counts as good.',
    fields: (t) => ({
      accuracy: t.exposeFloat('accuracy'),
      confidence: t.exposeFloat('confidence'),
      errorRate: t.exposeFloat('errorRate'),
      responseTimeMs: t.exposeFloat('responseTimeMs'),
    }),
  });

  const LabelWindow = builder.objectRef<NonNullable<Manifest['outcome']>>('LabelWindow').implement({
    description: 'Which outcomes are of a prediction, and what silence means.',
    fields: (t) => ({
      windowDays: t.exposeFloat('windowDays', {
        description: 'An outcome labels the predictions of its subject in so many days before it.',
      }),
      graceDays: t.exposeFloat('graceDays', { description: 'How much longer a report is waited for.' }),
      absentMeans: t.exposeString('absentMeans', {
        nullable: true,
        description: 'The class of a prediction without an outcome, once window and grace are over.',
      }),
    }),
  });

  const Model = builder.objectRef<ServedModel>('Model').implement({
    extensions: plain,
    fields: (t) => ({
      name: t.exposeString('name'),
      title: t.string({ resolve: ({ manifest }) => manifest.title }),
      description: t.string({ resolve: ({ manifest }) => manifest.description }),
      task: t.field({ type: Task, resolve: ({ manifest }) => manifest.task }),
      classes: t.stringList({ resolve: ({ manifest }) => manifest.classes }),
      positiveClass: t.string({ nullable: true, resolve: ({ manifest }) => manifest.positiveClass }),
      threshold: t.float({
        nullable: true,
        description: 'The positive class is answered from this probability on; null but for binary models.',
        resolve: ({ manifest }) => (manifest.task === 'BINARY_CLASSIFICATION' ? manifest.threshold : null),
      }),
      champion: t.field({
        type: ModelVersion,
        nullable: true,
        description: 'The version that answers.',
        resolve: ({ champion }) => champion,
      }),
      versions: t.field({
        type: [ModelVersion],
        description: 'Oldest first.',
        resolve: ({ name }, _, { registry }) => registry.versionsOf(name),
      }),
      features: t.field({ type: [ModelFeature], resolve: ({ manifest }) => manifest.features }),
      outcome: t.field({
        type: LabelWindow,
        nullable: true,
        description: 'Null: every outcome counts, whenever it comes.',
        resolve: ({ manifest }) => manifest.outcome,
      }),
      targets: t.field({ type: ModelTargets, resolve: ({ manifest }) => manifest.targets }),
    }),
  });

  builder.queryFields((t) => ({
    models: t.field({ type: [Model], resolve: (_, __, { registry }) => registry.models() }),
    model: t.field({
      type: Model,
      description: 'One model; without a name the one that answers when a request names none.',
      args: { name: t.arg.string() },
      resolve: (_, { name }, { registry }) => registry.find(name),
    }),
  }));

  return { Model, ModelVersion, FeatureKind };
}
