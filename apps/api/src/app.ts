import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { createClient, type Database } from '@kilter/db/client';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { getPredictions, listPredictions, type PredictionRow } from '@kilter/db/queries/prediction';
import { findKeptAnswers, writeGroup } from '@kilter/db/queries/write-group';
import { createAlertFeed } from './alerts/alert-feed.ts';
import { startAlerts } from './alerts/start-alerts.ts';
import type { Context } from './context.ts';
import type { Env } from './env.ts';
import { createGraphqlEngine } from './graphql/engine.ts';
import { makeSchema } from './graphql/schema.ts';
import { createHealthMonitor } from './health/health.ts';
import { createRequestMeter, isOurFailure } from './http/request-meter.ts';
import { currentRequestId, noteServerFailure } from './http/current-request.ts';
import { createRequestHandler } from './http/server.ts';
import { countExisting } from './monitoring/rebuild-rollups.ts';
import { foldRollups } from './monitoring/fold-rollups.ts';
import { startMaintenance } from './jobs/maintenance.ts';
import { createFeed } from './live/feed.ts';
import { createFeedReader } from './live/feed-reader.ts';
import { createTopics } from './live/topics.ts';
import { serveWebsockets } from './live/websocket.ts';
import { createLogPredictions } from './imports/log-predictions.ts';
import { oldestLogMs } from './imports/oldest-log.ts';
import type { Logger } from './logger.ts';
import { createOnnxRuntime } from './models/onnx-runtime.ts';
import { createRegistry, type Registry } from './models/registry.ts';
import { followLabels } from './outcomes/join-labels.ts';
import { createRecordOutcomes } from './outcomes/record-outcomes.ts';
import { createIdempotencyKeys } from './predictions/idempotency.ts';
import { createPredict } from './predictions/predict.ts';
import { createRecorder } from './predictions/recorder.ts';
import { addRequestErrors } from '@kilter/db/queries/request-error';
import { notingFailures } from './request-errors/note-failures.ts';
import { createRequestErrors } from './request-errors/request-errors.ts';
import { dropOldRows } from './settings/drop-old-rows.ts';
import { createLiveTraffic } from './simulation/live-traffic.ts';
import { createLoadSynthetic } from './simulation/load-synthetic.ts';
import { createSimulate } from './simulation/simulate.ts';
import { VERSION } from './version.ts';

export interface App {
  handler: RequestListener;
  registry: Registry;
  /** Begins simulated traffic; fulfilled when its history is there. */
  startTraffic(): Promise<void>;
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
  const layoutOf = (id: number) => registry.version(id).layout;
  const counted = await countExisting({ sql: db.sql, layoutOf }, now());
  if (counted > 0) log.info({ rows: counted }, 'counted the predictions of an older version');
  const feed = await createFeed(db, log);
  const predictionFeed = createFeedReader<PredictionRow>(feed, {
    kind: 'PREDICTIONS',
    read: (ids) => getPredictions(db.sql, ids),
    isOf: (row, versions) => versions.has(row.modelVersionId),
  });
  const topics = createTopics(feed, registry, now);
  const recorder = createRecorder({
    writer,
    write: (group) => writeGroup(writeSql, group),
    ensurePartitions: (timeMs) => ensurePartitions(writeSql, timeMs),
    layoutOf,
    now,
    log,
  });
  const keys = createIdempotencyKeys(
    (scope, wanted) => findKeptAnswers(db.sql, scope, wanted),
    (error) => log.warn({ error }, 'idempotency keys cannot be read'),
  );
  const countRefused: Context['countRefused'] = ({ champion }, rows) => {
    recorder.countRefused(champion.id, rows);
  };
  const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
  const errors = createRequestErrors({
    store: (rows) => addRequestErrors(db.sql, rows),
    ids,
    log,
    now,
  });
  const answer = createPredict({
    recorder,
    countRefused,
    keys,
    ids,
    environment: env.KILTER_ENVIRONMENT,
    log,
    now,
    elapsed: () => performance.now(),
  });
  const predict = notingFailures(answer, { errors, now });
  const logPredictions = createLogPredictions({
    registry,
    recorder,
    countRefused,
    onFailure: (failure, of) => {
      if (isOurFailure(failure.code)) noteServerFailure();
      errors.note(failure, { ...of, requestId: currentRequestId() });
    },
    keys,
    ids,
    environment: env.KILTER_ENVIRONMENT,
    oldestMs: async () => {
      const models = registry.models().map(({ manifest }) => manifest);
      return oldestLogMs(db.entities, models, now());
    },
    now,
  });
  const recordOutcomes = createRecordOutcomes({ sql: db.sql, registry, now });
  const meter = createRequestMeter();
  const health = createHealthMonitor({
    db,
    registry,
    instance: env.KILTER_INSTANCE ?? `${hostname()}:${process.pid}`,
    version: VERSION,
    requestTotals: meter.totals,
    queuedRows: recorder.pendingRows,
    log,
    now,
  });
  const simulator = {
    registry,
    predict,
    recordOutcomes,
    loadSynthetic: createLoadSynthetic(env.KILTER_MODELS_DIR, log),
    now,
  };
  const liveTraffic = createLiveTraffic({
    simulator,
    hasHistory: async ({ name }) => {
      const modelVersionIds = registry.versionsOf(name).map(({ id }) => id);
      const rows = await listPredictions(db.sql, {
        modelVersionIds,
        olderThan: null,
        newerThan: null,
        oldestFirst: false,
        limit: 1,
      });
      return rows.length > 0;
    },
    secondsPerDay: env.KILTER_DEMO_SECONDS_PER_DAY,
    perDay: env.KILTER_DEMO_PREDICTIONS_PER_DAY,
    log,
  });
  const context: Context = {
    registry,
    predict,
    logPredictions,
    recordOutcomes,
    simulate: createSimulate(simulator),
    liveTraffic,
    countRefused,
    requestErrors: errors,
    feed,
    predictionFeed,
    alertFeed: createAlertFeed(feed, db.entities),
    topics,
    health,
    sql: db.sql,
    entities: db.entities,
    now,
  };
  const currentSchema = () => makeSchema(registry.models().map(({ manifest }) => manifest));
  const engine = createGraphqlEngine(currentSchema(), context, log);

  const alerts = startAlerts({ db, feed, registry, now, log });
  const maintenance = startMaintenance({
    sql: db.sql,
    writer,
    settledGroupNo: recorder.settledGroupNo,
    beat: health.beat,
    retryModels: async () => {
      if (!(await registry.retryUnloaded())) return;
      engine.replaceSchema(currentSchema());
      topics.health.touch();
      alerts.modelsChanged();
    },
    touchHealth: topics.health.touch,
    joinLabels: followLabels(db.sql, registry, feed),
    writeErrors: errors.write,
    dropOldRows: () => dropOldRows(context, log),
    foldRollups: async () => {
      await foldRollups(db.sql);
    },
    now,
    log,
  });

  const sockets: { close(): Promise<void> }[] = [];
  return {
    handler: createRequestHandler(engine, meter, log),
    registry,
    startTraffic: liveTraffic.start,
    attach: (servers) => {
      sockets.push(serveWebsockets(engine, meter, servers));
    },
    hangUp: async () => {
      await Promise.all(sockets.splice(0).map((socket) => socket.close()));
    },
    close: async () => {
      topics.close();
      await liveTraffic.stop();
      await maintenance.stop();
      await alerts.stop();
      await recorder.close();
      await errors.write();
      // What was answered since the last heartbeat.
      await health.beat();
      await feed.close();
      health.close();
      await Promise.all([runtime.close(), writeSql.end({ timeout: 2 })]);
    },
  };
}
