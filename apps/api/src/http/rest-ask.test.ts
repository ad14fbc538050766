import { buildSchema, execute, GraphQLError } from 'graphql';
import { errorCodes, isErrorCode } from '@kilter/core/errors/error-code';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createDocuments } from '../graphql/documents.ts';
import { createAsk } from './rest-ask.ts';
import { RestRefusal } from './rest-refusal.ts';

const schema = buildSchema('type Query { answer(to: String): Int }');

function askOf(answer: () => unknown) {
  return createAsk({
    prepare: createDocuments(schema),
    execute: async (args) => execute({ ...args, schema, rootValue: { answer } }),
  });
}

const data = z.object({ answer: z.number() });
const refusalOf = (run: Promise<unknown>): Promise<RestRefusal> =>
  run.then(
    () => expect.unreachable(),
    (error: unknown) => (error instanceof RestRefusal ? error : expect.unreachable(String(error))),
  );

test('the data comes with its type', async () => {
  expect(await askOf(() => 42)('{ answer }', data)).toEqual({ answer: 42 });
});

test.each([
  ['MODEL_NOT_LOADED', 503],
  ['OVERLOADED', 503],
  ['STORAGE_UNAVAILABLE', 503],
  ['BAD_USER_INPUT', 422],
  ['UNKNOWN_MODEL', 404],
  ['CONFLICT', 409],
  ['INTERNAL', 500],
  ['no code of ours', 500],
])('%s is answered with %i', async (code, status) => {
  const failing = () => {
    throw new GraphQLError('It does not work.', { extensions: { code, field: 'features.tenure' } });
  };
  const refusal = await refusalOf(askOf(failing)('{ answer }', data));
  expect(refusal).toMatchObject({ status, message: 'It does not work.', field: 'features.tenure' });
  expect(refusal.headers).toEqual(status === 503 ? { 'retry-after': '1' } : {});
});

test('a failure that may pass is never the fault of the request', async () => {
  for (const code of Object.keys(errorCodes).filter(isErrorCode)) {
    const failing = () => {
      throw new GraphQLError('', { extensions: { code } });
    };
    const { status } = await refusalOf(askOf(failing)('{ answer }', data));
    expect([code, status >= 500]).toEqual([code, errorCodes[code].retryable || code === 'INTERNAL']);
  }
});

test('data of another shape, and a document that is not valid, are no refusals', async () => {
  await expect(askOf(() => null)('{ answer }', data)).rejects.toThrow(z.ZodError);
  await expect(askOf(() => 1)('{ question }', data)).rejects.toThrow(/not valid/);
});
