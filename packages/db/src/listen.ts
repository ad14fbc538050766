import { randomUUID } from 'node:crypto';
import { createClient, type DatabaseTarget, type SqlClient } from './client.ts';

export interface ListenHandlers {
  /** A payload arrived. Must not throw and must not wait: keep what it says and return. */
  onNotify(payload: string): void;
  /** LISTEN is (again) in force: what was sent meanwhile is lost, so read what you may have missed. */
  onListening(): void;
  onError(error: unknown): void;
}

export interface Listener {
  close(): Promise<void>;
}

const CHECK_EVERY_MS = 2000;

/**
 * Listens on one channel for as long as the process lives. The driver listens again by itself after a cut connection,
 * but gives up when that first try fails, and then says nothing: so every two seconds the server is asked whether our
 * LISTEN backend is still there, and the client is replaced when it is not. Needs a direct connection, not a pooler.
 */
export async function listen(
  target: DatabaseTarget,
  channel: string,
  handlers: ListenHandlers,
): Promise<Listener> {
  let client = await openListener(target, channel, handlers);
  const checker = createClient(target, {
    max: 1,
    applicationName: 'kilter-listen-check',
    connectTimeoutS: 2,
  });
  let closed = false;
  let missing = 0;

  const check = async () => {
    const found = await checker`SELECT FROM pg_stat_activity WHERE application_name = ${client.name}`;
    missing = found.count > 0 ? 0 : missing + 1;
    if (missing < 2 || closed) return;
    const old = client;
    client = await openListener(target, channel, handlers);
    missing = 0;
    await old.sql.end({ timeout: 0 });
  };

  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(check).catch((error) => {
      if (!closed) handlers.onError(error);
    });
  }, CHECK_EVERY_MS);
  timer.unref();

  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await Promise.all([client.sql.end({ timeout: 1 }), checker.end({ timeout: 1 })]);
    },
  };
}

async function openListener(
  target: DatabaseTarget,
  channel: string,
  handlers: ListenHandlers,
): Promise<{ sql: SqlClient; name: string }> {
  const name = `kilter-listen-${randomUUID().slice(0, 8)}`;
  const sql = createClient(target, { max: 1, applicationName: name, connectTimeoutS: 2 });
  try {
    await sql.listen(channel, handlers.onNotify, handlers.onListening);
    return { sql, name };
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}
