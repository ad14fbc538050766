import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A request, or a part of one, that was refused or failed; kept for some days, and equal ones of a second only once. */
export const requestError = pgTable(
  'request_error',
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Null: it did not come as far as a model. */
    modelVersionId: integer(),
    code: text().notNull(),
    message: text().notNull(),
    field: text(),
    requestId: text(),
    /** How many rows it stands for. */
    rows: integer().notNull(),
  },
  (table) => [index('request_error_at').on(table.at)],
);
