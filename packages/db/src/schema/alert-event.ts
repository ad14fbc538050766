import { bigint, doublePrecision, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { AlertEventKind, AlertSeverity, AlertStatus } from '@kilter/core/alerts/alert';
import { alert } from './alert.ts';

/** A step in the life of an alert, with the figures of that time. Never changed. */
export const alertEvent = pgTable(
  'alert_event',
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    alertId: uuid()
      .notNull()
      .references(() => alert.id),
    /** Its entry in the feed, one an event: commit order. */
    seq: bigint({ mode: 'number' }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    kind: text().$type<AlertEventKind>().notNull(),
    /** Of the alert, after this. */
    status: text().$type<AlertStatus>().notNull(),
    severity: text().$type<AlertSeverity>().notNull(),
    value: doublePrecision(),
    threshold: doublePrecision(),
    samples: bigint({ mode: 'number' }),
    message: text().notNull(),
    /** What somebody wrote about it. */
    note: text(),
    /** Who did it; null: Kilter. */
    actor: text(),
  },
  (table) => [index('alert_event_alert').on(table.alertId, table.seq)],
);
