import {
  GraphQLError,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  type ExecutionResult,
} from 'graphql';
import { beforeEach, expect, test, vi } from 'vitest';
import { fail } from '@kilter/core/errors/error-code';
import { createErrorFormatter } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { createSharedSubscribe, type SubscriptionResult } from './share.ts';
import { createTopic, type Tick, type Topic } from './topic.ts';

const resolveFigure = vi.fn((_tick: Tick, { times }: { times: number }) => ({ value: times * 7 }));
let topic: Topic;
let source: () => AsyncIterator<unknown> = () => topic.watch();

beforeEach(() => {
  topic = createTopic({ minIntervalMs: 1, now: () => performance.now() });
  source = () => topic.watch();
  resolveFigure.mockClear();
});

const Figure = new GraphQLObjectType({
  name: 'Figure',
  fields: {
    value: { type: GraphQLInt },
    broken: {
      type: GraphQLString,
      resolve: () => {
        throw new Error('secret');
      },
    },
  },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLInt } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      figure: {
        type: Figure,
        args: { times: { type: GraphQLInt, defaultValue: 1 } },
        subscribe: () => {
          const iterator = source();
          return { [Symbol.asyncIterator]: () => iterator };
        },
        resolve: resolveFigure,
      },
    },
  }),
});

const DOCUMENT = parse('subscription ($times: Int) { figure(times: $times) { value } }');

function streamOf(result: SubscriptionResult): AsyncIterableIterator<ExecutionResult> {
  if (Symbol.asyncIterator in result) return result;
  throw new Error(JSON.stringify(result));
}

const makeSubscribe = () => createSharedSubscribe(createErrorFormatter(createLogger('silent')));

test('an event is executed once for all who watch the same thing', async () => {
  const subscribe = makeSubscribe();
  const streams = await Promise.all(
    Array.from({ length: 100 }, async () =>
      streamOf(await subscribe({ schema, document: DOCUMENT, variableValues: { times: 2 } })),
    ),
  );
  const first = await Promise.all(streams.map((stream) => stream.next()));
  expect(first.map(({ value }) => value)).toEqual(streams.map(() => ({ data: { figure: { value: 14 } } })));
  expect(resolveFigure).toHaveBeenCalledTimes(1);

  const second = streams.map((stream) => stream.next());
  topic.touch();
  const results = await Promise.all(second);
  expect(resolveFigure).toHaveBeenCalledTimes(2);
  // The same object, so that it is serialised once too, where that is shared.
  for (const { value } of results) expect(value).toBe(results[0].value);
  await Promise.all(streams.map((stream) => stream.return?.()));
  expect(topic.watchers()).toBe(0);
});

test('others are executed by themselves: other variables, another document, another operation', async () => {
  const subscribe = makeSubscribe();
  const twoOperations = parse('subscription A { figure { value } } subscription B { figure { value } }');
  const requests = [
    { document: DOCUMENT, variableValues: { times: 1 } },
    { document: DOCUMENT, variableValues: { times: 2 } },
    {
      document: parse('subscription ($times: Int) { figure(times: $times) { value } }'),
      variableValues: { times: 1 },
    },
    { document: twoOperations, operationName: 'A' },
    { document: twoOperations, operationName: 'B' },
  ];
  const values = [];
  for (const request of requests) {
    const stream = streamOf(await subscribe({ schema, ...request }));
    values.push((await stream.next()).value);
    await stream.return?.();
  }
  expect(values).toEqual([7, 14, 7, 7, 7].map((value) => ({ data: { figure: { value } } })));
  expect(resolveFigure).toHaveBeenCalledTimes(5);
});

test('an error in an event has the one form, and the stream goes on', async () => {
  const subscribe = makeSubscribe();
  const document = parse('subscription { figure { value broken } }');
  const stream = streamOf(await subscribe({ schema, document }));
  const { value } = await stream.next();
  expect(value.data).toEqual({ figure: { value: 7, broken: null } });
  expect(value.errors).toHaveLength(1);
  expect(value.errors[0].extensions).toMatchObject({ code: 'INTERNAL', retryable: false });
  expect(JSON.stringify(value)).not.toContain('secret');
  const next = stream.next();
  topic.touch();
  expect((await next).value.data).toEqual({ figure: { value: 7, broken: null } });
  await stream.return?.();
});

test('a source that fails ends the stream with one result that says why', async () => {
  source = () => ({
    next: async () => fail('CURSOR_EXPIRED', 'gone', 'after'),
  });
  const stream = streamOf(await makeSubscribe()({ schema, document: DOCUMENT }));
  const { value } = await stream.next();
  expect(value.errors[0].toJSON()).toEqual({
    message: 'gone',
    extensions: { code: 'CURSOR_EXPIRED', field: 'after', retryable: false },
  });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('a subscription that cannot start is one result with errors of the one form', async () => {
  const subscribe = makeSubscribe();
  source = () => fail('UNKNOWN_MODEL', 'nobody', 'model');
  const failed = await subscribe({ schema, document: DOCUMENT });
  const wrongVariable = await subscribe({ schema, document: DOCUMENT, variableValues: { times: 'two' } });
  for (const [result, code, field] of [
    [failed, 'UNKNOWN_MODEL', 'model'],
    [wrongVariable, 'BAD_USER_INPUT', 'times'],
  ] as const) {
    if (Symbol.asyncIterator in result) throw new Error('It started.');
    expect(result.errors?.map((error) => error instanceof GraphQLError && error.extensions)).toEqual([
      { code, field, retryable: false },
    ]);
  }
});
