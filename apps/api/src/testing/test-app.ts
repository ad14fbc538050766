import { openDatabase, type Database, type DatabaseTarget } from '@kilter/db/client';
// Types what global-setup.ts provides: `inject('postgresServers')`.
import type {} from '@kilter/db/testing/global-setup';
import { createTestDatabase } from '@kilter/db/testing/postgres';
import { createApp, type App } from '../app.ts';
import { readEnv } from '../env.ts';
import { bind } from '../http/listen.ts';
import { createLogger } from '../logger.ts';
import { createGraphqlClient, type GraphqlClient } from './graphql-client.ts';

/** A whole server in this process, on a free port. */
export interface TestApp {
  app: App;
  db: Database;
  client: GraphqlClient;
  /** http://127.0.0.1:<port>/graphql */
  url: string;
  origin: string;
  port: number;
  /** What it logged: JSON lines of warnings and worse. */
  logs: string[];
  close(): Promise<void>;
}

/** Starts a server on a migrated database, which stays the caller's. */
export async function startTestApp(
  target: DatabaseTarget,
  settings: Record<string, string> = {},
): Promise<TestApp> {
  const read = readEnv(settings);
  if ('problem' in read) throw new Error(read.problem);
  const logs: string[] = [];
  const log = createLogger('warn', { write: (line: string) => logs.push(line) });
  const db = openDatabase(target);
  const bound = await bind(0, '127.0.0.1');
  const app = await createApp({ env: read.env, db, log });
  app.attach([bound.server]);
  bound.handle(app.handler);
  const origin = `http://127.0.0.1:${bound.port}`;
  const url = `${origin}/graphql`;
  return {
    app,
    db,
    client: createGraphqlClient(url),
    url,
    origin,
    port: bound.port,
    logs,
    close: async () => {
      const answered = bound.close();
      await app.hangUp();
      await answered;
      await app.close();
      await db.close();
    },
  };
}

/** Several servers on one new database, as in a cluster; `close` ends them and drops it. */
export async function startTestApps(
  server: DatabaseTarget,
  count: number,
  settings: Record<string, string> = {},
): Promise<{ apps: TestApp[]; target: DatabaseTarget; close(): Promise<void> }> {
  const { target, drop } = await createTestDatabase(server);
  const apps = await Promise.all(Array.from({ length: count }, () => startTestApp(target, settings)));
  return {
    apps,
    target,
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await drop();
    },
  };
}
