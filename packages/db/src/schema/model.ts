import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, timestamp, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Manifest } from '@kilter/core/features/manifest';
import type { StoredLayout } from '@kilter/core/sketches/rollup-counters';

/** A model by name: what clients ask for. */
export const model = pgTable('model', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const stages = ['CANDIDATE', 'SHADOW', 'CHAMPION', 'ARCHIVED'] as const;
export type Stage = (typeof stages)[number];

/** One trained artefact of a model. At most one version of a model is the champion: the one that answers. */
export const modelVersion = pgTable(
  'model_version',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    modelId: integer()
      .notNull()
      .references(() => model.id),
    version: text().notNull(),
    stage: text({ enum: stages }).notNull(),
    /** Of the model file; null while it could never be read. */
    sha256: text(),
    manifest: jsonb().$type<Manifest>().notNull(),
    /** How its rows are counted; fixed when it is first seen, so that counters stay comparable. */
    layout: jsonb().$type<StoredLayout>(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('model_version_name').on(table.modelId, table.version),
    uniqueIndex('model_version_champion')
      .on(table.modelId)
      .where(sql`${table.stage} = 'CHAMPION'`),
    index('model_version_sha256').on(table.sha256),
  ],
);
