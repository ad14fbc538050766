import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import type { Sql } from '@kilter/db/client';
import { pruneFeed } from '@kilter/db/queries/feed';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { pruneKeptAnswers, pruneWriteGroups } from '@kilter/db/queries/write-group';
import type { Logger } from '../logger.ts';

const DAYS_AHEAD = 3;

export interface MaintenanceOptions {
  sql: Sql;
  writer: string;
  settledGroupNo(): number;
  beat(): Promise<void>;
  retryModels(): Promise<void>;
  touchHealth(): void;
  joinLabels(): Promise<void>;
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

  const jobs = [
    every('partitions', HOUR_MS, makePartitions),
    every('prune', 15_000, prune),
    every('heartbeat', 30_000, options.beat),
    every('models', 2_000, options.retryModels),
    every('labels', 1_000, options.joinLabels),
    every('health', 5_000, async () => options.touchHealth()),
  ];

  function every(name: string, intervalMs: number, job: () => Promise<void>) {
    let running: Promise<void> | null = null;
    const run = () => {
      running ??= job()
        .catch((error: unknown) => log.warn({ job: name, error }, 'job failed'))
        .finally(() => {
          running = null;
        });
    };
    run();
    const timer = setInterval(run, intervalMs).unref();
    return async () => {
      clearInterval(timer);
      await running;
    };
  }

  return {
    stop: async () => {
      await Promise.all(jobs.map((stop) => stop()));
    },
  };
}
