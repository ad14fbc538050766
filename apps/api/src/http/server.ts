import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Context } from '../context.ts';
import type { GraphqlEngine } from '../graphql/engine.ts';
import type { Logger } from '../logger.ts';
import { exampleTabs } from './graphiql.ts';
import { answerGraphql, takesHotPath } from './graphql-http.ts';
import { isSameOrigin } from './origin.ts';
import { requestIdOf, withRequest } from './current-request.ts';
import { isFailed, isServerFailure, type RequestMeter } from './request-meter.ts';
import { createRestAdapter } from './rest.ts';
import { refusal, sendResult } from './send.ts';
import { serveDashboard } from './static.ts';

/** Documents are checked and run, and subscriptions over SSE go, the same way as those of the other transports. */
function sharedEngine(engine: GraphqlEngine, meter: RequestMeter): Plugin<Context> {
  return {
    onParams: ({ params, setResult }) => {
      const prepared = params.query === undefined ? null : engine.prepare(params.query);
      if (prepared && 'errors' in prepared) setResult({ errors: prepared.errors });
    },
    onExecute: ({ setExecuteFn }) => setExecuteFn(engine.execute),
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(engine.subscribe),
    onResultProcess: ({ result }) => meter.answered('errors' in result && isFailed(result)),
  };
}

/** One handler for every port: GraphQL at /graphql, REST at its paths, the dashboard at everything else. */
export function createRequestHandler(
  engine: GraphqlEngine,
  meter: RequestMeter,
  log: Logger,
): RequestListener {
  const yoga = createYoga<object, Context>({
    schema: () => engine.schema,
    context: () => engine.context,
    plugins: [sharedEngine(engine, meter)],
    maskedErrors: { maskError: (error) => engine.format.error(error) },
    graphiql: () => ({
      title: 'Kilter',
      defaultTabs: exampleTabs(engine.context.registry.models()[0]?.manifest),
      subscriptionsProtocol: 'WS',
    }),
    // 9 MB of page: loaded when somebody asks for it.
    renderGraphiQL: async (options) =>
      (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    cors: false,
    multipart: false,
    landingPage: false,
    logging: false,
  });
  const rest = createRestAdapter(engine);
  const dashboard = serveDashboard();

  const unexpected = (response: ServerResponse, error: unknown) => {
    const result = { errors: [engine.format.error(error)] };
    if (response.headersSent) response.destroy();
    else sendResult(response, 500, result);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path !== '/graphql') {
      if (rest.takes(path)) {
        await rest.answer(request, response, path);
        return meter.answered(isServerFailure(response.statusCode));
      }
      return dashboard(request, response, () => {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
        response.end('Not found. The dashboard is at /, GraphQL at /graphql.\n');
      });
    }
    if (!isSameOrigin(request)) {
      const problem = 'Requests of other sites are refused.';
      meter.answered(false);
      return sendResult(response, 403, refusal(engine.format, 'FORBIDDEN', problem));
    }
    if (takesHotPath(request)) return answerGraphql(engine, meter, request, response);
    response.setHeader('x-request-id', requestIdOf(request));
    return yoga(request, response);
  };

  const answerOrFail = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    answer(request, response).catch((error: unknown) => {
      log.debug({ error }, 'request failed');
      // A client that hangs up is no failure of ours.
      if (!response.destroyed) meter.answered(true);
      unexpected(response, error);
    });

  return (request, response) => {
    void withRequest(request, () => answerOrFail(request, response));
  };
}
