import { bigint, doublePrecision, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** The heartbeat of one API process: one row each 30 seconds. */
export const healthSample = pgTable(
  'health_sample',
  {
    instance: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    startedAt: timestamp({ withTimezone: true }).notNull(),
    rssBytes: bigint({ mode: 'number' }).notNull(),
    heapUsedBytes: bigint({ mode: 'number' }).notNull(),
    cpuPercent: doublePrecision().notNull(),
    eventLoopLagMs: doublePrecision().notNull(),
    /** Requests that were answered since the heartbeat before, and those of them that the server failed. */
    requests: bigint({ mode: 'number' }).notNull().default(0),
    failedRequests: bigint({ mode: 'number' }).notNull().default(0),
    /** Rows that wait for their commit. */
    queuedRows: integer().notNull().default(0),
    /** Rows that wait on disk for the database. */
    spooledRows: integer().notNull().default(0),
    /** Of a small query; null: not measured. */
    databaseLatencyMs: doublePrecision(),
  },
  (table) => [primaryKey({ columns: [table.at, table.instance] })],
);
