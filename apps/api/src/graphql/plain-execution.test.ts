import {
  execute,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validateExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { createPlainExecution, notPlain, plain } from './plain-execution.ts';

const broken = () => {
  throw new Error('broken');
};

const Row: GraphQLObjectType = new GraphQLObjectType({
  name: 'Row',
  extensions: plain,
  fields: () => ({
    id: { type: new GraphQLNonNull(GraphQLInt) },
    double: {
      type: GraphQLInt,
      args: { times: { type: GraphQLInt, defaultValue: 2 } },
      resolve: (row: { id: number }, { times }: { times: number }) => row.id * times,
    },
    nothing: { type: GraphQLString, resolve: () => null },
    broken: { type: GraphQLString, resolve: broken },
    neverNull: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    neverBroken: { type: new GraphQLNonNull(GraphQLString), resolve: broken },
    noNumber: { type: GraphQLInt, resolve: () => 'many' },
    inner: { type: Row, resolve: (row) => row },
    noList: { type: new GraphQLList(GraphQLInt), resolve: () => 3 },
    late: { type: GraphQLInt, extensions: notPlain, resolve: () => Promise.resolve(1) },
  }),
});

const rows = { type: new GraphQLList(Row), resolve: () => [{ id: 1 }, null, { id: 2 }, new Error('no row')] };
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLInt, resolve: () => 1 } } }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      rows: { ...rows, resolve: async () => rows.resolve() },
      full: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Row))), resolve: rows.resolve },
      row: {
        type: Row,
        args: { id: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: (_, { id }: { id: number }) => ({ id }),
      },
      broken: { type: Row, resolve: broken },
      needed: { type: new GraphQLNonNull(Row), resolve: async () => broken() },
    },
  }),
});

/** The same operation by this execution and by graphql-js, as they are sent. */
async function both(source: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(source);
  const args = { schema, document, variableValues, contextValue: {} };
  const validated = validateExecutionArgs(args);
  if (!('schema' in validated)) throw new Error(String(validated));
  const sent = (result: ExecutionResult): unknown => JSON.parse(JSON.stringify(result));
  return { ours: sent(await createPlainExecution()(validated)), theirs: sent(await execute(args)) };
}

describe('plain execution answers as graphql-js does', () => {
  it.each([
    'mutation { rows { id double twice: double(times: 3) nothing __typename inner { id inner { id } } } }',
    'mutation { rows { id broken } }',
    'mutation { rows { id neverNull } }',
    'mutation { rows { id inner { neverBroken } } }',
    'mutation { rows { noNumber noList } }',
    'mutation { full { id } }',
    'mutation { row(id: 7) { id } rows { id } broken { id } }',
    'mutation { row(id: 7) { id } needed { id } rows { id } }',
    'mutation { first: row(id: 1) { id } second: row(id: 2) { id } }',
  ])('%s', async (source) => {
    const { ours, theirs } = await both(source);
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['variables', 'mutation ($id: Int!) { row(id: $id) { id double(times: $id) } }'],
    ['a directive', 'mutation ($id: Int!) { row(id: $id) { id nothing @skip(if: true) } }'],
    ['a fragment', 'mutation ($id: Int!) { row(id: $id) { ...r } } fragment r on Row { id }'],
    ['fields that merge', 'mutation ($id: Int!) { row(id: $id) { inner { id } inner { double } } }'],
    ['a promise inside', 'mutation ($id: Int!) { row(id: $id) { id late } }'],
    ['a query', 'query { one }'],
  ])('with %s', async (_, source) => {
    const { ours, theirs } = await both(source, { id: 5 });
    expect(ours).toEqual(theirs);
  });

  it('in order, one after the other', async () => {
    const order: string[] = [];
    const field = (name: string, waitMs: number) => ({
      type: GraphQLString,
      resolve: async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        order.push(`${name} ends`);
        return name;
      },
    });
    vi.useFakeTimers();
    const timed = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLInt } } }),
      mutation: new GraphQLObjectType({
        name: 'Mutation',
        fields: { slow: field('slow', 50), fast: field('fast', 1) },
      }),
    });
    const validated = validateExecutionArgs({ schema: timed, document: parse('mutation { slow fast }') });
    if (!('schema' in validated)) throw new Error(String(validated));
    const result = createPlainExecution()(validated);
    await vi.runAllTimersAsync();
    expect(await result).toEqual({ data: { slow: 'slow', fast: 'fast' } });
    expect(order).toEqual(['slow begins', 'slow ends', 'fast begins', 'fast ends']);
    vi.useRealTimers();
  });
});
