import { and, asc, desc, eq, max } from 'drizzle-orm';
import type { EntityDatabase } from '../client.ts';
import { alert } from '../schema/alert.ts';
import { model } from '../schema/model.ts';
import { reference } from '../schema/reference.ts';

export type ReferenceRow = typeof reference.$inferSelect;

export type NewReference = Pick<
  ReferenceRow,
  'modelId' | 'name' | 'kind' | 'startsAt' | 'endsAt' | 'isDefault' | 'alertId' | 'author' | 'reason'
>;

/** By name, then version. */
export function listReferences(db: EntityDatabase, modelId: number): Promise<ReferenceRow[]> {
  return db
    .select()
    .from(reference)
    .where(eq(reference.modelId, modelId))
    .orderBy(asc(reference.name), asc(reference.version));
}

/** One of a name: the version asked for, or the newest; undefined where there is none. */
export async function findReference(
  db: EntityDatabase,
  { modelId, name, version }: { modelId: number; name: string; version: number | null },
): Promise<ReferenceRow | undefined> {
  const named = and(eq(reference.modelId, modelId), eq(reference.name, name));
  const [found] = await db
    .select()
    .from(reference)
    .where(version === null ? named : and(named, eq(reference.version, version)))
    .orderBy(desc(reference.version))
    .limit(1);
  return found;
}

/** What drift is measured against unless asked otherwise; undefined: the training reference. */
export async function defaultReference(
  db: EntityDatabase,
  modelId: number,
): Promise<ReferenceRow | undefined> {
  const [found] = await db
    .select()
    .from(reference)
    .where(and(eq(reference.modelId, modelId), eq(reference.isDefault, true)))
    .limit(1);
  return found;
}

/** Adds the next version of a name. */
export function insertReference(db: EntityDatabase, row: NewReference): Promise<ReferenceRow> {
  const { modelId, name, isDefault } = row;
  return db.transaction(async (tx) => {
    await lockModel(tx, modelId);
    const [{ newest }] = await tx
      .select({ newest: max(reference.version) })
      .from(reference)
      .where(and(eq(reference.modelId, modelId), eq(reference.name, name)));
    if (isDefault) await clearDefault(tx, modelId);
    const [added] = await tx
      .insert(reference)
      .values({ ...row, version: (newest ?? 0) + 1 })
      .returning();
    return added;
  });
}

/** Makes one reference of a model the default; null: the training reference. */
export function changeDefaultReference(
  db: EntityDatabase,
  modelId: number,
  id: string | null,
): Promise<void> {
  return db.transaction(async (tx) => {
    await lockModel(tx, modelId);
    await clearDefault(tx, modelId);
    if (id !== null) await tx.update(reference).set({ isDefault: true }).where(eq(reference.id, id));
  });
}

/** Whoever changes the references of a model waits for who does so already: versions and the default are one a model. */
async function lockModel(tx: Pick<EntityDatabase, 'select'>, modelId: number): Promise<void> {
  await tx.select({ id: model.id }).from(model).where(eq(model.id, modelId)).for('update');
}

async function clearDefault(tx: Pick<EntityDatabase, 'update'>, modelId: number): Promise<void> {
  await tx
    .update(reference)
    .set({ isDefault: false })
    .where(and(eq(reference.modelId, modelId), eq(reference.isDefault, true)));
}

/** Whether an alert is of a model. */
export async function isAlertOf(db: EntityDatabase, alertId: string, modelId: number): Promise<boolean> {
  const found = await db
    .select({ id: alert.id })
    .from(alert)
    .where(and(eq(alert.id, alertId), eq(alert.modelId, modelId)));
  return found.length > 0;
}
