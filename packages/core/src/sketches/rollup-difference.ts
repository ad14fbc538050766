import { addAll } from './fold-deltas.ts';
import type { PackedCounters } from './pack-deltas.ts';
import { packCounters, packedWidth, unpackCounters } from './sparse-bytes.ts';

/** Counters that are not what they should be. */
export interface RollupDifference {
  /** "core", "features", or the name of a segment or tag. */
  part: string;
  /** Counters of it that differ. */
  counters: number;
}

/** What has to be added to `stored` to make it `wanted`: nothing of parts that are equal. */
export function missingFrom(stored: PackedCounters, wanted: PackedCounters): PackedCounters {
  return addAll([negated(stored), wanted]);
}

function negated({ core, features, segmentNames, segmentCounters }: PackedCounters): PackedCounters {
  return {
    core: negatedPart(core),
    features: negatedPart(features),
    segmentNames,
    segmentCounters: segmentCounters.map(negatedPart),
  };
}

function negatedPart(bytes: Uint8Array): Uint8Array {
  return packCounters(unpackCounters(bytes, packedWidth(bytes)).map((count) => 0 - count));
}

/** The parts of what `missingFrom` found. */
export function differencesIn(missing: PackedCounters): RollupDifference[] {
  const { core, features, segmentNames, segmentCounters } = missing;
  const parts = [
    { part: 'core', bytes: core },
    { part: 'features', bytes: features },
    ...segmentNames.map((part, i) => ({ part, bytes: segmentCounters[i] })),
  ];
  return parts.flatMap(({ part, bytes }) => {
    const counters = unpackCounters(bytes, packedWidth(bytes)).filter((count) => count !== 0).length;
    return counters > 0 ? [{ part, counters }] : [];
  });
}
