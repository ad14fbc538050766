import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { addHealthSample, type HealthSample } from '@kilter/db/queries/health-sample';
import { createLogger } from '../logger.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { createHealthMonitor } from './health.ts';

const SERIES = `
query HealthSeries($window: WindowInput, $instance: String) {
  healthSeries(window: $window, instance: $instance) {
    at instance rssBytes cpuPercent eventLoopLagMs queuedRows spooledRows databaseLatencyMs requests failedRequests
  }
}`;
interface SeriesData {
  healthSeries: ({ at: string } & Omit<HealthSample, 'at'>)[];
}

let app: TestApp;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startTestApps(inject('postgresServers')[0].target, 1);
  [app] = started.apps;
  close = started.close;
});
afterAll(() => close());

const noonMs = Date.UTC(2026, 0, 5, 12);
const sample = (instance: string, atMs: number, changes: Partial<HealthSample> = {}): HealthSample => ({
  instance,
  at: new Date(atMs),
  startedAt: new Date(noonMs),
  rssBytes: 1e6,
  heapUsedBytes: 1e5,
  cpuPercent: 10,
  eventLoopLagMs: 1,
  requests: 2,
  failedRequests: 1,
  queuedRows: 0,
  spooledRows: 0,
  databaseLatencyMs: null,
  ...changes,
});
const series = async (fromMs: number, toMs: number, instance?: string) => {
  const window = { range: { from: new Date(fromMs), to: new Date(toMs) } };
  return (await app.client.ask<SeriesData>(SERIES, { window, instance })).healthSeries;
};

test('heartbeats come back by bucket and process', async () => {
  const beats = [
    sample('a', noonMs + 15_000, { rssBytes: 3e6, cpuPercent: 10, databaseLatencyMs: 1 }),
    sample('a', noonMs + 45_000, { rssBytes: 2e6, cpuPercent: 30, databaseLatencyMs: 2, queuedRows: 7 }),
    sample('b', noonMs + 45_000),
    sample('a', noonMs + 6 * HOUR_MS),
  ];
  for (const beat of beats) await addHealthSample(app.db.entities, beat);
  const points = await series(noonMs, noonMs + 8 * HOUR_MS);
  expect(points.map(({ at, instance, requests }) => [at, instance, requests])).toEqual([
    ['2026-01-05T12:00:00.000Z', 'b', 2],
    ['2026-01-05T12:00:00.000Z', 'a', 4],
    ['2026-01-05T18:00:00.000Z', 'a', 2],
  ]);
  expect(points[1]).toMatchObject({
    rssBytes: 3e6,
    cpuPercent: 20,
    queuedRows: 7,
    databaseLatencyMs: 1.5,
    failedRequests: 2,
  });
  expect((await series(noonMs, noonMs + 8 * HOUR_MS, 'b')).map(({ instance }) => instance)).toEqual(['b']);
});

test('a short window shows each heartbeat, a long one no more than some 500 points', async () => {
  const fromMs = Date.UTC(2026, 1, 1);
  await app.db.sql`
    INSERT INTO health_sample (instance, at, started_at, rss_bytes, heap_used_bytes, cpu_percent, event_loop_lag_ms)
    SELECT instance, ${new Date(fromMs)}::timestamptz + step * interval '30 seconds', now(), 1, 1, 1, 1
    FROM generate_series(0, 2879) AS step, unnest(ARRAY['x', 'y']) AS instance`;
  expect(await series(fromMs, fromMs + 2 * MINUTE_MS)).toHaveLength(8);
  const day = await series(fromMs, fromMs + 24 * HOUR_MS);
  expect(day.length).toBeGreaterThan(200);
  expect(day.length).toBeLessThanOrEqual(500);
});

test('a heartbeat tells the requests since the one before, and those of one that was lost', async () => {
  const totals = { requests: 5, failed: 1 };
  let nowMs = Date.UTC(2026, 2, 1);
  const monitor = createHealthMonitor({
    db: app.db,
    registry: app.app.registry,
    instance: 'heart',
    version: '0',
    requestTotals: () => ({ ...totals }),
    queuedRows: () => 3,
    log: createLogger('silent'),
    now: () => nowMs,
  });
  const { sql } = app.db;
  const beat = async (requests: number, failed: number) => {
    totals.requests += requests;
    totals.failed += failed;
    nowMs += 30_000;
    await monitor.beat();
  };
  await beat(0, 0);
  await beat(10, 2);
  await sql`ALTER TABLE health_sample RENAME TO away`;
  await beat(4, 4);
  await sql`ALTER TABLE away RENAME TO health_sample`;
  await beat(1, 0);
  monitor.close();
  const told = await sql`
    SELECT requests::int, failed_requests::int AS failed, queued_rows AS queued, database_latency_ms > 0 AS probed
    FROM health_sample WHERE instance = 'heart' ORDER BY at`;
  expect([...told]).toEqual([
    { requests: 5, failed: 1, queued: 3, probed: true },
    { requests: 10, failed: 2, queued: 3, probed: true },
    { requests: 5, failed: 4, queued: 3, probed: true },
  ]);
});
