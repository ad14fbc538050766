import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { HEALTH_CHANGED, PREDICTIONS_ADDED, type PredictionsAddedData } from './documents.ts';

export interface LiveEvent<Data> {
  data?: Data | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/** A subscription over graphql-ws, and what it has received so far. */
export interface Subscription<Data> {
  events: LiveEvent<Data>[];
  /** Fulfilled when the server has ended it, or the line was cut. */
  ended: Promise<void>;
  /** Unsubscribes and closes the line politely. */
  stop(): Promise<void>;
  /** Cuts the line, as a failing network would. */
  cut(): void;
}

interface Line {
  client: Client;
  cut(): void;
}

/** A line of its own that does not reconnect. */
function openLine(url: string): Line {
  const sockets: WebSocket[] = [];
  class CuttableSocket extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      // A socket that is cut before it is open says so.
      this.on('error', () => undefined);
      sockets.push(this);
    }
  }
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: CuttableSocket,
    retryAttempts: 0,
  });
  return { client, cut: () => sockets.forEach((socket) => socket.terminate()) };
}

function start<Data>(
  { client, cut }: Line,
  query: string,
  variables: Record<string, unknown>,
  onEvent: (event: LiveEvent<Data>) => void = () => undefined,
): Subscription<Data> {
  const events: LiveEvent<Data>[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<undefined>();
  const take = (event: LiveEvent<Data>) => {
    events.push(event);
    onEvent(event);
  };
  client.subscribe<Data>(
    { query, variables },
    {
      next: ({ data, errors }) => take({ data, errors }),
      error: (reason) => {
        // Errors of the operation come as a list; anything else is a line that was cut.
        if (Array.isArray(reason)) take({ errors: reason });
        resolve(undefined);
      },
      complete: () => resolve(undefined),
    },
  );
  return {
    events,
    ended,
    stop: async () => {
      await client.dispose();
    },
    cut,
  };
}

export function subscribe<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  onEvent?: (event: LiveEvent<Data>) => void,
): Subscription<Data> {
  return start(openLine(url), query, variables, onEvent);
}

/** Follows predictions from now on: when it returns, the server has begun to watch. */
export async function followPredictions(url: string): Promise<Subscription<PredictionsAddedData>> {
  const line = openLine(url);
  const subscription = start<PredictionsAddedData>(line, PREDICTIONS_ADDED, {});
  // A first event on the same line comes after the server has read the subscription before it.
  const first = line.client.iterate({ query: HEALTH_CHANGED });
  await first.next();
  await first.return?.();
  return subscription;
}

/** Every prediction that a subscription has received, in order. */
export function receivedIds({ events }: Subscription<PredictionsAddedData>): string[] {
  return events.flatMap(({ data }) => data?.predictionsAdded.predictions.map(({ id }) => id) ?? []);
}
