import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A time in which Kilter may be away: it counts for no objective. */
export const maintenance = pgTable(
  'maintenance',
  {
    id: uuid().primaryKey().defaultRandom(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    reason: text().notNull(),
    author: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('maintenance_ends').on(table.endsAt)],
);
