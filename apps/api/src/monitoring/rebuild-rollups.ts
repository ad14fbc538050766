import { fail } from '@kilter/core/errors/error-code';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { spanMinutes } from '@kilter/core/monitoring/window-spans';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { addAll, type Rollup } from '@kilter/core/sketches/fold-deltas';
import { clearLabels } from '@kilter/core/sketches/label-counters';
import { clearRefused } from '@kilter/core/sketches/minute-counters';
import { packRollup, type PackedCounters, type RollupDelta } from '@kilter/core/sketches/pack-deltas';
import {
  countLabelled,
  type CounterLayout,
  type RollupCounters,
} from '@kilter/core/sketches/rollup-counters';
import { differencesIn, missingFrom, type RollupDifference } from '@kilter/core/sketches/rollup-difference';
import { packCounters, unpackCounters } from '@kilter/core/sketches/sparse-bytes';
import { DAY_MS, MINUTE_MS } from '@kilter/core/time/units';
import type { Sql, SqlClient } from '@kilter/db/client';
import {
  atOneMoment,
  firstUncounted,
  keptDays,
  readArrivals,
  readRawRows,
  readStoredRollups,
  readWaitingDeltas,
  rebuildAlone,
  rewriteSpans,
  type RawRow,
} from '@kilter/db/queries/rebuild';
import { addDeltas } from '@kilter/db/queries/rollup';

/** Counters of one version, span and source that differ from what the raw rows say. */
export interface FoundDifference {
  modelVersionId: number;
  minutes: number;
  atMs: number;
  source: string;
  parts: RollupDifference[];
}

export interface RebuildReport {
  /** Raw predictions that were counted again. */
  rows: number;
  differences: FoundDifference[];
}

export interface RebuildOptions {
  /** Whole UTC days. */
  window: TimeWindow;
  /** Put right what differs; else it is only reported. */
  fix: boolean;
  /** Called after each day. */
  onDay?(dayMs: number, rows: number): void;
}

/**
 * Counts the raw rows of some UTC days again and compares every counter: there should be no difference. Each day is read as of
 * one moment, so it may run beside everything else. Refused input has no rows, and stays as it is counted. Throws CONFLICT for
 * days whose raw rows were dropped. Once days were dropped, labels by their arrival are not compared: theirs are gone.
 */
export async function rebuildRollups(needs: RebuildNeeds, options: RebuildOptions): Promise<RebuildReport> {
  return rebuildAlone(needs.sql, () => rebuildDays(needs, options));
}

/**
 * Counts what an older version has stored and counted in another way: predictions without any counter. Only before anything
 * new is written. Answers how many rows it counted.
 */
export async function countExisting(needs: RebuildNeeds, nowMs: number): Promise<number> {
  return rebuildAlone(needs.sql, async () => {
    const firstMs = await firstUncounted(needs.sql);
    if (firstMs === null) return 0;
    const floor = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;
    const window = { fromMs: floor(firstMs), toMs: floor(nowMs) + DAY_MS };
    return (await rebuildDays(needs, { window, fix: true })).rows;
  });
}

export interface RebuildNeeds {
  sql: SqlClient;
  /** How the rows of a version are counted. */
  layoutOf(modelVersionId: number): CounterLayout;
}

async function rebuildDays(
  needs: RebuildNeeds,
  { window, fix, onDay }: RebuildOptions,
): Promise<RebuildReport> {
  const kept = new Set(await keptDays(needs.sql));
  const report: RebuildReport = { rows: 0, differences: [] };
  const dropped = await droppedDays(needs.sql, kept);
  for (let dayMs = window.fromMs; dayMs < window.toMs; dayMs += DAY_MS) {
    if (dropped.has(dayMs)) {
      const day = new Date(dayMs).toISOString().slice(0, 10);
      fail('CONFLICT', `The predictions of ${day} were dropped: its counters cannot be made again.`, 'from');
    }
  }
  for (let dayMs = window.fromMs; dayMs < window.toMs; dayMs += DAY_MS) {
    const day = { fromMs: dayMs, toMs: dayMs + DAY_MS };
    const found = await compareDay(needs, day, dropped.size > 0);
    if (fix) {
      await addDeltas(needs.sql, found.corrections);
      if (found.spansDiffer) await rewriteSpans(needs.sql, day, correctedSpans);
    }
    report.rows += found.rows;
    report.differences.push(...found.differences);
    onDay?.(dayMs, report.rows);
  }
  return report;
}

/** Days with counters of predictions, but without a partition of them. */
async function droppedDays(sql: SqlClient, kept: ReadonlySet<number>): Promise<Set<number>> {
  const counted = await sql<{ at: Date }[]>`SELECT DISTINCT at FROM rollup WHERE span_minutes = 1440`;
  const days = counted.map(({ at }) => at.getTime());
  const first = Math.min(...kept);
  return new Set(days.filter((day) => day < first));
}

interface DayComparison {
  rows: number;
  differences: FoundDifference[];
  corrections: RollupDelta[];
  spansDiffer: boolean;
}

async function compareDay(
  { sql, layoutOf }: RebuildNeeds,
  day: TimeWindow,
  withoutArrivals: boolean,
): Promise<DayComparison> {
  return atOneMoment(sql, async (tx) => {
    const recomputed = await recount(tx, day, layoutOf);
    const stored = await readStoredRollups(tx, day);
    const waiting = await readWaitingDeltas(tx, day);
    const minutes = Map.groupBy(
      [...stored.filter((rollup) => rollup.minutes === 1), ...waiting.map(toMinute)],
      keyOf,
    );
    const corrections: RollupDelta[] = [];
    const differences: FoundDifference[] = [];
    for (const key of new Set([...minutes.keys(), ...recomputed.minutes.keys()])) {
      const have = minutes.get(key) ?? [];
      const wanted = recomputed.minutes.get(key);
      const { modelVersionId, source, atMs } = wanted ?? have[0];
      const comparable = (packed: PackedCounters) =>
        withoutWhatHasNoRow(packed, layoutOf(modelVersionId), withoutArrivals);
      const missing = missingFrom(
        comparable(addAll(have.length > 0 ? have : [NOTHING])),
        comparable(wanted ? packRollup(wanted.counters) : NOTHING),
      );
      const parts = differencesIn(missing);
      if (parts.length === 0) continue;
      corrections.push({ modelVersionId, minuteMs: atMs, source, ...missing });
      differences.push({ modelVersionId, minutes: 1, atMs, source, parts });
    }
    const wrongSpans = spansThatDiffer(stored);
    differences.push(...wrongSpans);
    return { rows: recomputed.rows, differences, corrections, spansDiffer: wrongSpans.length > 0 };
  });
}

const NOTHING: PackedCounters = {
  core: new Uint8Array(),
  features: new Uint8Array(),
  segmentNames: [],
  segmentCounters: [],
};

const toMinute = ({ minuteMs, ...delta }: RollupDelta): Rollup => ({ ...delta, atMs: minuteMs, minutes: 1 });

const keyOf = ({ modelVersionId, atMs, source }: Pick<Rollup, 'modelVersionId' | 'atMs' | 'source'>) =>
  `${modelVersionId}/${atMs}/${source}`;

function withoutWhatHasNoRow(
  packed: PackedCounters,
  { coreWidth, classes }: CounterLayout,
  withoutArrivals: boolean,
): PackedCounters {
  const cleared = (bytes: Uint8Array) => {
    const counters = unpackCounters(bytes, coreWidth);
    clearRefused(counters);
    if (withoutArrivals) clearLabels(counters, classes, 'ARRIVAL');
    return packCounters(counters);
  };
  return { ...packed, core: cleared(packed.core), segmentCounters: packed.segmentCounters.map(cleared) };
}

interface Minute {
  modelVersionId: number;
  atMs: number;
  source: string;
  counters: RollupCounters;
}

/** The minutes of a day, counted from its raw rows and from the labels that arrived in it. */
async function recount(tx: Sql, day: TimeWindow, layoutOf: (id: number) => CounterLayout) {
  const minutes = new Map<string, Minute>();
  let rows = 0;
  const minuteAt = ({ modelVersionId, source }: RawRow, timeMs: number): RollupCounters => {
    const atMs = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
    const key = keyOf({ modelVersionId, atMs, source });
    let minute = minutes.get(key);
    if (!minute) {
      const counters = layoutOf(modelVersionId).empty();
      minutes.set(key, (minute = { modelVersionId, atMs, source, counters }));
    }
    return minute.counters;
  };
  const addLabel = (row: RawRow, axis: 'PREDICTION' | 'ARRIVAL', timeMs: number) => {
    const { actual, label: predicted, probability } = row;
    if (actual === null || predicted === null) return;
    const layout = layoutOf(row.modelVersionId);
    const answer = { actual, predicted, probability, segmentNames: layout.segmentNames(row) };
    countLabelled(minuteAt(row, timeMs), layout.classes, axis, answer);
  };
  for await (const some of readRawRows(tx, day)) {
    for (const row of some) {
      const atMs = idTimeMs(row.id);
      layoutOf(row.modelVersionId).count(minuteAt(row, atMs), row);
      addLabel(row, 'PREDICTION', atMs);
    }
    rows += some.length;
  }
  for await (const some of readArrivals(tx, day)) {
    for (const row of some) addLabel(row, 'ARRIVAL', row.arrivedAtMs ?? 0);
  }
  return { rows, minutes };
}

const nameOf = (rollup: Rollup) => `${rollup.minutes}/${keyOf(rollup)}`;

/** What longer spans should hold, those without any minute included. */
function correctedSpans(stored: readonly Rollup[]): Rollup[] {
  const sums = sumsOfMinutes(stored);
  const known = new Set(sums.map(nameOf));
  const empty = stored.filter((rollup) => rollup.minutes > 1 && !known.has(nameOf(rollup)));
  return [...sums, ...empty.map((rollup) => ({ ...rollup, ...NOTHING }))];
}

/** Quarters, hours and days as the stored minutes make them. */
function sumsOfMinutes(stored: readonly Rollup[]): Rollup[] {
  const minutes = stored.filter((rollup) => rollup.minutes === 1);
  return spanMinutes.slice(1).flatMap((length) => {
    const spanMs = length * MINUTE_MS;
    const startOf = ({ atMs }: Rollup) => Math.floor(atMs / spanMs) * spanMs;
    const groups = Map.groupBy(minutes, (minute) => keyOf({ ...minute, atMs: startOf(minute) }));
    return [...groups.values()].map((own): Rollup => ({
      modelVersionId: own[0].modelVersionId,
      source: own[0].source,
      atMs: startOf(own[0]),
      minutes: length,
      ...addAll(own),
    }));
  });
}

function spansThatDiffer(stored: readonly Rollup[]): FoundDifference[] {
  const wanted = new Map(sumsOfMinutes(stored).map((rollup) => [nameOf(rollup), rollup]));
  const longer = new Map(
    stored.filter((rollup) => rollup.minutes > 1).map((rollup) => [nameOf(rollup), rollup]),
  );
  return [...new Set([...wanted.keys(), ...longer.keys()])].flatMap((name) => {
    const [should, is] = [wanted.get(name), longer.get(name)];
    const parts = differencesIn(missingFrom(is ?? NOTHING, should ?? NOTHING));
    const key = should ?? is;
    if (parts.length === 0 || !key) return [];
    const { modelVersionId, minutes, atMs, source } = key;
    return [{ modelVersionId, minutes, atMs, source, parts }];
  });
}
