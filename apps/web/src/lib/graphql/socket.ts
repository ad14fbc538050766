import { createClient, type Client as Socket } from 'graphql-ws';

const longestWaitMs = 10_000;
const pongPatienceMs = 5_000;

/** Waits before the next attempt, but no longer than until the browser is online or the page is looked at again. */
function pause(retries: number): Promise<void> {
  const ms = Math.min(longestWaitMs, 500 * 2 ** retries) * (0.75 + Math.random() / 2);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', whenVisible);
      resolve();
    };
    const whenVisible = () => {
      if (document.visibilityState === 'visible') done();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', whenVisible);
  });
}

/** A graphql-ws client that never gives up, and that notices a line which is dead without having been closed. */
export function createSocket(url: string): Socket {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    url,
    keepAlive: 10_000,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: pause,
    on: {
      ping: (received) => {
        if (received) return;
        clearTimeout(pongTimer);
        pongTimer = setTimeout(() => socket.terminate(), pongPatienceMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: () => clearTimeout(pongTimer),
    },
  });
  return socket;
}
