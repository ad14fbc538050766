import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import type { Context } from '../context.ts';

/** Types that GraphQL does not have, as they are in code. */
type Scalars = {
  DateTime: { Input: Date; Output: Date };
  Count: { Input: number; Output: number };
  JSON: { Input: unknown; Output: unknown };
  ID: { Input: string; Output: string };
  /** One a model: the untyped input of a batch. */
  [features: `${string}Features`]: { Input: unknown; Output: unknown };
};

/** A new builder each time: the schema is made again when the models change. */
export function createBuilder() {
  return new SchemaBuilder<{ Context: Context; Scalars: Scalars; DefaultFieldNullability: false }>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: {
      clientMutationId: 'omit',
      cursorType: 'String',
      nodeQueryOptions: false,
      nodesQueryOptions: false,
    },
  });
}

export type Builder = ReturnType<typeof createBuilder>;
