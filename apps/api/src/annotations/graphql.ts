import type { AnnotationRow } from '@kilter/db/queries/annotation';
import { monitoredModels } from '../alerts/monitored-models.ts';
import type { Builder } from '../graphql/builder.ts';
import type { ModelTypes } from '../models/graphql.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { annotate, readAnnotations } from './annotations.ts';

export function addAnnotationTypes(
  builder: Builder,
  { Model }: ModelTypes,
  { Window }: MonitoringTypes,
): void {
  const Annotation = builder.objectRef<AnnotationRow>('Annotation').implement({
    description: 'What somebody wrote at a point in time: a campaign, a release.',
    fields: (t) => ({
      id: t.exposeID('id'),
      at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
      text: t.exposeString('text'),
      model: t.field({
        type: Model,
        nullable: true,
        description: 'Null: it is about all models, or about one that is no longer served.',
        resolve: ({ modelId }, _, { registry }) =>
          monitoredModels(registry).find(({ champion }) => champion.modelId === modelId) ?? null,
      }),
      author: t.exposeString('author', { nullable: true }),
      createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
    }),
  });

  builder.queryField('annotations', (t) =>
    t.field({
      type: [Annotation],
      description:
        'Oldest first: those about the model, and about all of them. Of very many the newest 1,000.',
      args: { model: t.arg.string(), window: t.arg({ type: Window }) },
      resolve: (_, { model, window }, context) => readAnnotations(context, model, window),
    }),
  );
  builder.mutationField('annotate', (t) =>
    t.field({
      type: Annotation,
      description: 'Shown in every chart at its time, which may lie in the past or in the future.',
      args: {
        at: t.arg({ type: 'DateTime', required: true }),
        text: t.arg.string({ required: true, description: 'Up to 1,000 characters.' }),
        model: t.arg.string({ description: 'Left out: about all models.' }),
      },
      resolve: (_, wanted, context) => annotate(context, wanted),
    }),
  );
}
