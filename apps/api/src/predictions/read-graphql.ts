import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { Builder } from '../graphql/builder.ts';
import { formatCursor } from '../live/cursor.ts';
import type { Frame } from '../live/feed-reader.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import type { PredictionTypes } from './graphql.ts';
import { readPrediction, readPredictions, watchPredictions } from './read-predictions.ts';

export function addPredictionQueries(
  builder: Builder,
  { Prediction }: Pick<PredictionTypes, 'Prediction'>,
  { Filter, rowsArgs }: Pick<MonitoringTypes, 'Filter' | 'rowsArgs'>,
): void {
  const PredictionsAdded = builder.objectRef<Frame<PredictionRow>>('PredictionsAdded').implement({
    description: 'Predictions in the order of their commits.',
    fields: (t) => ({
      cursor: t.string({
        description: 'Resume behind these with `after`.',
        resolve: (frame) => formatCursor(frame.cursor),
      }),
      skipped: t.field({
        type: 'Count',
        description:
          'Rows that this watcher was too slow for and that were left out, whatever their source, segment and tags.',
        resolve: (frame) => frame.skipped,
      }),
      predictions: t.field({ type: [Prediction], resolve: (frame) => frame.rows }),
    }),
  });

  builder.queryFields((t) => ({
    predictions: t.connection(
      {
        type: Prediction,
        description:
          'Newest first; without a window those of all times. Give a window with a filter that few rows pass: all others have to be looked at.',
        args: rowsArgs,
        resolve: (_, request, context) => readPredictions(context, request),
      },
      {
        name: 'PredictionConnection',
        fields: (connection) => ({
          feedCursor: connection.exposeString('feedCursor', {
            description: 'Where `predictionsAdded(after:)` goes on from this page without a gap.',
          }),
        }),
      },
      { name: 'PredictionEdge' },
    ),
    prediction: t.field({
      type: Prediction,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) => readPrediction(context, id),
    }),
  }));

  builder.subscriptionField('predictionsAdded', (t) =>
    t.field({
      type: PredictionsAdded,
      description: 'Every prediction, as it is committed. `after` resumes behind a cursor without a gap.',
      args: { model: t.arg.string(), after: t.arg.string(), filter: t.arg({ type: Filter }) },
      subscribe: (_, request, context) => watchPredictions(context, request),
      resolve: (frame) => frame,
    }),
  );
}
