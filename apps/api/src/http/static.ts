import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

const DASHBOARD = fileURLToPath(new URL('../../../web/dist', import.meta.url));

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const;

export type StaticHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The built dashboard at / and /monitoring.html. */
export function serveDashboard(): StaticHandler {
  if (!existsSync(DASHBOARD)) {
    return (_request, response) => {
      response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The dashboard is not built yet: run "npm start", or "npm run build".\n');
    };
  }
  return sirv(DASHBOARD, {
    etag: true,
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
      const immutable = path.startsWith('/assets/');
      response.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
