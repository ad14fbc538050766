import { effectiveOutcome, type Outcome } from '@kilter/core/outcomes/effective-outcome';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { countTarget, type LabelDelta } from '@kilter/core/outcomes/relabel';
import type { Manifest } from '@kilter/core/features/manifest';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { spanMinutes } from '@kilter/core/monitoring/window-spans';
import { packRollup, type PackedCounters } from '@kilter/core/sketches/pack-deltas';
import type { CounterLayout } from '@kilter/core/sketches/rollup-counters';
import { packedWidth, unpackCounters } from '@kilter/core/sketches/sparse-bytes';
import { churnLayout } from '@kilter/core/testing/shipped-churn';
import type { Sql, SqlClient } from '@kilter/db/client';
import { listPredictions, type PredictionRow, type PredictionSource } from '@kilter/db/queries/prediction';

/** What is counted, by version, span, time and source: `1/60/2026-01-31T12:00:00.000Z/API` -> `{ "core 0": 17 }`. */
export type Rollups = Map<string, Record<string, number>>;

/** The one counter that has no rows: refused input. */
const REFUSED = 'core 2';

type Labelling = Pick<Manifest, 'classes' | 'outcome'>;

/**
 * What is stored of all spans, and the same computed again from every raw row, at one moment of the database. `refused` has
 * no rows, and is put aside.
 */
export async function readRollups(
  sql: SqlClient,
  manifest: Labelling = { classes: ['no_churn', 'churn'], outcome: null },
  layout: CounterLayout = churnLayout,
): Promise<{ stored: Rollups; recomputed: Rollups }> {
  return sql.begin('ISOLATION LEVEL REPEATABLE READ', async (tx) => ({
    stored: await readStored(tx),
    recomputed: await recompute(tx, manifest, layout),
  }));
}

/** Folded counters, with what is not folded yet added to each span that it belongs to. */
async function readStored(tx: Sql): Promise<Rollups> {
  const columns = tx`model_version_id AS "modelVersionId", at, source, core, features, segment_names AS "segmentNames",
    segment_counters AS "segmentCounters"`;
  type Stored = PackedCounters & { modelVersionId: number; minutes: number; at: Date; source: string };
  const folded = await tx<Stored[]>`SELECT ${columns}, span_minutes AS minutes FROM rollup`;
  const waiting = await tx<Stored[]>`SELECT ${columns}, 1 AS minutes FROM rollup_delta`;
  const sums = new Sums();
  for (const row of folded) sums.add(row.modelVersionId, row.minutes, row.at.getTime(), row.source, row);
  for (const row of waiting) sums.addToSpans(row.modelVersionId, row.at.getTime(), row.source, row);
  return sums.inOrder();
}

class Sums {
  readonly #sums = new Map<string, Map<string, number>>();

  add(version: number, minutes: number, atMs: number, source: string, packed: PackedCounters): void {
    const spanMs = minutes * 60_000;
    const start = new Date(Math.floor(atMs / spanMs) * spanMs).toISOString();
    const key = `${version}/${minutes}/${start}/${source}`;
    const sum = this.#sums.get(key) ?? new Map<string, number>();
    this.#sums.set(key, sum);
    const addPart = (part: string, bytes: Uint8Array) =>
      unpackCounters(bytes, packedWidth(bytes)).forEach((count, slot) => {
        if (count !== 0) sum.set(`${part} ${slot}`, (sum.get(`${part} ${slot}`) ?? 0) + count);
      });
    addPart('core', packed.core);
    addPart('features', packed.features);
    packed.segmentNames.forEach((name, i) => addPart(name, packed.segmentCounters[i]));
  }

  addToSpans(version: number, atMs: number, source: string, packed: PackedCounters): void {
    for (const minutes of spanMinutes) this.add(version, minutes, atMs, source, packed);
  }

  /** Without what came to nothing, and spans in which nothing but refused input was counted. */
  inOrder(): Rollups {
    const spans = [...this.#sums].map(([key, counts]): [string, Record<string, number>] => {
      const kept = [...counts].filter(([slot, count]) => count !== 0 && slot !== REFUSED);
      return [key, Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))];
    });
    return new Map(
      spans.filter(([, counts]) => Object.keys(counts).length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}

async function recompute(tx: Sql, manifest: Labelling, layout: CounterLayout): Promise<Rollups> {
  const classes = manifest.classes.length;
  const window = labelWindowOf(manifest);
  const outcomes = await readOutcomes(tx);
  const minutes = new Map<string, LabelDelta<PredictionSource>>();
  const deltas = new Map<string, LabelDelta<PredictionSource>>();
  for await (const row of allPredictions(tx)) {
    const { modelVersionId, source } = row;
    const atMs = idTimeMs(row.id);
    const minuteMs = Math.floor(atMs / 60_000) * 60_000;
    const key = `${modelVersionId}/${minuteMs}/${source}`;
    let minute = minutes.get(key);
    if (!minute) {
      minutes.set(key, (minute = { modelVersionId, minuteMs, source, counters: layout.empty() }));
    }
    layout.count(minute.counters, row);
    if (row.errorCode !== null) continue;
    const own = [...(outcomes.get(row.id) ?? []), ...(outcomes.get(`subject ${row.subject}`) ?? [])];
    const outcome = effectiveOutcome({ ...row, atMs }, own, window);
    if (outcome === null || outcome.label === null) continue;
    const { id: outcomeId, label, value, receivedAtMs: arrivedAtMs } = outcome;
    const applied = { outcomeId, label: manifest.classes.indexOf(label), value, arrivedAtMs };
    const target = { ...row, atMs, predicted: row.label, segmentNames: layout.segmentNames(row) };
    countTarget(deltas, target, applied, classes, 1);
  }
  const sums = new Sums();
  for (const { modelVersionId, minuteMs, source, counters } of [...minutes.values(), ...deltas.values()]) {
    sums.addToSpans(modelVersionId, minuteMs, source, packRollup(counters));
  }
  return sums.inOrder();
}

async function* allPredictions(tx: Sql): AsyncIterable<PredictionRow> {
  const versions = await tx<{ id: number }[]>`SELECT DISTINCT model_version_id AS id FROM prediction`;
  const modelVersionIds = versions.map(({ id }) => id);
  for (let newerThan: string | null = null; ;) {
    const rows = await listPredictions(tx, {
      modelVersionIds,
      olderThan: null,
      newerThan,
      oldestFirst: true,
      limit: 5_000,
    });
    yield* rows;
    if (rows.length < 5_000) return;
    newerThan = rows[rows.length - 1].id;
  }
}

/** By what they are of: the id of a prediction, or `subject <subject>`. */
async function readOutcomes(tx: Sql): Promise<Map<string, Outcome[]>> {
  const rows = await tx<
    {
      id: string;
      subject: string | null;
      at: Date;
      label: string | null;
      value: number | null;
      received: Date;
    }[]
  >`SELECT id, subject, at, label, value, received_at AS received FROM outcome`;
  const outcomes = rows.map(({ at, received, ...row }) => ({
    ...row,
    atMs: at.getTime(),
    receivedAtMs: received.getTime(),
  }));
  return Map.groupBy(outcomes, ({ id, subject }) => (subject === null ? id : `subject ${subject}`));
}

/** Every stored id, in the order of the feed, which is the order of the commits. */
export async function feedIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM feed, unnest(ids) WITH ORDINALITY AS entry (id, place)
    WHERE kind = 'PREDICTIONS' ORDER BY seq, place`;
  return rows.map(({ id }) => id);
}

export async function storedIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`SELECT id FROM prediction ORDER BY id`;
  return rows.map(({ id }) => id);
}

export async function countRows(sql: Sql): Promise<number> {
  const [{ count }] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM prediction`;
  return count;
}
