import { sql } from 'drizzle-orm';
import type { EntityDatabase } from '../client.ts';
import { setting } from '../schema/setting.ts';

/** All that is stored, by key. */
export async function storedSettings(db: EntityDatabase): Promise<Record<string, unknown>> {
  const rows = await db.select({ key: setting.key, value: setting.value }).from(setting);
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Stores values by key, all or none; null is a value. */
export async function storeSettings(
  db: EntityDatabase,
  values: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  // null as a parameter would be SQL's own.
  const rows = Object.entries(values).map(([key, value]) => ({
    key,
    value: sql`${JSON.stringify(value)}::text::jsonb`,
  }));
  if (rows.length === 0) return;
  await db
    .insert(setting)
    .values(rows)
    .onConflictDoUpdate({
      target: setting.key,
      set: { value: sql`excluded.value`, updatedAt: sql`now()` },
    });
}
