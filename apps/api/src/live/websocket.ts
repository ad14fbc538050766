import type { Server } from 'node:http';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { GraphqlEngine } from '../graphql/engine.ts';
import { withRequest } from '../http/current-request.ts';
import { isSameOrigin } from '../http/origin.ts';
import { isFailed, type RequestMeter } from '../http/request-meter.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;

/** GraphQL over websockets (graphql-transport-ws) on every HTTP server of this process. */
export function serveWebsockets(
  engine: GraphqlEngine,
  meter: RequestMeter,
  servers: readonly Server[],
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const prepare = (
    query: string,
    variables: Record<string, unknown> | null | undefined,
    operationName: string | null | undefined,
  ): ExecutionArgs | readonly GraphQLError[] => {
    const prepared = engine.prepare(query);
    if ('errors' in prepared) {
      meter.answered(isFailed(prepared));
      return prepared.errors;
    }
    const { schema, context: contextValue } = engine;
    return { schema, document: prepared.document, variableValues: variables, operationName, contextValue };
  };
  const server = useServer(
    {
      onSubscribe: (_context, _id, { query, variables, operationName }) =>
        prepare(query, variables, operationName),
      execute: (args) =>
        withRequest(null, async () => {
          const result = await engine.execute(args);
          meter.answered(isFailed(result));
          return result;
        }),
      subscribe: engine.subscribe,
    },
    sockets,
    15_000,
  );
  for (const http of servers) {
    http.on('upgrade', (request, socket, head) => {
      // Nobody else listens for it yet, and a peer that resets the line would end the process.
      socket.on('error', () => socket.destroy());
      const path = request.url?.split('?')[0];
      if (path !== '/graphql' || !isSameOrigin(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
    });
  }
  return {
    close: async () => {
      await server.dispose();
      for (const client of sockets.clients) client.terminate();
    },
  };
}
