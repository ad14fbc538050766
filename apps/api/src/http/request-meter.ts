import type { ExecutionResult } from 'graphql';
import { isErrorCode, type ErrorCode } from '@kilter/core/errors/error-code';
import { hasServerFailed } from './current-request.ts';
import { statusOfCode } from './rest-refusal.ts';

/** Requests that were answered since the start of the process. */
export interface RequestTotals {
  requests: number;
  /**
   * Of these the server failed: an HTTP status from 500 on, or a GraphQL error that would have one over REST, be it that
   * of one item of a batch.
   */
  failed: number;
}

/** Counts what is answered at /graphql, over websockets and by REST; subscriptions and pages of the dashboard are none of it. */
export interface RequestMeter {
  /** The current request. */
  answered(failed: boolean): void;
  totals(): RequestTotals;
}

export function createRequestMeter(): RequestMeter {
  let requests = 0;
  let failed = 0;
  return {
    answered: (isFailed) => {
      requests++;
      if (isFailed || hasServerFailed()) failed++;
    },
    totals: () => ({ requests, failed }),
  };
}

/** Whether an HTTP status says that the server failed. */
export const isServerFailure = (status: number): boolean => status >= 500;

/** Whether the server has failed a part of a GraphQL request, at least: refused input is the client's. */
export function isFailed({ errors }: ExecutionResult): boolean {
  return errors !== undefined && errors.some(({ extensions: { code } }) => isFailureCode(code));
}

function isFailureCode(code: unknown): boolean {
  return isOurFailure(isErrorCode(code) ? code : 'INTERNAL');
}

/** Whether what a code says is the server's fault, not the client's. */
export const isOurFailure = (code: ErrorCode): boolean => isServerFailure(statusOfCode[code]);
