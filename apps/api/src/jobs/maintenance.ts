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

  const jobs = [
    every('partitions', HOUR_MS, makePartitions),
    every('prune', 15_000, prune),
    everySlot('heartbeat', HEARTBEAT_MS, options.beat),
    every('models', 2_000, options.retryModels),
    every('labels', 1_000, options.joinLabels),
    every('errors', 1_000, options.writeErrors),
    every('prune old', HOUR_MS, pruneOld),
    every('retention', HOUR_MS, options.dropOldRows),
    every('rollups', 1_000, options.foldRollups),
    every('health', 5_000, async () => options.touchHealth()),
  ];

  function every(name: string, intervalMs: number, job: () => Promise<void>) {
    const { run, settled } = oneAtATime(name, job);
    run();
    const timer = setInterval(run, intervalMs).unref();
    return async () => {
      clearInterval(timer);
      await settled();
    };
  }

  /** At once, and then in the middle of each slot of the clock: being late by less than half of one skips none. */
  function everySlot(name: string, slotMs: number, job: () => Promise<void>) {
    const { run, settled } = oneAtATime(name, job);
    let timer: NodeJS.Timeout;
    const atNextMiddle = () => {
      timer = setTimeout(
        () => {
          run();
          atNextMiddle();
        },
        slotMs - ((now() + slotMs / 2) % slotMs),
      ).unref();
    };
    run();
    atNextMiddle();
    return async () => {
      clearTimeout(timer);
      await settled();
    };
  }

  /** Does nothing while the job is still at it. */
  function oneAtATime(name: string, job: () => Promise<void>) {
    let running: Promise<void> | null = null;
    return {
      run: () => {
        running ??= job()
          .catch((error: unknown) => log.warn({ job: name, error }, 'job failed'))
          .finally(() => {
            running = null;
          });
      },
      settled: async () => {
        await running;
      },
    };
  }

  return {
    stop: async () => {
      await Promise.all(jobs.map((stop) => stop()));
    },
  };
}
