import { GraphQLError, type ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import type { ErrorCode } from '@kilter/core/errors/error-code';
import { createRequestMeter, isFailed } from './request-meter.ts';

const resultWith = (...codes: string[]): ExecutionResult => ({
  data: null,
  errors: codes.map((code) => new GraphQLError('no', { extensions: { code } })),
});

test.each<[boolean, ErrorCode]>([
  [true, 'INTERNAL'],
  [true, 'STORAGE_UNAVAILABLE'],
  [true, 'OVERLOADED'],
  [true, 'MODEL_NOT_LOADED'],
  [false, 'BAD_USER_INPUT'],
  [false, 'UNKNOWN_MODEL'],
  [false, 'IDEMPOTENCY_CONFLICT'],
])('%s: the server has failed a request with %s', (failed, code) => {
  expect(isFailed(resultWith(code))).toBe(failed);
});

test('one failure among refusals is a failure; an answer without errors is none; an unknown code is one', () => {
  expect(isFailed(resultWith('BAD_USER_INPUT', 'INTERNAL'))).toBe(true);
  expect(isFailed({ data: {} })).toBe(false);
  expect(isFailed(resultWith('SOMETHING_NEW'))).toBe(true);
});

test('the meter adds up', () => {
  const meter = createRequestMeter();
  [false, true, false].forEach(meter.answered);
  expect(meter.totals()).toEqual({ requests: 3, failed: 1 });
});
