import { bigint, doublePrecision, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

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
  },
  (table) => [primaryKey({ columns: [table.at, table.instance] })],
);
