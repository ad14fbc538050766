import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OperationTypeNode, type ExecutionResult } from 'graphql';
import { isRecord } from '@kilter/core/json/is-record';
import type { GraphqlEngine } from '../graphql/engine.ts';
import { isFailed, type RequestMeter } from './request-meter.ts';
import { refusal, sendResult } from './send.ts';

/** A batch of 10,000 customers with subjects and keys has some 6 MB. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

interface GraphqlRequest {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown> | null;
}

/**
 * The short way for what nearly every client sends: POST, one operation as JSON, answered as JSON.
 * Everything else (GraphiQL, SSE, GET, other content types) goes the way through yoga.
 */
export function takesHotPath(request: IncomingMessage): boolean {
  if (request.method !== 'POST') return false;
  const { 'content-type': contentType = '', accept = '*/*' } = request.headers;
  return (
    contentType.startsWith('application/json') &&
    !accept.includes('text/event-stream') &&
    !accept.includes('multipart/')
  );
}

export async function answerGraphql(
  engine: GraphqlEngine,
  meter: RequestMeter,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, result } = await readBody(request, (body) => answerTo(engine, body));
  meter.answered(isFailed(result));
  sendResult(response, status, result);
}

interface Answer {
  status: number;
  result: ExecutionResult;
}

/** Not async, as what it calls: whatever an async function holds while it waits would outlive a whole commit. */
function answerTo(engine: GraphqlEngine, body: string | null): Answer | Promise<Answer> {
  if (body === null) {
    const tooLarge = `the body is larger than ${MAX_BODY_BYTES} bytes`;
    return { status: 413, result: refusal(engine.format, 'BAD_USER_INPUT', tooLarge) };
  }
  const parsed = parseRequest(body);
  if (typeof parsed === 'string') {
    return { status: 400, result: refusal(engine.format, 'BAD_USER_INPUT', parsed) };
  }
  return run(engine, parsed).then((result) => ({ status: 200, result }));
}

async function run(engine: GraphqlEngine, request: GraphqlRequest): Promise<ExecutionResult> {
  const prepared = engine.prepare(request.query);
  if ('errors' in prepared) return { errors: prepared.errors };
  const { document } = prepared;
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const operation =
    operations.find(({ name }) => (name?.value ?? null) === request.operationName) ?? operations[0];
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
    const problem = 'A subscription needs a websocket, or "accept: text/event-stream".';
    return refusal(engine.format, 'BAD_USER_INPUT', problem);
  }
  const { variables: variableValues, operationName } = request;
  return engine.execute({ document, variableValues, operationName });
}

/** A problem in words, where it is no GraphQL request. */
function parseRequest(body: string): GraphqlRequest | string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return 'the body is not JSON';
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return 'the body must be one JSON object';
  const query = 'query' in json ? json.query : undefined;
  const variables = 'variables' in json ? json.variables : null;
  const operationName = 'operationName' in json ? json.operationName : null;
  if (typeof query !== 'string') return '"query" must be a string';
  if (operationName != null && typeof operationName !== 'string') return '"operationName" must be a string';
  if (variables != null && !isRecord(variables)) return '"variables" must be an object';
  return { query, variables: variables ?? null, operationName: operationName ?? null };
}

/** What `use` makes of the body; null: it is too large. The body is let go of as soon as `use` has returned. */
export function readBody<T>(
  request: IncomingMessage,
  use: (body: string | null) => T | Promise<T>,
): Promise<T> {
  // The stream's events know nothing of the current request.
  const inRequest = AsyncLocalStorage.snapshot();
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      chunks = [];
      try {
        resolve(inRequest(use, bytes > MAX_BODY_BYTES ? null : whole.toString('utf8')));
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
  });
}
