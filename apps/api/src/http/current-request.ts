import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Short, printable, without blanks: safe in a header, a log line and a table. */
const SHORT_PLAIN = /^[\x21-\x7e]{1,128}$/;

interface CurrentRequest {
  /** Null: it came over a websocket. */
  message: IncomingMessage | null;
  hasServerFailed: boolean;
}

const requests = new AsyncLocalStorage<CurrentRequest>();
const made = new WeakMap<IncomingMessage, string>();

/** Runs `work` as the answer to a request, which is the current one in all that is awaited there. */
export function withRequest<T>(message: IncomingMessage | null, work: () => T): T {
  return requests.run({ message, hasServerFailed: false }, work);
}

/** Says that the server failed a part of the current request, whose answer may have no error for it: an item of a batch. */
export function noteServerFailure(): void {
  const request = requests.getStore();
  if (request) request.hasServerFailed = true;
}

export function hasServerFailed(): boolean {
  return requests.getStore()?.hasServerFailed ?? false;
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
  const message = requests.getStore()?.message;
  return message ? requestIdOf(message) : null;
}
