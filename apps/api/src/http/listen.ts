import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const STARTING = JSON.stringify({ detail: 'Kilter is starting.' });

/** The port is taken by another program. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

export interface BoundServer {
  server: Server;
  port: number;
  /** From now on this answers; before, every request gets 503. */
  handle(listener: RequestListener): void;
  /** Takes no more requests, and waits for those under way: two seconds at most. */
  close(): Promise<void>;
}

/** Binds a port before anything else is started, so that a busy one costs nothing. */
export function bind(port: number, host: string): Promise<BoundServer> {
  let current: RequestListener = (_request, response) => {
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(STARTING);
  };
  const server = createServer((request, response) => current(request, response));
  server.keepAliveTimeout = 65_000;
  server.on('connection', (socket) => socket.setNoDelay(true));
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(`Port ${port} is in use.`) : error);
    });
    server.listen(port, host, () => {
      resolve({
        server,
        port: addressOf(server).port,
        handle: (listener) => {
          current = listener;
        },
        close: () => closeServer(server),
      });
    });
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
