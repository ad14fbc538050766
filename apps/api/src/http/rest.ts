import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphqlEngine } from '../graphql/engine.ts';
import { MAX_BODY_BYTES, readBody } from './graphql-http.ts';
import { isSameOrigin } from './origin.ts';
import { createAsk, type Ask } from './rest-ask.ts';
import { health, modelInfo, predict } from './rest-model-routes.ts';
import { alerts, degradation, performance, report, simulate } from './rest-monitoring-routes.ts';
import { HOURS, NUM_SAMPLES, readWholeNumber } from './rest-query.ts';
import { requestIdOf } from './current-request.ts';
import { RestRefusal } from './rest-refusal.ts';
import { sendJson } from './send.ts';

/** What a route may use. */
interface RestRequest {
  ask: Ask;
  query: URLSearchParams;
  nowMs: number;
  /** The body as JSON. Throws 413, 415 and 422. */
  json(): Promise<unknown>;
}

interface Route {
  method: 'GET' | 'POST';
  answer(request: RestRequest): Promise<object>;
}

const notYet = (what: string) => (): Promise<never> =>
  Promise.reject(new RestRefusal(501, `${what} is not offered over REST yet.`));

const routes: Readonly<Record<string, Route>> = {
  '/health': { method: 'GET', answer: ({ ask }) => health(ask) },
  '/model-info': { method: 'GET', answer: ({ ask }) => modelInfo(ask) },
  '/predict': { method: 'POST', answer: async ({ ask, json }) => predict(ask, await json()) },
  '/retrain': { method: 'POST', answer: notYet('Retraining') },
  '/monitoring/performance': {
    method: 'GET',
    answer: ({ ask, query, nowMs }) => performance(ask, readWholeNumber(query, 'hours', HOURS), nowMs),
  },
  '/monitoring/alerts': {
    method: 'GET',
    answer: ({ ask, query }) => alerts(ask, readWholeNumber(query, 'hours', HOURS)),
  },
  '/monitoring/degradation': { method: 'GET', answer: ({ ask, nowMs }) => degradation(ask, nowMs) },
  '/monitoring/report': { method: 'GET', answer: ({ ask, nowMs }) => report(ask, nowMs) },
  '/monitoring/simulate': {
    method: 'POST',
    answer: ({ ask, query }) => simulate(ask, readWholeNumber(query, 'num_samples', NUM_SAMPLES)),
  },
  '/evaluation/run': { method: 'GET', answer: notYet('Evaluation') },
};

/** Everything below these is REST, known or not. */
const FIRST_SEGMENTS = new Set(Object.keys(routes).map((path) => path.split('/')[1]));

/** The REST adapter: each route executes GraphQL documents and writes their answer as JSON in snake_case. */
export interface RestAdapter {
  takes(path: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
}

export function createRestAdapter(engine: GraphqlEngine): RestAdapter {
  const ask = createAsk(engine);

  const run = (request: IncomingMessage, path: string): Promise<object> => {
    if (!isSameOrigin(request)) throw new RestRefusal(403, 'Requests of other sites are refused.');
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) throw new RestRefusal(404, `There is no ${path}.`);
    checkMethod(request.method, route.method);
    const query = new URLSearchParams(request.url?.split('?')[1]);
    return route.answer({ ask, query, nowMs: engine.context.now(), json: () => readJson(request) });
  };

  return {
    takes: (path) => FIRST_SEGMENTS.has(path.split('/')[1]),
    answer: async (request, response, path) => {
      try {
        sendJson(response, 200, await run(request, path));
      } catch (error) {
        const refusal = error instanceof RestRefusal ? error : unexpected(engine, error);
        const headers = { ...refusal.headers, 'x-request-id': requestIdOf(request) };
        sendJson(response, refusal.status, { detail: refusal.message }, headers);
      }
    },
  };
}

/** HEAD is a GET whose answer node leaves out. */
function checkMethod(sent: string | undefined, wanted: Route['method']): void {
  const allowed = wanted === 'GET' ? ['GET', 'HEAD'] : ['POST'];
  if (sent !== undefined && allowed.includes(sent)) return;
  const allow = allowed.join(', ');
  throw new RestRefusal(405, `The method must be ${allow}.`, { headers: { allow } });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // What a page of another site can send without asking is not read.
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new RestRefusal(415, 'The content type must be application/json.');
  }
  return readBody(request, parseJson);
}

function parseJson(body: string | null): unknown {
  if (body === null) throw new RestRefusal(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  try {
    return JSON.parse(body);
  } catch {
    throw new RestRefusal(422, 'The body is not JSON.');
  }
}

/** Logged with an id, of which the client sees nothing but the id. */
function unexpected(engine: GraphqlEngine, error: unknown): RestRefusal {
  return new RestRefusal(500, engine.format.error(error).message);
}
