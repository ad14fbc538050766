import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AlertCategory, AlertMetric, AlertSeverity, Comparison } from '@kilter/core/alerts/alert';
import { model } from './model.ts';

/** What is watched of a model, and when it counts as broken; packages/core/src/alerts/alert.ts explains the columns. */
export const alertRule = pgTable(
  'alert_rule',
  {
    id: uuid().primaryKey().defaultRandom(),
    modelId: integer()
      .notNull()
      .references(() => model.id),
    type: text().notNull(),
    name: text().notNull(),
    category: text().$type<AlertCategory>().notNull(),
    metric: text().$type<AlertMetric>().notNull(),
    windowMinutes: integer().notNull(),
    comparison: text().$type<Comparison>().notNull(),
    threshold: doublePrecision().notNull(),
    lowerThreshold: doublePrecision(),
    recoveryThreshold: doublePrecision().notNull(),
    lowerRecoveryThreshold: doublePrecision(),
    errorThreshold: doublePrecision(),
    minimumSamples: integer().notNull(),
    dwellMinutes: integer().notNull(),
    recoveryMinutes: integer().notNull(),
    severity: text().$type<AlertSeverity>().notNull(),
    enabled: boolean().notNull().default(true),
    /** Follows the manifest, but for `enabled`. */
    builtIn: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('alert_rule_built_in')
      .on(table.modelId, table.type)
      .where(sql`${table.builtIn}`),
  ],
);
