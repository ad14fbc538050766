import { and, asc, eq, ne } from 'drizzle-orm';
import type { Manifest } from '@kilter/core/features/manifest';
import type { StoredLayout } from '@kilter/core/sketches/rollup-counters';
import type { EntityDatabase } from '../client.ts';
import { model, modelVersion, type Stage } from '../schema/model.ts';

export interface ModelVersionRow {
  id: number;
  modelId: number;
  modelName: string;
  version: string;
  stage: Stage;
  sha256: string | null;
  manifest: Manifest;
  /** Null: it was never served since rows are counted by layout. */
  layout: StoredLayout | null;
}

const columns = {
  id: modelVersion.id,
  modelId: modelVersion.modelId,
  modelName: model.name,
  version: modelVersion.version,
  stage: modelVersion.stage,
  sha256: modelVersion.sha256,
  manifest: modelVersion.manifest,
  layout: modelVersion.layout,
};

/** Every version of every model, oldest first. */
export async function listModelVersions(db: EntityDatabase): Promise<ModelVersionRow[]> {
  return db
    .select(columns)
    .from(modelVersion)
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .orderBy(asc(modelVersion.id));
}

/**
 * Makes what lies in a model's folder known, and answers its row.
 * A new artefact becomes the champion, for whoever puts a file there wants it served; a known one keeps its stage.
 * `sha256` null: the file could not be read; then the version is known by its name alone.
 * The same version name with another artefact is told apart by the start of its hash ("1.0.0+3fa9c2d1").
 */
export async function registerModelVersion(
  db: EntityDatabase,
  found: { manifest: Manifest; sha256: string | null; layout: StoredLayout },
): Promise<ModelVersionRow> {
  const { manifest, sha256, layout } = found;
  return db.transaction(async (tx) => {
    await tx.insert(model).values({ name: manifest.name }).onConflictDoNothing();
    const [{ modelId }] = await tx
      .select({ modelId: model.id })
      .from(model)
      .where(eq(model.name, manifest.name))
      .for('update');
    const known = await tx.select().from(modelVersion).where(eq(modelVersion.modelId, modelId));
    const sameName = known.find((row) => row.version === manifest.version);
    const same = sha256 === null ? sameName : known.find((row) => row.sha256 === sha256);
    const unread = sameName?.sha256 === null ? sameName : undefined;
    const existing = same ?? unread;
    if (existing) {
      const [row] = await tx
        .update(modelVersion)
        .set({ manifest, sha256: sha256 ?? existing.sha256, layout: layoutFor(existing, manifest, layout) })
        .where(eq(modelVersion.id, existing.id))
        .returning();
      return { ...row, modelName: manifest.name };
    }
    await tx
      .update(modelVersion)
      .set({ stage: 'ARCHIVED' })
      .where(and(eq(modelVersion.modelId, modelId), ne(modelVersion.stage, 'ARCHIVED')));
    const version = sameName && sha256 ? `${manifest.version}+${sha256.slice(0, 8)}` : manifest.version;
    const [row] = await tx
      .insert(modelVersion)
      .values({ modelId, version, stage: 'CHAMPION', sha256, manifest, layout })
      .returning();
    return { ...row, modelName: manifest.name };
  });
}

/**
 * A version keeps the layout that its rows are counted by, unless its features are no longer the same: then they were never
 * of this artefact.
 */
function layoutFor(
  existing: Pick<ModelVersionRow, 'layout'>,
  manifest: Manifest,
  found: StoredLayout,
): StoredLayout {
  const { layout } = existing;
  const fits = layout !== null && manifest.features.every(({ name }) => name in layout.cells);
  return fits ? layout : found;
}
