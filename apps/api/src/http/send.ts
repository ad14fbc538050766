import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { failure, KilterError, type ErrorCode } from '@kilter/core/errors/error-code';
import type { ErrorFormatter } from '../errors.ts';

export function sendResult(response: ServerResponse, status: number, result: ExecutionResult): void {
  const body = Buffer.from(JSON.stringify(result));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

/** The result of a request that was refused before anything of it was run. */
export function refusal(format: ErrorFormatter, code: ErrorCode, message: string): ExecutionResult {
  return { errors: [format.error(new KilterError(failure(code, message)))] };
}
