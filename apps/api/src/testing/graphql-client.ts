import {
  HEALTH,
  PERFORMANCE,
  PREDICT,
  PREDICT_BATCH,
  type BatchData,
  type HealthData,
  type PerformanceData,
  type PredictData,
  type PredictionAnswer,
} from './documents.ts';
import type { CustomerInput } from './customer.ts';

/** An error as clients see it; fields beside these would be a leak. */
export interface Problem {
  message: string;
  path?: (string | number)[];
  locations?: unknown;
  extensions: { code: string; field?: string; retryable: boolean; errorId?: string };
}

export interface Answer<Data> {
  status: number;
  data: Data | null;
  errors: Problem[];
}

export interface PredictOptions {
  subject?: string;
  idempotencyKey?: string;
  tags?: string[];
}

export type GraphqlClient = ReturnType<typeof createGraphqlClient>;

/** A GraphQL client over HTTP, as an application's back end would have one. */
export function createGraphqlClient(url: string) {
  const request = async <Data>(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<Data>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data = null, errors = [] }: { data?: Data | null; errors?: Problem[] } = JSON.parse(
      await response.text(),
    );
    return { status: response.status, data, errors };
  };

  /** For what must not fail: the data, or an exception with the errors. */
  const ask = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { data, errors, status } = await request<Data>(query, variables);
    if (!data || errors.length > 0) throw new Error(`HTTP ${status}: ${JSON.stringify(errors)}`);
    return data;
  };

  return {
    url,
    request,
    ask,
    predict: async (input: CustomerInput, options: PredictOptions = {}): Promise<PredictionAnswer> =>
      (await ask<PredictData>(PREDICT, { input, ...options })).predictChurn,
    predictBatch: async (items: unknown[]) =>
      (await ask<BatchData>(PREDICT_BATCH, { items })).predictChurnBatch,
    performance: async () => (await ask<PerformanceData>(PERFORMANCE)).performance,
    health: async () => (await ask<HealthData>(HEALTH)).health,
  };
}

/** The only error of a request that must fail, with what a client decides by. */
export function onlyProblem({ errors }: Answer<unknown>): Problem {
  if (errors.length !== 1) throw new Error(`Expected one error, got ${JSON.stringify(errors)}`);
  return errors[0];
}
