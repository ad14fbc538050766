import { performance } from 'node:perf_hooks';
import { openDatabase } from '@kilter/db/client';
import { createApp, type App } from './app.ts';
import type { Env } from './env.ts';
import { bind, PortInUseError, type BoundServer } from './http/listen.ts';
import { createLogger, type Logger } from './logger.ts';
import { NoModelsError } from './models/registry.ts';
import { messageOf, readSettings, startDatabase, StartError } from './start-database.ts';
import { VERSION } from './version.ts';

/** `npm run demo`: simulated customers, a history of them and live traffic. */
const isDemo = process.argv.includes('--demo');

const say = (text: string) => process.stdout.write(`${text}\n`);

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

async function start(): Promise<void> {
  const env = readSettings();
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

start().catch((error: unknown) => {
  const isKnown = error instanceof StartError || error instanceof NoModelsError;
  process.stderr.write(
    `Kilter did not start. ${isKnown ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});
