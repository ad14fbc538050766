import type { IncomingMessage } from 'node:http';

/** A page of another site must not act in the name of whoever has it open; programs send no Origin. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
