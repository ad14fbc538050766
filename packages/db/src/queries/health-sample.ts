import { desc, gt, lt } from 'drizzle-orm';
import type { EntityDatabase } from '../client.ts';
import { healthSample } from '../schema/health-sample.ts';

export type HealthSample = typeof healthSample.$inferSelect;

export async function addHealthSample(db: EntityDatabase, sample: HealthSample): Promise<void> {
  await db.insert(healthSample).values(sample).onConflictDoNothing();
}

/** The newest sample of each process that was heard of since a time. */
export async function livingInstances(db: EntityDatabase, since: Date): Promise<HealthSample[]> {
  return db
    .selectDistinctOn([healthSample.instance])
    .from(healthSample)
    .where(gt(healthSample.at, since))
    .orderBy(healthSample.instance, desc(healthSample.at));
}

export async function pruneHealthSamples(db: EntityDatabase, before: Date): Promise<void> {
  await db.delete(healthSample).where(lt(healthSample.at, before));
}
