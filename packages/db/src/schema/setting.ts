import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What operators may set while Kilter runs; apps/api/src/settings names the keys and checks the values. */
export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  author: text(),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
