import { fail, KilterError } from '@kilter/core/errors/error-code';
import { resolveWindow, type TimeWindow, type WindowRequest } from '@kilter/core/monitoring/window';
import { spansOf } from '@kilter/core/monitoring/window-spans';
import type { MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { segmentName, tagName } from '@kilter/core/sketches/rollup-counters';
import { addPacked } from '@kilter/core/sketches/sparse-bytes';
import type { PredictionSource } from '@kilter/db/queries/prediction';
import {
  readCounters,
  readSegmentCounters,
  type CounterPart,
  type CounterQuery,
} from '@kilter/db/queries/rollup';
import type { Context } from '../context.ts';
import type { KnownVersion, ServedModel } from '../models/registry.ts';

export type Needs = Pick<Context, 'registry' | 'sql' | 'now'>;

/** A request's window, or its failure thrown. */
export function windowOf(request: WindowRequest | null | undefined, nowMs: number): TimeWindow {
  const result = resolveWindow(request, nowMs);
  if (!result.ok) throw new KilterError(result.failure);
  return result.window;
}

/** Which of the rows of a window; what is left out or null chooses all. */
export interface RowFilter {
  /** Name of one version of the model. */
  version?: string | null;
  source?: PredictionSource | null;
  /** Rows whose feature lies in this segment: its label, as `segments` lists it. */
  segment?: { feature: string; value: string } | null;
  tag?: string | null;
}

/** What most figures are asked by: of which model, of when, of which rows. */
export interface RowsRequest {
  /** Left out: the default model. */
  model?: string | null;
  /** Left out: the last 24 hours. */
  window?: WindowRequest | null;
  filter?: RowFilter | null;
}

export type RowsPart = Exclude<CounterPart, 'FEATURES'>;

/** All rows, or those of one segment or tag. Throws BAD_USER_INPUT for what is not counted apart. */
export function partOf({ manifest, champion }: ServedModel, { segment, tag }: RowFilter): RowsPart {
  if (segment && tag != null) fail('BAD_USER_INPUT', 'takes a segment or a tag, not both', 'filter');
  if (tag != null) return { segment: tagName(tag) };
  if (!segment) return 'CORE';
  const coding = champion.layout.segments.find(({ feature }) => feature === segment.feature);
  if (!coding) {
    const known = manifest.segments.join(', ') || 'none';
    return fail(
      'BAD_USER_INPUT',
      `"${segment.feature}" is not a segment: ${known}`,
      'filter.segment.feature',
    );
  }
  if (!coding.labels.includes(segment.value)) {
    const problem = `"${segment.value}" is none of: ${coding.labels.join(', ')}`;
    fail('BAD_USER_INPUT', problem, 'filter.segment.value');
  }
  return { segment: segmentName(segment.feature, segment.value) };
}

/** The versions of a model, or the one that is named. Throws NOT_FOUND. */
export function versionsOf(
  { registry }: Pick<Needs, 'registry'>,
  model: Pick<ServedModel, 'name'>,
  version: string | null | undefined,
): KnownVersion[] {
  const all = registry.versionsOf(model.name);
  if (version == null) return all;
  const named = all.filter((known) => known.version === version);
  return named.length > 0 ? named : fail('NOT_FOUND', `There is no version "${version}".`, 'filter.version');
}

/** Counters of each of some windows, which do not overlap and are in order; `width` of an array that holds them. */
export async function sumByWindow(
  sql: Needs['sql'],
  windows: readonly TimeWindow[],
  { width, ...query }: Omit<CounterQuery, 'spans'> & { width: number },
): Promise<Float64Array[]> {
  const sums = windows.map(() => new Float64Array(width));
  for (const { atMs, counters } of await readCounters(sql, { ...query, spans: spansOf(windows) })) {
    addPacked(sums[windowAt(windows, atMs)], counters);
  }
  return sums;
}

/** Which rows of a model a filter chooses, but for segments and tags. */
export function chosenRows(needs: Needs, model: ServedModel, filter: Pick<RowFilter, 'version' | 'source'>) {
  return {
    modelVersionIds: versionsOf(needs, model, filter.version).map(({ id }) => id),
    sources: filter.source == null ? null : [filter.source],
  };
}

/** The core counters of each of some windows, which do not overlap and are in order. */
export async function sumWindows(
  needs: Needs,
  model: ServedModel,
  windows: readonly TimeWindow[],
  filter: RowFilter = {},
): Promise<MinuteCounters[]> {
  return sumByWindow(needs.sql, windows, {
    ...chosenRows(needs, model, filter),
    part: partOf(model, filter),
    width: model.champion.layout.coreWidth,
  });
}

/** Index of the window that holds a time, which one of them does. */
function windowAt(windows: readonly TimeWindow[], atMs: number): number {
  let [low, high] = [0, windows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (windows[middle].toMs > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The core counters of a window. */
export async function sumCounters(
  needs: Needs,
  model: ServedModel,
  window: TimeWindow,
  filter: RowFilter = {},
): Promise<MinuteCounters> {
  const [sum] = await sumWindows(needs, model, [window], filter);
  return sum;
}

/**
 * The core counters of all segments or tags whose names begin with one of some prefixes, by name, of each of some windows,
 * which do not overlap and are in order. One read, whatever their number.
 */
export async function sumSegments(
  needs: Needs,
  model: ServedModel,
  windows: readonly TimeWindow[],
  prefixes: readonly string[],
  filter: Pick<RowFilter, 'version' | 'source'> = {},
): Promise<Map<string, MinuteCounters>[]> {
  const sums = windows.map(() => new Map<string, MinuteCounters>());
  const rows = await readSegmentCounters(needs.sql, {
    ...chosenRows(needs, model, filter),
    prefixes,
    spans: spansOf(windows),
  });
  for (const { atMs, name, counters } of rows) {
    const sum = sums[windowAt(windows, atMs)];
    let known = sum.get(name);
    if (!known) sum.set(name, (known = new Float64Array(model.champion.layout.coreWidth)));
    addPacked(known, counters);
  }
  return sums;
}
