import type { CountedRow } from '@kilter/core/sketches/rollup-counters';
import type { RowConditions, VersionSegment } from '@kilter/db/queries/row-conditions';
import type { KnownVersion, ServedModel } from '../models/registry.ts';
import { partOf, versionsOf, type Needs, type RowFilter, type RowsPart } from './read-counters.ts';

/** A filter for queries over the rows themselves. Throws BAD_USER_INPUT, NOT_FOUND for what is not there. */
export function rowConditions(
  needs: Pick<Needs, 'registry'>,
  model: ServedModel,
  filter: RowFilter,
): RowConditions {
  partOf(model, filter);
  const versions = versionsOf(needs, model, filter.version);
  return {
    modelVersionIds: versions.map(({ id }) => id),
    sources: filter.source == null ? null : [filter.source],
    tag: filter.tag,
    segment: filter.segment && segmentOf(versions, filter.segment),
  };
}

/** Whether a row is of what `partOf` names, as its own version counts it. */
export function isOfPart(
  { registry }: Pick<Needs, 'registry'>,
  part: RowsPart,
  row: Pick<CountedRow, 'features' | 'tags'> & { modelVersionId: number },
): boolean {
  return (
    part === 'CORE' || registry.version(row.modelVersionId).layout.segmentNames(row).includes(part.segment)
  );
}

/** Versions differ in where a feature stands, and in where its segments end. */
function segmentOf(
  versions: readonly KnownVersion[],
  { feature, value }: NonNullable<RowFilter['segment']>,
): VersionSegment[] {
  const groups = new Map<string, VersionSegment & { modelVersionIds: number[] }>();
  for (const { id, manifest, layout } of versions) {
    const coding = layout.segments.find((segment) => segment.feature === feature);
    const code = coding?.labels.indexOf(value) ?? -1;
    if (!coding || code < 0) continue;
    const column = manifest.features.findIndex(({ name }) => name === feature);
    const bounds = coding.boundsOf(code);
    const key = JSON.stringify([column, bounds]);
    const group = groups.get(key) ?? { modelVersionIds: [], column, bounds };
    group.modelVersionIds.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
