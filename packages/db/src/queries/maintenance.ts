import { and, desc, eq, gt, lt } from 'drizzle-orm';
import type { EntityDatabase } from '../client.ts';
import { maintenance } from '../schema/maintenance.ts';

export type MaintenanceRow = typeof maintenance.$inferSelect;

/** Newest first, at most. */
const MOST_ROWS = 1_000;

export async function addMaintenance(
  db: EntityDatabase,
  row: Pick<MaintenanceRow, 'startsAt' | 'endsAt' | 'reason'>,
): Promise<MaintenanceRow> {
  const [added] = await db.insert(maintenance).values(row).returning();
  return added;
}

export async function getMaintenance(db: EntityDatabase, id: string): Promise<MaintenanceRow | null> {
  const [found] = await db.select().from(maintenance).where(eq(maintenance.id, id));
  return found ?? null;
}

/** Ends a maintenance that has not ended by then. Null: there is none such. */
export async function endMaintenance(
  db: EntityDatabase,
  id: string,
  endsAt: Date,
): Promise<MaintenanceRow | null> {
  const [ended] = await db
    .update(maintenance)
    .set({ endsAt })
    .where(and(eq(maintenance.id, id), gt(maintenance.endsAt, endsAt)))
    .returning();
  return ended ?? null;
}

/** Those that overlap [fromMs, toMs), the latest first. */
export async function listMaintenances(
  db: EntityDatabase,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<MaintenanceRow[]> {
  return db
    .select()
    .from(maintenance)
    .where(and(lt(maintenance.startsAt, new Date(toMs)), gt(maintenance.endsAt, new Date(fromMs))))
    .orderBy(desc(maintenance.startsAt), desc(maintenance.id))
    .limit(MOST_ROWS);
}
