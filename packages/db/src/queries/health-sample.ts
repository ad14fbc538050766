import { desc, gt } from 'drizzle-orm';
import type { EntityDatabase, Sql } from '../client.ts';
import { healthSample } from '../schema/health-sample.ts';

export type HealthSample = typeof healthSample.$inferSelect;

export async function addHealthSample(db: EntityDatabase, sample: HealthSample): Promise<void> {
  await db.insert(healthSample).values(sample).onConflictDoNothing();
}

/** The newest sample of each process that was heard of since a time. */
export async function livingInstances(db: EntityDatabase, since: Date): Promise<HealthSample[]> {
  return db
    .selectDistinctOn([healthSample.instance])
    .from(healthSample)
    .where(gt(healthSample.at, since))
    .orderBy(healthSample.instance, desc(healthSample.at));
}

export async function pruneHealthSamples(sql: Sql, beforeMs: number): Promise<void> {
  await sql`DELETE FROM health_sample WHERE at < ${new Date(beforeMs)}`;
}

/** Heartbeats of [fromMs, toMs); `instance` null: of all processes. */
export interface HeartbeatQuery {
  fromMs: number;
  toMs: number;
  instance: string | null;
}

function isAskedFor(sql: Sql, { fromMs, toMs, instance }: HeartbeatQuery) {
  return sql`at >= ${new Date(fromMs)} AND at < ${new Date(toMs)}
    ${instance === null ? sql`` : sql`AND instance = ${instance}`}`;
}

/** How many heartbeats there are, and when the first and the last of them was; null without any. */
export async function heartbeatSpan(
  sql: Sql,
  query: HeartbeatQuery,
): Promise<{ samples: number; firstMs: number; lastMs: number } | null> {
  const [{ samples, first, last }] = await sql<{ samples: number; first: Date | null; last: Date | null }[]>`
    SELECT count(*)::float8 AS samples, min(at) AS first, max(at) AS last
    FROM health_sample WHERE ${isAskedFor(sql, query)}`;
  return first && last ? { samples, firstMs: first.getTime(), lastMs: last.getTime() } : null;
}

/** One process in one bucket of time. */
export interface HealthPoint {
  /** The bucket's start. */
  at: Date;
  instance: string;
  /** The most in the bucket; so are the lag and the rows that wait. */
  rssBytes: number;
  heapUsedBytes: number;
  /** Of one core, on average. */
  cpuPercent: number;
  eventLoopLagMs: number;
  queuedRows: number;
  spooledRows: number;
  /** On average; null: not measured. */
  databaseLatencyMs: number | null;
  /** Sums. */
  requests: number;
  failedRequests: number;
}

/** More processes than fit in a chart: the newest points are kept. */
const MOST_POINTS = 2_000;

/** Health by bucket and process, oldest first; a bucket without a heartbeat has no point. */
export async function readHealthSeries(
  sql: Sql,
  query: HeartbeatQuery & { bucketMs: number },
): Promise<HealthPoint[]> {
  const newestFirst = await sql<HealthPoint[]>`
    SELECT date_bin(${query.bucketMs} * interval '1 millisecond', at, 'epoch') AS at, instance,
      max(rss_bytes)::float8 AS "rssBytes", max(heap_used_bytes)::float8 AS "heapUsedBytes",
      avg(cpu_percent) AS "cpuPercent", max(event_loop_lag_ms) AS "eventLoopLagMs",
      max(queued_rows) AS "queuedRows", max(spooled_rows) AS "spooledRows",
      avg(database_latency_ms) AS "databaseLatencyMs",
      sum(requests)::float8 AS requests, sum(failed_requests)::float8 AS "failedRequests"
    FROM health_sample WHERE ${isAskedFor(sql, query)}
    GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT ${MOST_POINTS}`;
  return [...newestFirst].reverse();
}

/** Slots of 30 seconds in a row in which a heartbeat lies, counted from the epoch, both ends included. */
export interface HeartbeatRun {
  first: number;
  last: number;
}

/** The slots of [fromMs, toMs) in which any process was alive, by time. */
export async function heartbeatRuns(
  sql: Sql,
  { fromMs, toMs, slotMs }: { fromMs: number; toMs: number; slotMs: number },
): Promise<HeartbeatRun[]> {
  // In a row of consecutive slots, slot minus place is always the same.
  const runs = await sql<{ first: Date; last: Date }[]>`
    SELECT min(slot) AS first, max(slot) AS last FROM (
      SELECT slot, slot - row_number() OVER (ORDER BY slot) * ${slotMs} * interval '1 millisecond' AS run FROM (
        SELECT DISTINCT date_bin(${slotMs} * interval '1 millisecond', at, 'epoch') AS slot
        FROM health_sample WHERE at >= ${new Date(fromMs)} AND at < ${new Date(toMs)}
      ) AS slots
    ) AS numbered GROUP BY run ORDER BY first`;
  return runs.map(({ first, last }) => ({ first: first.getTime() / slotMs, last: last.getTime() / slotMs }));
}

/** When the installation was first heard of, Unix milliseconds; null: never. */
export async function firstHeartbeatMs(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ at: Date }[]>`SELECT at FROM health_sample ORDER BY at LIMIT 1`;
  return row?.at.getTime() ?? null;
}

/** Requests that heartbeats of some spans of time tell of, and those of them that the server failed. */
export async function requestsIn(
  sql: Sql,
  spans: readonly { fromMs: number; toMs: number }[],
): Promise<{ requests: number; failedRequests: number }> {
  const [sums] = await sql<{ requests: number; failedRequests: number }[]>`
    SELECT coalesce(sum(requests), 0)::float8 AS requests,
      coalesce(sum(failed_requests), 0)::float8 AS "failedRequests"
    FROM unnest(${spans.map(({ fromMs }) => fromMs)}::float8[], ${spans.map(({ toMs }) => toMs)}::float8[])
      AS span (from_ms, to_ms)
    JOIN health_sample ON at >= to_timestamp(from_ms / 1000) AND at < to_timestamp(to_ms / 1000)`;
  return sums;
}
