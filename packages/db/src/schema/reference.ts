import { boolean, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { model } from './model.ts';

/** TRAINING lies in reference.json and has no row. WINDOW: a past time. ACCEPTED: drift that is the new normal. */
export const referenceKinds = ['TRAINING', 'WINDOW', 'ACCEPTED'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** A past time that windows of a model can be compared with, by name; each new one of a name is its next version. */
export const reference = pgTable(
  'reference',
  {
    id: uuid().primaryKey().defaultRandom(),
    modelId: integer()
      .notNull()
      .references(() => model.id),
    name: text().notNull(),
    version: integer().notNull(),
    kind: text().$type<ReferenceKind>().notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    /** What drift is measured against unless asked otherwise; at most one a model. */
    isDefault: boolean().notNull().default(false),
    /** The alert that said so; null for a window that somebody named. */
    alertId: uuid(),
    author: text(),
    reason: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('reference_name').on(table.modelId, table.name, table.version)],
);
