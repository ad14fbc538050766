import { and, desc, eq, gte, isNull, lt, or } from 'drizzle-orm';
import type { EntityDatabase } from '../client.ts';
import { annotation } from '../schema/annotation.ts';

export type AnnotationRow = typeof annotation.$inferSelect;

/** Of one window, at most. */
const MOST_ROWS = 1_000;

export async function addAnnotation(
  db: EntityDatabase,
  row: Pick<AnnotationRow, 'modelId' | 'at' | 'text'>,
): Promise<AnnotationRow> {
  const [added] = await db.insert(annotation).values(row).returning();
  return added;
}

/** Those of a model and of all models in [fromMs, toMs), oldest first; of very many the newest. */
export async function listAnnotations(
  db: EntityDatabase,
  { modelId, fromMs, toMs }: { modelId: number; fromMs: number; toMs: number },
): Promise<AnnotationRow[]> {
  const newestFirst = await db
    .select()
    .from(annotation)
    .where(
      and(
        or(isNull(annotation.modelId), eq(annotation.modelId, modelId)),
        gte(annotation.at, new Date(fromMs)),
        lt(annotation.at, new Date(toMs)),
      ),
    )
    .orderBy(desc(annotation.at), desc(annotation.createdAt), desc(annotation.id))
    .limit(MOST_ROWS);
  return newestFirst.reverse();
}
