import { HEARTBEAT_MS } from '@kilter/core/health/series-bucket';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { Sql } from '@kilter/db/client';
import { pruneFeed } from '@kilter/db/queries/feed';
import { pruneHealthSamples } from '@kilter/db/queries/health-sample';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { pruneRequestErrors } from '@kilter/db/queries/request-error';
import { pruneKeptAnswers, pruneWriteGroups } from '@kilter/db/queries/write-group';
import type { Logger } from '../logger.ts';
import { KEPT_DAYS as ERRORS_KEPT_DAYS } from '../request-errors/request-errors.ts';
import { every, everySlot } from './repeat.ts';

const DAYS_AHEAD = 3;
/** Longer than the longest window. */
const HEARTBEATS_KEPT_DAYS = 400;

export interface MaintenanceOptions {
  sql: Sql;
  writer: string;
  settledGroupNo(): number;
  beat(): Promise<void>;
  retryModels(): Promise<void>;
  touchHealth(): void;
  joinLabels(): Promise<void>;
  writeErrors(): Promise<void>;
  dropOldRows(): Promise<void>;
  foldRollups(): Promise<void>;
  now(): number;
  log: Logger;
}

/** What has to be done again and again in each process. A job that fails is logged, and comes again. */
export function startMaintenance(options: MaintenanceOptions): { stop(): Promise<void> } {
  const { sql, writer, settledGroupNo, now, log } = options;

  const makePartitions = async () => {
    for (let day = 0; day <= DAYS_AHEAD; day++) await ensurePartitions(sql, now() + day * DAY_MS);
  };
  const prune = async () => {
    await pruneWriteGroups(sql, writer, settledGroupNo());
    await pruneFeed(sql);
    await pruneKeptAnswers(sql);
  };

  const pruneOld = async () => {
    await pruneRequestErrors(sql, now() - ERRORS_KEPT_DAYS * DAY_MS);
    await pruneHealthSamples(sql, now() - HEARTBEATS_KEPT_DAYS * DAY_MS);
  };

  const repeat = (name: string, intervalMs: number, run: () => Promise<void>) =>
    every(intervalMs, { name, run }, log);
  const jobs = [
    repeat('partitions', HOUR_MS, makePartitions),
    repeat('prune', 15_000, prune),
    everySlot(HEARTBEAT_MS, { name: 'heartbeat', run: options.beat }, { log, now }),
    repeat('models', 2_000, options.retryModels),
    repeat('labels', 1_000, options.joinLabels),
    repeat('errors', 1_000, options.writeErrors),
    repeat('prune old', HOUR_MS, pruneOld),
    repeat('retention', HOUR_MS, options.dropOldRows),
    repeat('rollups', 1_000, options.foldRollups),
    repeat('health', 5_000, async () => options.touchHealth()),
  ];

  return {
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
