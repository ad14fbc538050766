import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openDatabase, type DatabaseTarget } from '@kilter/db/client';
import { startEmbedded } from '@kilter/db/embedded';
import { databaseFailure } from '@kilter/db/errors';
import { migrate, UnusableDatabaseError } from '@kilter/db/migrate';
import { createApp, type App } from './app.ts';
import { readEnv, type Env } from './env.ts';
import { bind, PortInUseError, type BoundServer } from './http/listen.ts';
import { createLogger, type Logger } from './logger.ts';
import { NoModelsError } from './models/registry.ts';
import { VERSION } from './version.ts';

/** One line for the operator, then the end. */
class StartError extends Error {}

/** `npm run demo`: simulated customers, a history of them and live traffic. */
const isDemo = process.argv.includes('--demo');

const say = (text: string) => process.stdout.write(`${text}\n`);

function settings(): Env {
  const file = fileURLToPath(new URL('../../../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
  const read = readEnv(process.env);
  if ('problem' in read) throw new StartError(`A setting is wrong: ${read.problem}`);
  return read.env;
}

async function bindPorts({ PORT, DASHBOARD_PORT, HOST }: Env): Promise<BoundServer[]> {
  const bindOr = async (port: number, name: string) =>
    bind(port, HOST).catch((error: unknown) => {
      if (error instanceof PortInUseError)
        throw new StartError(`${error.message} Choose another with ${name}.`);
      throw new StartError(`${HOST}:${port} cannot be bound: ${messageOf(error)}`);
    });
  const main = await bindOr(PORT, 'PORT');
  if (DASHBOARD_PORT === PORT && PORT !== 0) return [main];
  try {
    return [main, await bindOr(DASHBOARD_PORT, 'DASHBOARD_PORT')];
  } catch (error) {
    say(`Warning: ${messageOf(error)} The dashboard is at port ${main.port} only.`);
    return [main];
  }
}

interface StartedDatabase {
  target: DatabaseTarget;
  description: string;
  stop(): Promise<void>;
}

async function startDatabase(env: Env): Promise<StartedDatabase> {
  if (env.DATABASE_URL !== undefined) {
    const target = { url: env.DATABASE_URL };
    return { target, description: 'the one at DATABASE_URL', stop: async () => undefined };
  }
  const directory = join(env.KILTER_DATA_DIR, 'postgres');
  try {
    const { target, adopted, stop } = await startEmbedded({ directory });
    const description = `embedded PostgreSQL in ${env.KILTER_DATA_DIR}${adopted ? ' (was running)' : ''}`;
    return { target, description, stop };
  } catch (error) {
    throw new StartError(messageOf(error));
  }
}

async function migrateDatabase(target: DatabaseTarget, isOutside: boolean): Promise<void> {
  try {
    await migrate(target);
  } catch (error) {
    if (isOutside && (error instanceof UnusableDatabaseError || databaseFailure(error) !== 'DATA')) {
      throw new StartError(`The database at DATABASE_URL cannot be used: ${messageOf(error)}`);
    }
    throw error;
  }
}

async function start(): Promise<void> {
  const env = settings();
  const log = createLogger(env.LOG_LEVEL);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()?.();
  };
  try {
    const bound = await bindPorts(env);
    const closePorts = async () => {
      await Promise.all(bound.map((server) => server.close()));
    };
    stops.push(closePorts);
    const database = await startDatabase(env);
    stops.push(database.stop);
    await migrateDatabase(database.target, env.DATABASE_URL !== undefined);
    const db = openDatabase(database.target);
    stops.push(db.close);
    const app = await createApp({ env, db, log });
    // New connections are refused at once; what was accepted is answered before the rest goes down.
    stops.push(app.close, async () => {
      await Promise.all([closePorts(), app.hangUp()]);
    });
    app.attach(bound.map(({ server }) => server));
    for (const server of bound) server.handle(app.handler);
    stopOnSignal(stop, log);
    announce(app, bound, database.description);
    if (isDemo) await playDemo(app, env, log);
  } catch (error) {
    await stop();
    throw error;
  }
}

function announce(app: App, bound: readonly BoundServer[], database: string): void {
  const models = [
    ...app.registry
      .models()
      .map(({ name, champion, reason }) =>
        reason === null ? `${name} ${champion.version}` : `${name} (not loaded: ${reason})`,
      ),
    ...app.registry.unreadable().map(({ name, reason }) => `${name} (not loaded: ${reason})`),
  ];
  const [main] = bound;
  const dashboard = bound[bound.length - 1];
  say(`
Kilter ${VERSION} is up after ${(performance.now() / 1000).toFixed(1)} s.

  Dashboard  http://localhost:${dashboard.port}/
  GraphQL    http://localhost:${main.port}/graphql  (open it in a browser for GraphiQL)
  Database   ${database}
  Models     ${models.join(', ')}

Ctrl-C stops all of it.
`);
}

async function playDemo(app: App, env: Env, log: Logger): Promise<void> {
  const seconds = env.KILTER_DEMO_SECONDS_PER_DAY;
  say(
    `Demo: simulated customers. 60 days of history are being made; then a day of traffic passes every ${seconds} s.`,
  );
  const startedMs = performance.now();
  try {
    await app.startTraffic();
    say(
      `The history is there after ${((performance.now() - startedMs) / 1000).toFixed(0)} s; live traffic has begun.`,
    );
  } catch (error) {
    log.error({ error }, 'no simulated traffic');
  }
}

function stopOnSignal(stop: () => Promise<void>, log: Logger) {
  let stopping = false;
  const end = async (signal: string, code: number) => {
    if (stopping) process.exit(1);
    stopping = true;
    say(`\n${signal}: finishing what is under way ...`);
    await stop().catch((error: unknown) => {
      log.error({ error }, 'did not stop cleanly');
      code = 1;
    });
    process.exit(code);
  };
  process.on('SIGINT', () => void end('SIGINT', 0));
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'uncaught exception');
    void end('A defect', 1);
  });
}

function messageOf(error: unknown): string {
  // Node gathers the refusals of several addresses in an AggregateError without a message.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

start().catch((error: unknown) => {
  const isKnown = error instanceof StartError || error instanceof NoModelsError;
  process.stderr.write(
    `Kilter did not start. ${isKnown ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});
