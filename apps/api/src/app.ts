import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { createClient, type Database } from '@kilter/db/client';
import { ensurePredictionPartition } from '@kilter/db/queries/prediction';
import { findKeptAnswers, writeGroup } from '@kilter/db/queries/write-group';
import type { Context } from './context.ts';
import type { Env } from './env.ts';
import { createGraphqlEngine } from './graphql/engine.ts';
import { makeSchema } from './graphql/schema.ts';
import { createHealthMonitor } from './health/health.ts';
import { createRequestHandler } from './http/server.ts';
import { startMaintenance } from './jobs/maintenance.ts';
import { createFeed } from './live/feed.ts';
import { createTopics } from './live/topics.ts';
import { serveWebsockets } from './live/websocket.ts';
import type { Logger } from './logger.ts';
import { createOnnxRuntime } from './models/onnx-runtime.ts';
import { createRegistry, type Registry } from './models/registry.ts';
import { createIdempotencyKeys } from './predictions/idempotency.ts';
import { createPredict } from './predictions/predict.ts';
import { createRecorder } from './predictions/recorder.ts';
import { VERSION } from './version.ts';

export interface App {
  handler: RequestListener;
  registry: Registry;
  /** Serves websockets on these too. */
  attach(servers: readonly Server[]): void;
  /** Ends all subscriptions over websockets: a server that waits for its connections would wait for them too. */
  hangUp(): Promise<void>;
  /** Writes what waits, then lets go of everything but the database. No request may be under way any more. */
  close(): Promise<void>;
}

export interface AppDependencies {
  env: Env;
  db: Database;
  log: Logger;
}

/** Wires the rooms together; the database is migrated and stays the caller's. */
export async function createApp({ env, db, log }: AppDependencies): Promise<App> {
  const now = Date.now;
  const writer = randomUUID();
  const runtime = createOnnxRuntime();
  // A client of its own, so that a slow query never stands in the way of a commit.
  const writeSql = createClient(db.target, { max: 2, applicationName: 'kilter-write' });
  const registry = await createRegistry({
    modelsDir: env.KILTER_MODELS_DIR,
    defaultModel: env.KILTER_DEFAULT_MODEL,
    entities: db.entities,
    runtime,
    log,
  }).catch(async (error: unknown) => {
    await Promise.all([runtime.close(), writeSql.end({ timeout: 1 })]);
    throw error;
  });
  const feed = await createFeed(db, log);
  const topics = createTopics(feed, registry, now);
  const recorder = createRecorder({
    writer,
    write: (group) => writeGroup(writeSql, group),
    ensurePartition: (timeMs) => ensurePredictionPartition(writeSql, timeMs),
    now,
    log,
  });
  const keys = createIdempotencyKeys(
    (scope, wanted) => findKeptAnswers(db.sql, scope, wanted),
    (error) => log.warn({ error }, 'idempotency keys cannot be read'),
  );
  const countRefused: Context['countRefused'] = ({ champion, manifest }, rows) => {
    recorder.countRefused(champion.id, manifest.classes.length, rows);
  };
  const predict = createPredict({
    recorder,
    countRefused,
    keys,
    ids: createIdFactory((bytes) => crypto.getRandomValues(bytes)),
    environment: env.KILTER_ENVIRONMENT,
    log,
    now,
    elapsed: () => performance.now(),
  });
  const health = createHealthMonitor({
    db,
    registry,
    instance: env.KILTER_INSTANCE ?? `${hostname()}:${process.pid}`,
    version: VERSION,
    log,
    now,
  });
  const context: Context = { registry, predict, countRefused, feed, topics, health, sql: db.sql, now };
  const currentSchema = () => makeSchema(registry.models().map(({ manifest }) => manifest));
  const engine = createGraphqlEngine(currentSchema(), context, log);

  const maintenance = startMaintenance({
    sql: db.sql,
    writer,
    settledGroupNo: recorder.settledGroupNo,
    beat: health.beat,
    retryModels: async () => {
      if (!(await registry.retryUnloaded())) return;
      engine.replaceSchema(currentSchema());
      topics.health.touch();
    },
    touchHealth: topics.health.touch,
    now,
    log,
  });

  const sockets: { close(): Promise<void> }[] = [];
  return {
    handler: createRequestHandler(engine, log),
    registry,
    attach: (servers) => {
      sockets.push(serveWebsockets(engine, servers));
    },
    hangUp: async () => {
      await Promise.all(sockets.splice(0).map((socket) => socket.close()));
    },
    close: async () => {
      topics.close();
      await maintenance.stop();
      await recorder.close();
      await feed.close();
      health.close();
      await Promise.all([runtime.close(), writeSql.end({ timeout: 2 })]);
    },
  };
}
