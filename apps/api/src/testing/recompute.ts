import { effectiveOutcome, type Outcome } from '@kilter/core/outcomes/effective-outcome';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { countTarget, type LabelDelta } from '@kilter/core/outcomes/relabel';
import type { Manifest } from '@kilter/core/features/manifest';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { emptyCounters } from '@kilter/core/sketches/label-counters';
import { countPrediction, toSparse } from '@kilter/core/sketches/minute-counters';
import type { Sql, SqlClient } from '@kilter/db/client';
import type { PredictionSource } from '@kilter/db/queries/prediction';

/** What stands in each slot, by version, minute and source: `1/2026-01-31T12:00:00.000Z/API` -> `{ "0": 17 }`. */
export type Rollups = Map<string, Record<string, number>>;

/** The one counter that has no rows: refused input. */
const REFUSED_SLOT = 2;

interface StoredPrediction {
  id: string;
  modelVersionId: number;
  source: PredictionSource;
  subject: string | null;
  label: number | null;
  probability: number | null;
  confidence: number | null;
  latencyMs: number;
  flags: object | null;
  errorCode: string | null;
}

type Labelling = Pick<Manifest, 'classes' | 'outcome'>;

/**
 * What is stored of the minutes, and the same computed again from every raw row, at one moment of the database.
 * `refused` has no rows, and is put aside.
 */
export async function readRollups(
  sql: SqlClient,
  manifest: Labelling = { classes: ['no_churn', 'churn'], outcome: null },
): Promise<{ stored: Rollups; recomputed: Rollups }> {
  return sql.begin('ISOLATION LEVEL REPEATABLE READ', async (tx) => ({
    stored: await readStored(tx),
    recomputed: await recompute(tx, manifest),
  }));
}

async function readStored(tx: Sql): Promise<Rollups> {
  const minutes = await tx<
    { modelVersionId: number; at: Date; source: string; slots: number[]; counts: string[] }[]
  >`
    SELECT model_version_id AS "modelVersionId", at, source, slots, counts FROM rollup_minute`;
  return inOrder(
    minutes.map(({ modelVersionId, at, source, slots, counts }) => [
      keyOf(modelVersionId, at.getTime(), source),
      toRecord(slots, counts.map(Number)),
    ]),
  );
}

async function recompute(tx: Sql, manifest: Labelling): Promise<Rollups> {
  const classes = manifest.classes.length;
  const window = labelWindowOf(manifest);
  const outcomes = await readOutcomes(tx);
  const sums = new Map<string, LabelDelta<PredictionSource>>();
  const sumAt = (modelVersionId: number, atMs: number, source: PredictionSource) => {
    const minuteMs = Math.floor(atMs / 60_000) * 60_000;
    const key = `${modelVersionId}/${minuteMs}/${source}`;
    let sum = sums.get(key);
    if (!sum) {
      sums.set(key, (sum = { modelVersionId, minuteMs, source, counters: emptyCounters(classes) }));
    }
    return sum;
  };
  const predictions = tx<StoredPrediction[]>`
    SELECT id, model_version_id AS "modelVersionId", source, subject, label, probability, confidence,
      latency_ms AS "latencyMs", flags, error_code AS "errorCode"
    FROM prediction`.cursor(5_000);
  for await (const some of predictions) {
    for (const row of some) {
      const atMs = idTimeMs(row.id);
      countPrediction(sumAt(row.modelVersionId, atMs, row.source).counters, row, classes);
      if (row.errorCode !== null) continue;
      const own = [...(outcomes.get(row.id) ?? []), ...(outcomes.get(`subject ${row.subject}`) ?? [])];
      const outcome = effectiveOutcome({ ...row, atMs }, own, window);
      if (outcome === null || outcome.label === null) continue;
      const { id: outcomeId, label, value, receivedAtMs: arrivedAtMs } = outcome;
      const applied = { outcomeId, label: manifest.classes.indexOf(label), value, arrivedAtMs };
      countTarget(sums, { ...row, atMs, predicted: row.label }, applied, classes, 1);
    }
  }
  return inOrder(
    [...sums.values()].map(({ modelVersionId, minuteMs, source, counters }) => {
      const { slots, counts } = toSparse(counters);
      return [keyOf(modelVersionId, minuteMs, source), toRecord(slots, counts)];
    }),
  );
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

const keyOf = (modelVersionId: number, atMs: number, source: string) =>
  `${modelVersionId}/${new Date(atMs).toISOString()}/${source}`;

function toRecord(slots: readonly number[], counts: readonly number[]): Record<string, number> {
  const places = [...slots.keys()].filter((i) => slots[i] !== REFUSED_SLOT && counts[i] !== 0);
  // Objects keep whole numbers in ascending order.
  return Object.fromEntries(places.map((i) => [slots[i], counts[i]]));
}

/** Without minutes in which nothing but refused input was counted. */
const inOrder = (entries: [string, Record<string, number>][]): Rollups =>
  new Map(
    entries.filter(([, counters]) => Object.keys(counters).length > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

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
