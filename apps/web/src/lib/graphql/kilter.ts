import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Client, fetchExchange, stringifyDocument } from '@urql/core';
import type { Client as Socket } from 'graphql-ws';
import { createContext } from 'svelte';
import { Connection } from './connection.svelte.ts';
import { fromCombinedError, fromGraphQLErrors, fromSocketError, Problem } from './problem.ts';
import { createSocket } from './socket.ts';

/** The shape of any operation's variables. */
export type AnyVariables = Record<string, unknown>;

export interface Sink<Data> {
  next(data: Data): void;
  /** The subscription goes on afterwards: it is asked for again, with new variables. */
  problem?(problem: Problem): void;
}

/** The API as the page sees it: requests over HTTP (they work while the socket is down), events over the socket. */
export interface Kilter {
  readonly connection: Connection;
  query<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  mutate<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  /** `variables` is read anew at each (re)subscription, so a feed resumes behind the last cursor it was given. */
  subscribe<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: () => Variables,
    sink: Sink<Data>,
  ): () => void;
}

const resubscribeMs = 1_000;

/** Over any socket client; apart from `createKilter` for its tests. */
export function subscribeForever<Data, Variables extends AnyVariables>(
  socket: Pick<Socket, 'subscribe'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
  sink: Sink<Data>,
): () => void {
  const query = stringifyDocument(document);
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  const again = () => {
    if (!isStopped) timer = setTimeout(start, resubscribeMs);
  };
  const start = () => {
    // graphql-ws serialises the payload at each attempt; the getter makes a reconnect send the variables of that time.
    const payload = {
      query,
      get variables() {
        return { ...variables() };
      },
    };
    stop = socket.subscribe<Data>(payload, {
      next: ({ data, errors }) => {
        if (errors) sink.problem?.(fromGraphQLErrors(errors));
        else if (data) sink.next(data);
      },
      error: (error) => {
        sink.problem?.(fromSocketError(error));
        again();
      },
      complete: again,
    });
  };

  start();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stop();
  };
}

export function createKilter(origin: string): Kilter {
  const url = new URL('/graphql', origin);
  const client = new Client({
    url: url.href,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'network-only',
  });
  const socket = createSocket(url.href.replace(/^http/, 'ws'));
  const connection = new Connection();
  connection.follow(socket);

  return {
    connection,
    async query(document, variables) {
      const { data, error } = await client.query(document, variables).toPromise();
      if (error) throw fromCombinedError(error);
      if (!data) throw new Problem('INTERNAL', 'The server sent an empty answer.');
      return data;
    },
    async mutate(document, variables) {
      const { data, error } = await client.mutation(document, variables).toPromise();
      if (error) throw fromCombinedError(error);
      if (!data) throw new Problem('INTERNAL', 'The server sent an empty answer.');
      return data;
    },
    subscribe: (document, variables, sink) => subscribeForever(socket, document, variables, sink),
  };
}

export const [getKilter, setKilter] = createContext<Kilter>();
