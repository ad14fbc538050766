import { importanceMethods, type RankedImportance } from '@kilter/core/explain/importance-ranking';
import type { Builder } from '../graphql/builder.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import { readAttributionDrift, readImportance, type ReadAttributionDrift } from './read-importance.ts';

export function addImportanceTypes(builder: Builder, { rowsArgs }: Pick<MonitoringTypes, 'rowsArgs'>): void {
  const Method = builder.enumType('ImportanceMethod', {
    description:
      'MEAN_ABSOLUTE_SHAP: mean of |SHAP contribution| to the margin. PERMUTATION: mean loss when the values are shuffled.',
    values: importanceMethods,
  });
  const FeatureImportance = builder.objectRef<RankedImportance>('FeatureImportance').implement({
    fields: (t) => ({
      feature: t.exposeString('feature'),
      importance: t.exposeFloat('importance', { description: 'Of all features together, 0..1.' }),
      method: t.field({ type: Method, resolve: ({ method }) => method }),
      rows: t.field({
        type: 'Count',
        description: 'That it was taken over.',
        resolve: ({ rows }) => rows,
      }),
    }),
  });

  type Move = ReadAttributionDrift['moves'][number];
  const AttributionMove = builder.objectRef<Move>('AttributionMove').implement({
    description: 'Where a feature stood in the reference, and stands; rank 1 is the strongest.',
    fields: (t) => ({
      feature: t.exposeString('feature'),
      referenceRank: t.exposeFloat('referenceRank'),
      rank: t.float({ resolve: ({ currentRank }) => currentRank }),
      move: t.exposeFloat('move', { description: 'Ranks gained; below 0: lost.' }),
      referenceShare: t.exposeFloat('referenceShare'),
      share: t.float({ resolve: ({ currentShare }) => currentShare }),
    }),
  });
  const AttributionDrift = builder.objectRef<ReadAttributionDrift>('AttributionDrift').implement({
    description: 'Whether a model looks at other features than in its reference. It is no measure of damage.',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.fromMs) }),
      to: t.field({ type: 'DateTime', resolve: ({ window }) => new Date(window.toMs) }),
      rows: t.field({ type: 'Count', description: 'That were explained.', resolve: ({ rows }) => rows }),
      ndcg: t.exposeFloat('ndcg', {
        description:
          '1 when the order is as in the reference. Deaf: the first of 18 falling to last can leave .97.',
      }),
      drifted: t.boolean({
        nullable: true,
        description: 'nDCG below 0.9; null under 300 rows.',
        resolve: ({ isDrifted }) => isDrifted,
      }),
      movedShare: t.exposeFloat('movedShare', {
        description: 'How much of the attribution went to other features, 0..1.',
      }),
      moves: t.field({
        type: [AttributionMove],
        description: 'The largest change of share first.',
        resolve: ({ moves }) => moves,
      }),
    }),
  });

  builder.queryFields((t) => ({
    featureImportance: t.field({
      type: [FeatureImportance],
      description:
        'How much each feature counts in the answers, the most important first: in training, or, with a window or a filter, over up to about 1,000 rows of the champion, which needs a tree ensemble. Empty where nothing is known.',
      args: rowsArgs,
      resolve: (_, request, context) => readImportance(context, request),
    }),
    attributionDrift: t.field({
      type: AttributionDrift,
      nullable: true,
      description:
        "A window's mean |SHAP| against the reference's; null without rows, or where the reference has none. Needs a tree ensemble.",
      args: rowsArgs,
      resolve: (_, request, context) => readAttributionDrift(context, request),
    }),
  }));
}
