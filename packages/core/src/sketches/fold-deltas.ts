import { spanMinutes, type SpanMinutes } from '../monitoring/window-spans.ts';
import { MINUTE_MS } from '../time/units.ts';
import type { PackedCounters, RollupDelta } from './pack-deltas.ts';
import { addPacked, packCounters, packedWidth } from './sparse-bytes.ts';

/** Counters of one version, span and source. */
export interface Rollup extends PackedCounters {
  modelVersionId: number;
  minutes: SpanMinutes;
  atMs: number;
  source: string;
}

export type RollupKey = Omit<Rollup, keyof PackedCounters>;

/** What deltas add up to, by version, span and source. */
export interface FoldPlan {
  keys: RollupKey[];
  /** The deltas of each key. */
  deltas: RollupDelta[][];
}

/** Each delta belongs to the minute, the quarter, the hour and the day that it lies in; those of one minute are one. */
export function planFold(deltas: readonly RollupDelta[]): FoldPlan {
  const groups = new Map<string, { key: RollupKey; deltas: RollupDelta[] }>();
  for (const delta of sumsOfMinutes(deltas)) {
    const { modelVersionId, minuteMs, source } = delta;
    for (const minutes of spanMinutes) {
      const lengthMs = minutes * MINUTE_MS;
      const atMs = Math.floor(minuteMs / lengthMs) * lengthMs;
      const name = `${modelVersionId}/${minutes}/${atMs}/${source}`;
      let group = groups.get(name);
      if (!group) groups.set(name, (group = { key: { modelVersionId, minutes, atMs, source }, deltas: [] }));
      group.deltas.push(delta);
    }
  }
  const all = [...groups.values()];
  return { keys: all.map(({ key }) => key), deltas: all.map((group) => group.deltas) };
}

/** Nearly all commits of a second add to one minute: adding them up once spares doing it for each span. */
function sumsOfMinutes(deltas: readonly RollupDelta[]): RollupDelta[] {
  const minutes = Map.groupBy(
    deltas,
    ({ modelVersionId, minuteMs, source }) => `${modelVersionId}/${minuteMs}/${source}`,
  );
  return [...minutes.values()].map((own) => {
    const [{ modelVersionId, minuteMs, source }] = own;
    return { modelVersionId, minuteMs, source, ...addAll(own) };
  });
}

/** The sums of a plan, on top of what its keys hold so far. */
export function fold(plan: FoldPlan, stored: readonly Rollup[]): Rollup[] {
  const nameOf = ({ modelVersionId, minutes, atMs, source }: RollupKey) =>
    `${modelVersionId}/${minutes}/${atMs}/${source}`;
  const known = new Map(stored.map((rollup) => [nameOf(rollup), rollup]));
  return plan.keys.map((key, i) => {
    const before = known.get(nameOf(key));
    const parts: PackedCounters[] = before ? [before, ...plan.deltas[i]] : plan.deltas[i];
    return { ...key, ...addAll(parts) };
  });
}

/** Adds packed counters up. A part that comes to nothing is left out. */
export function addAll(parts: readonly PackedCounters[]): PackedCounters {
  if (parts.length === 1) {
    const [{ core, features, segmentNames, segmentCounters }] = parts;
    return { core, features, segmentNames, segmentCounters };
  }
  const segments = new Map<string, Uint8Array[]>();
  for (const { segmentNames, segmentCounters } of parts) {
    segmentNames.forEach((name, i) => {
      const known = segments.get(name);
      if (known) known.push(segmentCounters[i]);
      else segments.set(name, [segmentCounters[i]]);
    });
  }
  const named = [...segments].map(([name, all]) => ({ name, bytes: sumOf(all) }));
  const kept = named.filter(({ bytes }) => bytes.length > 0);
  return {
    core: sumOf(parts.map(({ core }) => core)),
    features: sumOf(parts.map(({ features }) => features)),
    segmentNames: kept.map(({ name }) => name),
    segmentCounters: kept.map(({ bytes }) => bytes),
  };
}

function sumOf(all: readonly Uint8Array[]): Uint8Array {
  const present = all.filter((bytes) => bytes.length > 0);
  if (present.length <= 1) return present[0] ?? new Uint8Array();
  const sum = new Float64Array(Math.max(...present.map(packedWidth)));
  for (const bytes of present) addPacked(sum, bytes);
  return packCounters(sum);
}
