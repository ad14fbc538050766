import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { failure, KilterError, type ErrorCode } from '@kilter/core/errors/error-code';
import type { ErrorFormatter } from '../errors.ts';
import { requestIdOf } from './current-request.ts';

/** A result with errors says its request's id, under which they are kept. */
export function sendResult(response: ServerResponse, status: number, result: ExecutionResult): void {
  const headers = result.errors ? { 'x-request-id': requestIdOf(response.req) } : undefined;
  sendJson(response, status, result, headers);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    ...headers,
  });
  response.end(body);
}

/** The result of a request that was refused before anything of it was run. */
export function refusal(format: ErrorFormatter, code: ErrorCode, message: string): ExecutionResult {
  return { errors: [format.error(new KilterError(failure(code, message)))] };
}
