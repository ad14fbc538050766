import type { ValueCounts } from '@kilter/core/drift/value-counts';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import type { FeatureCounts } from '@kilter/core/quality/feature-counts';
import type { MinuteCounters } from '@kilter/core/sketches/minute-counters';
import type { CounterLayout } from '@kilter/core/sketches/rollup-counters';
import type { PredictionSource } from '@kilter/db/queries/prediction';
import type { CounterPart } from '@kilter/db/queries/rollup';
import type { SampledRow } from '@kilter/db/queries/sample';
import type { KnownVersion, ServedModel } from '../models/registry.ts';
import { partOf, sumByWindow, versionsOf, type Needs, type RowFilter } from '../monitoring/read-counters.ts';
import { sampleRows } from '../monitoring/sample-rows.ts';
import { createMemory } from './remember-by-key.ts';

/** What was counted of a window: of its features by the manifest's order, and of its answers. */
export interface WindowCounts {
  /** Rows whose features were counted. */
  rows: number;
  values: ValueCounts[];
  quality: FeatureCounts[];
  core: MinuteCounters;
}

/** Which rows are counted, and how. */
export interface CountScope {
  model: ServedModel;
  filter: RowFilter;
  layout: CounterLayout;
  versions: readonly KnownVersion[];
  /** Names of versions that are counted over other cells, and so are no part of it. */
  leftOut: readonly string[];
  /** Null: all. */
  sources: readonly PredictionSource[] | null;
}

/** Rows of these are real: simulated ones and those of a shadow never become what is normal, unless asked for by name. */
const REAL_SOURCES: readonly PredictionSource[] = ['API', 'IMPORT'];

/** What is looked at: all sources, unless one is named. Throws BAD_USER_INPUT, NOT_FOUND for a filter of what is not there. */
export function currentScope(needs: Needs, model: ServedModel, filter: RowFilter): CountScope {
  partOf(model, filter);
  const named = versionsOf(needs, model, filter.version);
  const { layout } = filter.version == null ? model.champion : named[0];
  const isAlike = (version: KnownVersion) => version.layout.key === layout.key;
  const versions = named.filter(isAlike);
  const leftOut = named.filter((version) => !isAlike(version)).map(({ version }) => version);
  const sources = filter.source == null ? null : [filter.source];
  return { model, filter, layout, versions, leftOut, sources };
}

/** What it is compared with: the same, but real rows only. */
export function pastScope(scope: CountScope): CountScope {
  return { ...scope, sources: scope.sources ?? REAL_SOURCES };
}

/** Segments and tags have no counters of features: they are counted over a sample of the rows. */
export const isSampled = ({ filter }: Pick<CountScope, 'filter'>) =>
  filter.segment != null || filter.tag != null;

/** The counts of each of some windows, which do not overlap and are in order. */
export async function countWindows(
  needs: Needs,
  scope: CountScope,
  windows: readonly TimeWindow[],
): Promise<WindowCounts[]> {
  if (isSampled(scope)) return Promise.all(windows.map((window) => countSample(needs, scope, window)));
  const { layout, versions, sources } = scope;
  const modelVersionIds = versions.map(({ id }) => id);
  const read = (part: CounterPart, width: number) =>
    sumByWindow(needs.sql, windows, { modelVersionIds, sources, part, width });
  const [features, core] = await Promise.all([
    read('FEATURES', layout.featureWidth),
    read('CORE', layout.coreWidth),
  ]);
  return windows.map((_, i) => countsOf(layout, features[i], core[i]));
}

function countsOf(layout: CounterLayout, features: Float64Array, core: MinuteCounters): WindowCounts {
  const quality = layout.quality(features);
  const rows = quality.reduce((most, counts) => Math.max(most, counts.rows), 0);
  return { rows, values: layout.values(features), quality, core };
}

const memory = createMemory<WindowCounts>();

/** Kept for a minute. */
function countSample(needs: Needs, scope: CountScope, window: TimeWindow): Promise<WindowCounts> {
  const { layout, versions, filter, sources } = scope;
  const key = JSON.stringify([versions.map(({ id }) => id), filter, sources, window]);
  return memory.get(needs.sql, key, needs.now(), async () => {
    const counters = layout.empty();
    for (const row of await readScopeSample(needs, scope, window)) {
      layout.count(counters, { ...row, latencyMs: 0, errorCode: null });
    }
    return countsOf(layout, counters.features, counters.core);
  });
}

/** Answered rows of a window as the scope chooses them, by time; a sample where there are many. */
export async function readScopeSample(
  needs: Needs,
  { model, filter, sources, versions }: CountScope,
  window: TimeWindow,
  limit?: number,
): Promise<SampledRow[]> {
  const ids = new Set(versions.map(({ id }) => id));
  const bySource = await Promise.all(
    (sources ?? [null]).map((source) => sampleRows(needs, model, window, { ...filter, source }, limit)),
  );
  const rows = bySource.flat().filter(({ modelVersionId }) => ids.has(modelVersionId));
  // An id begins with the time.
  return bySource.length > 1 ? rows.sort((a, b) => (a.id < b.id ? -1 : 1)) : rows;
}
