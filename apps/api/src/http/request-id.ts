import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Short, printable, without blanks: safe in a header, a log line and a table. */
const SHORT_PLAIN = /^[\x21-\x7e]{1,128}$/;

const requests = new AsyncLocalStorage<IncomingMessage>();
const made = new WeakMap<IncomingMessage, string>();

/** Runs `work` so that `currentRequestId` knows the request, in all that is awaited there. */
export function withRequest<T>(request: IncomingMessage, work: () => T): T {
  return requests.run(request, work);
}

/** The client's x-request-id, when it is short plain text; else one that is made when it is first asked for. */
export function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers['x-request-id'];
  if (typeof sent === 'string' && SHORT_PLAIN.test(sent)) return sent;
  let id = made.get(request);
  if (id === undefined) made.set(request, (id = randomUUID()));
  return id;
}

/** Of the HTTP request that is being answered; null for work that comes from none (a job, a websocket). */
export function currentRequestId(): string | null {
  const request = requests.getStore();
  return request ? requestIdOf(request) : null;
}
