import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AlertCategory, AlertSeverity, AlertStatus } from '@kilter/core/alerts/alert';
import { alertRule } from './alert-rule.ts';
import { model } from './model.ts';

/** A rule that is or was broken. At most one alert of a rule and subject is open: what is not RESOLVED. */
export const alert = pgTable(
  'alert',
  {
    /** UUIDv7: newest last. */
    id: uuid().primaryKey(),
    ruleId: uuid()
      .notNull()
      .references(() => alertRule.id),
    modelId: integer()
      .notNull()
      .references(() => model.id),
    /** Which part of what the rule watches; empty: the whole model. */
    subject: text().notNull().default(''),
    /** Type, category and threshold as the rule had them. */
    type: text().notNull(),
    category: text().$type<AlertCategory>().notNull(),
    /** The worst since it opened. */
    severity: text().$type<AlertSeverity>().notNull(),
    status: text().$type<AlertStatus>().notNull(),
    message: text().notNull(),
    value: doublePrecision(),
    threshold: doublePrecision(),
    samples: bigint({ mode: 'number' }),
    windowFrom: timestamp({ withTimezone: true }),
    windowTo: timestamp({ withTimezone: true }),
    openedAt: timestamp({ withTimezone: true }).notNull(),
    /** When it was raised; null for one that never was. */
    firedAt: timestamp({ withTimezone: true }),
    acknowledgedAt: timestamp({ withTimezone: true }),
    resolvedAt: timestamp({ withTimezone: true }),
    /** Since when it has its status. */
    stateSince: timestamp({ withTimezone: true }).notNull(),
    /** When it was changed or, while it is open, looked at last. */
    updatedAt: timestamp({ withTimezone: true }).notNull(),
    /** One more with each change: whoever changes it must have seen the newest. */
    version: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex('alert_open')
      .on(table.ruleId, table.subject)
      .where(sql`${table.status} <> 'RESOLVED'`),
    index('alert_model').on(table.modelId, table.id),
    index('alert_model_open')
      .on(table.modelId)
      .where(sql`${table.status} <> 'RESOLVED'`),
  ],
);
