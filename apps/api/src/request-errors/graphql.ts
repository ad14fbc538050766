import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { RequestErrorGroup, RequestErrorRow } from '@kilter/db/queries/request-error';
import type { Builder } from '../graphql/builder.ts';
import type { ModelTypes } from '../models/graphql.ts';
import type { MonitoringTypes } from '../monitoring/graphql.ts';
import type { PredictionTypes } from '../predictions/graphql.ts';
import { readErrorGroups, readErrors } from './list-errors.ts';

const WHICH =
  'Input that was refused and predictions that failed, of the model and of requests that did not come as far as a model; kept for 30 days. A filter may name a version, which leaves the latter out: errors are kept without source, segment and tags.';

export function addRequestErrorTypes(
  builder: Builder,
  { ModelVersion, ErrorCode }: ModelTypes & PredictionTypes,
  { rowsArgs }: MonitoringTypes,
): void {
  const PredictionError = builder.objectRef<RequestErrorRow>('PredictionError').implement({
    description: 'An error as its client saw it. Equal ones of one second are kept as one.',
    fields: (t) => ({
      id: t.exposeID('id'),
      at: t.field({ type: 'DateTime', resolve: ({ id }) => new Date(idTimeMs(id)) }),
      code: t.field({ type: ErrorCode, resolve: ({ code }) => code }),
      message: t.exposeString('message'),
      field: t.exposeString('field', {
        nullable: true,
        description: 'Where in the input; "items.*.input.age" stands for any item of a batch.',
      }),
      requestId: t.exposeString('requestId', {
        nullable: true,
        description: "The x-request-id of the first of them: the client's, or ours. Null over websockets.",
      }),
      modelVersion: t.field({
        type: ModelVersion,
        nullable: true,
        description: 'Null: it did not come as far as a model.',
        resolve: ({ modelVersionId: id }, _, { registry }) =>
          id === null || registry.modelOf(id) === null ? null : registry.version(id),
      }),
      rows: t.exposeInt('rows', { description: 'How many predictions, or requests, it stands for.' }),
    }),
  });
  const Group = builder.objectRef<RequestErrorGroup>('PredictionErrorGroup').implement({
    description: 'Errors of one code, field and message.',
    fields: (t) => ({
      code: t.field({ type: ErrorCode, resolve: ({ code }) => code }),
      field: t.exposeString('field', { nullable: true }),
      message: t.exposeString('message', { description: 'Without the ids of single errors.' }),
      count: t.field({ type: 'Count', resolve: ({ count }) => count }),
      firstAt: t.field({ type: 'DateTime', resolve: ({ firstAt }) => firstAt }),
      lastAt: t.field({ type: 'DateTime', resolve: ({ lastAt }) => lastAt }),
    }),
  });

  builder.queryFields((t) => ({
    predictionErrors: t.connection(
      {
        type: PredictionError,
        description: `${WHICH} Newest first.`,
        args: rowsArgs,
        resolve: (_, args, context) => readErrors(context, args),
      },
      { name: 'PredictionErrorConnection' },
      { name: 'PredictionErrorEdge' },
    ),
    predictionErrorGroups: t.field({
      type: [Group],
      description: `${WHICH} The most frequent first; 200 at most.`,
      args: rowsArgs,
      resolve: (_, args, context) => readErrorGroups(context, args),
    }),
  }));
}
