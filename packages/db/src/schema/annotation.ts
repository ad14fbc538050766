import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { model } from './model.ts';

/** What somebody wrote at a point in time: a campaign, a release. */
export const annotation = pgTable(
  'annotation',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Null: of all models. */
    modelId: integer().references(() => model.id),
    at: timestamp({ withTimezone: true }).notNull(),
    text: text().notNull(),
    author: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('annotation_at').on(table.at)],
);
