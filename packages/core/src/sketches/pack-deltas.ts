import { MINUTE_MS } from '../time/units.ts';
import type { CountedRow, CounterLayout, RollupCounters } from './rollup-counters.ts';
import { packCounters } from './sparse-bytes.ts';

/** Counters as they are stored. */
export interface PackedCounters {
  core: Uint8Array;
  features: Uint8Array;
  /** Names of the parts, each with its counters at the same place. */
  segmentNames: string[];
  segmentCounters: Uint8Array[];
}

/** What one minute of one version and source gains (or, by a correction, loses). */
export interface RollupDelta extends PackedCounters {
  modelVersionId: number;
  minuteMs: number;
  source: string;
}

export function packRollup({ core, features, segments }: RollupCounters): PackedCounters {
  const packed: PackedCounters = {
    core: packCounters(core),
    features: packCounters(features),
    segmentNames: [],
    segmentCounters: [],
  };
  for (const [name, counters] of segments) {
    const bytes = packCounters(counters);
    if (bytes.length === 0) continue;
    packed.segmentNames.push(name);
    packed.segmentCounters.push(bytes);
  }
  return packed;
}

/** A stored prediction with the time of its id. */
export interface TimedRow extends CountedRow {
  readonly modelVersionId: number;
  readonly source: string;
}

/** Deltas of rows, one a version, minute and source. `timeOf` in Unix milliseconds. */
export function packDeltas<Row extends TimedRow>(
  rows: readonly Row[],
  timeOf: (row: Row, index: number) => number,
  layoutOf: (modelVersionId: number) => CounterLayout,
): RollupDelta[] {
  const groups = new Map<string, { delta: Omit<RollupDelta, keyof PackedCounters>; rows: Row[] }>();
  let last: { delta: Omit<RollupDelta, keyof PackedCounters>; rows: Row[] } | undefined;
  rows.forEach((row, i) => {
    const { modelVersionId, source } = row;
    const minuteMs = Math.floor(timeOf(row, i) / MINUTE_MS) * MINUTE_MS;
    // Nearly all rows of a group are of one minute.
    const { delta } = last ?? {};
    const isOfLast =
      delta?.minuteMs === minuteMs && delta.modelVersionId === modelVersionId && delta.source === source;
    if (!isOfLast) {
      const key = `${modelVersionId}/${minuteMs}/${source}`;
      last = groups.get(key);
      if (!last) groups.set(key, (last = { delta: { modelVersionId, minuteMs, source }, rows: [] }));
    }
    last?.rows.push(row);
  });
  return [...groups.values()].map(({ delta, rows: own }) => {
    const layout = layoutOf(delta.modelVersionId);
    const counters = layout.empty();
    for (const row of own) layout.count(counters, row);
    return { ...delta, ...packRollup(counters) };
  });
}
