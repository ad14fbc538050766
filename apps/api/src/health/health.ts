import { performance, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Database } from '@kilter/db/client';
import { addHealthSample, livingInstances, type HealthSample } from '@kilter/db/queries/health-sample';
import { readStorage, type Storage } from '@kilter/db/queries/storage';
import type { RequestTotals } from '../http/request-meter.ts';
import type { Logger } from '../logger.ts';
import type { Registry } from '../models/registry.ts';
import { rememberFor } from './remember.ts';

export const healthStatuses = ['HEALTHY', 'DEGRADED', 'MODEL_NOT_LOADED'] as const;
export type HealthStatus = (typeof healthStatuses)[number];

export type InstanceHealth = Pick<
  HealthSample,
  'instance' | 'startedAt' | 'rssBytes' | 'heapUsedBytes' | 'cpuPercent' | 'eventLoopLagMs'
>;

export interface Health {
  status: HealthStatus;
  version: string;
  models: { name: string; version: string | null; loaded: boolean; reason: string | null }[];
  database: { connected: boolean; latencyMs: number | null; spooled: number };
  instances: InstanceHealth[];
}

export interface HealthMonitor {
  current(): Promise<Health>;
  /** What is stored, a minute old at most; null while the database does not say. */
  storage(): Promise<Storage | null>;
  /** Writes this process's heartbeat. */
  beat(): Promise<void>;
  close(): void;
}

const PROBE_TIMEOUT_MS = 1_000;
const STORAGE_KEPT_MS = 60_000;
/** Three heartbeats. */
const ALIVE_FOR_MS = 90_000;

export interface HealthOptions {
  db: Database;
  registry: Registry;
  instance: string;
  version: string;
  /** Of this process, since it started. */
  requestTotals(): RequestTotals;
  /** Rows that wait for their commit. */
  queuedRows(): number;
  log: Logger;
  now(): number;
}

export function createHealthMonitor(options: HealthOptions): HealthMonitor {
  const { db, registry, instance, version, requestTotals, queuedRows, log, now } = options;
  const startedAt = new Date(now());
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  let usage = process.cpuUsage();
  let usageAtMs = performance.now();
  let cpuPercent = 0;
  /** What the heartbeats so far have told. */
  let told: RequestTotals = { requests: 0, failed: 0 };

  /** Of one core, since the last measurement; a tenth of a second at least, or the figure is noise. */
  const measureCpu = (): number => {
    const elapsedMs = performance.now() - usageAtMs;
    if (elapsedMs < 100) return cpuPercent;
    const { user, system } = process.cpuUsage(usage);
    cpuPercent = ((user + system) / 1_000 / elapsedMs) * 100;
    usage = process.cpuUsage();
    usageAtMs = performance.now();
    return cpuPercent;
  };

  /** The monitor counts its own 10 ms timer: what is above it is lag. */
  const measureLagMs = (): number => {
    const lagMs = Math.max(0, lag.percentile(99) / 1e6 - 10);
    lag.reset();
    return Number.isFinite(lagMs) ? lagMs : 0;
  };

  const self = (): InstanceHealth => {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      instance,
      startedAt,
      rssBytes: rss,
      heapUsedBytes: heapUsed,
      cpuPercent: measureCpu(),
      eventLoopLagMs: measureLagMs(),
    };
  };

  const probeDatabase = async (): Promise<{ latencyMs: number; others: InstanceHealth[] } | null> => {
    const startedMs = performance.now();
    const others = livingInstances(db.entities, new Date(now() - ALIVE_FOR_MS));
    const timeout = new Promise<null>((resolve) => setTimeout(() => resolve(null), PROBE_TIMEOUT_MS).unref());
    try {
      const found = await Promise.race([others, timeout]);
      return found && { latencyMs: performance.now() - startedMs, others: found };
    } catch {
      return null;
    }
  };

  const models = (): Health['models'] => [
    ...registry.models().map(({ name, champion, batcher, reason }) => ({
      name,
      version: champion.version,
      loaded: batcher !== null,
      reason,
    })),
    ...registry.unreadable().map(({ name, reason }) => ({ name, version: null, loaded: false, reason })),
  ];

  const storage = rememberFor(STORAGE_KEPT_MS, now, () => readStorage(db.sql));

  return {
    storage: () =>
      storage().catch((error: unknown) => {
        log.warn({ error }, 'the storage cannot be measured');
        return null;
      }),
    current: async () => {
      const probe = await probeDatabase();
      const served = models();
      const mine = self();
      const others = (probe?.others ?? []).filter((sample) => sample.instance !== instance);
      return {
        status: statusOf(served, probe !== null),
        version,
        models: served,
        database: { connected: probe !== null, latencyMs: probe?.latencyMs ?? null, spooled: 0 },
        instances: [mine, ...others],
      };
    },
    beat: async () => {
      const at = new Date(now());
      const totals = requestTotals();
      const sample: HealthSample = {
        ...self(),
        at,
        requests: totals.requests - told.requests,
        failedRequests: totals.failed - told.failed,
        queuedRows: queuedRows(),
        spooledRows: 0,
        databaseLatencyMs: (await probeDatabase())?.latencyMs ?? null,
      };
      try {
        await addHealthSample(db.entities, sample);
        told = totals;
      } catch (error) {
        // The next one tells what this one could not.
        log.warn({ error }, 'the heartbeat was not written');
      }
    },
    close: () => lag.disable(),
  };
}

/** A model that does not answer is the worse news. */
function statusOf(models: Health['models'], connected: boolean): HealthStatus {
  if (models.some((model) => !model.loaded)) return 'MODEL_NOT_LOADED';
  return connected ? 'HEALTHY' : 'DEGRADED';
}
