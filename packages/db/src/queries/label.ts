import { idFloor, idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { PredictionLabel, Relabelling, RelabelTarget } from '@kilter/core/outcomes/relabel';
import { packRollup } from '@kilter/core/sketches/pack-deltas';
import { plainColumn } from '../array-literal.ts';
import { anyText, anyUuid } from '../unplanned-array.ts';
import type { Sql, SqlClient } from '../client.ts';
import { parseNumbers, type PredictionRow, type PredictionSource } from './prediction.ts';
import { appendDeltas, deltaParameters } from './rollup.ts';

/** An answered prediction with its label, and with what says which segments it is of. */
export type Target = Omit<RelabelTarget<PredictionSource>, 'segmentNames'> &
  Pick<PredictionRow, 'features' | 'tags'>;

/**
 * Runs `work` while nobody else, in any process, changes labels: counters are corrected by differences, and two who
 * correct the same prediction would each take out what they both have seen. A holder that goes silent is cut off.
 */
export async function withLabels<T>(sql: SqlClient, work: (tx: Sql) => Promise<T>): Promise<T> {
  const result = await sql.begin(async (tx) => {
    await settle(tx);
    await tx`SELECT pg_advisory_xact_lock(${LABELS_LOCK})`;
    return { value: await work(tx) };
  });
  return result.value;
}

/** The same for work that can wait: does nothing when somebody else is at it. */
export async function tryWithLabels(sql: SqlClient, work: (tx: Sql) => Promise<void>): Promise<void> {
  await sql.begin(async (tx) => {
    const [{ got }] = await tx<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LABELS_LOCK}) AS got`;
    if (!got) return;
    await settle(tx);
    await work(tx);
  });
}

/**
 * Limits for this transaction. Plans are kept: choosing one over some dozen partitions takes ten times as long as
 * following it, and partitions are pruned when it is followed.
 */
async function settle(tx: Sql): Promise<void> {
  await tx`
    SELECT set_config('idle_in_transaction_session_timeout', '10s', true), set_config('lock_timeout', '30s', true),
      set_config('plan_cache_mode', 'force_generic_plan', true)`;
}

/** Any number that nothing else locks. */
const LABELS_LOCK = 5_021_977;

interface SelectedTarget {
  id: string;
  subject: string | null;
  modelVersionId: number;
  source: PredictionSource;
  predicted: number | null;
  probability: number | null;
  features: string;
  tags: string[] | null;
}

interface SelectedLabel {
  predictionId: string;
  outcomeId: string;
  label: number | null;
  value: number | null;
  arrivedAtMs: string;
}

function columns(sql: Sql) {
  return sql`id, subject, model_version_id AS "modelVersionId", source, label AS predicted, probability,
    features::text AS features, tags`;
}

/** Answered predictions of subjects in [fromMs, toMs), with their labels. */
export async function targetsOfSubjects(
  sql: Sql,
  query: { modelVersionIds: readonly number[]; subjects: readonly string[]; fromMs: number; toMs: number },
): Promise<Target[]> {
  if (query.subjects.length === 0) return [];
  const rows = await sql<SelectedTarget[]>`
    SELECT ${columns(sql)} FROM prediction
    WHERE subject = ANY (${anyText(sql, query.subjects)})
      AND model_version_id = ANY (${[...query.modelVersionIds]}::int[]) AND error_code IS NULL
      AND id >= ${idFloor(query.fromMs)} AND id < ${idFloor(query.toMs)}`;
  return withLabelsOf(sql, rows);
}

/** Answered predictions by id, with their labels; in no order. */
export async function targetsOf(sql: Sql, ids: readonly string[]): Promise<Target[]> {
  if (ids.length === 0) return [];
  const sorted = [...ids].sort();
  const rows = await sql<SelectedTarget[]>`
    SELECT ${columns(sql)} FROM prediction
    WHERE id = ANY (${anyUuid(sql, sorted)}) AND error_code IS NULL
      AND id >= ${sorted[0]} AND id <= ${sorted[sorted.length - 1]}`;
  return withLabelsOf(sql, rows);
}

async function withLabelsOf(sql: Sql, rows: readonly SelectedTarget[]): Promise<Target[]> {
  const labels = await labelsOf(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    features: parseNumbers(row.features),
    tags: row.tags ?? [],
    atMs: idTimeMs(row.id),
    applied: labels.get(row.id) ?? null,
  }));
}

/** The reported labels of predictions, by prediction id. */
export async function labelsOf(
  sql: Sql,
  predictionIds: readonly string[],
): Promise<Map<string, PredictionLabel>> {
  if (predictionIds.length === 0) return new Map();
  const sorted = [...predictionIds].sort();
  const rows = await sql<SelectedLabel[]>`
    SELECT prediction_id AS "predictionId", outcome_id AS "outcomeId", label, value,
      (extract(epoch FROM arrived_at) * 1000)::int8 AS "arrivedAtMs"
    FROM prediction_label
    WHERE prediction_id = ANY (${anyUuid(sql, sorted)})
      AND prediction_id >= ${sorted[0]} AND prediction_id <= ${sorted[sorted.length - 1]}`;
  return new Map(
    rows.map(({ predictionId, ...label }) => [
      predictionId,
      { ...label, arrivedAtMs: Number(label.arrivedAtMs) },
    ]),
  );
}

/** Which of some subjects a model has ever predicted. */
export async function predictedSubjects(
  sql: Sql,
  modelVersionIds: readonly number[],
  subjects: readonly string[],
): Promise<Set<string>> {
  if (subjects.length === 0) return new Set();
  const rows = await sql<{ subject: string }[]>`
    SELECT DISTINCT subject FROM prediction
    WHERE subject = ANY (${anyText(sql, subjects)}) AND model_version_id = ANY (${[...modelVersionIds]}::int[])`;
  return new Set(rows.map(({ subject }) => subject));
}

// Rollups before the feed, as the writers of predictions do it: else the two could wait for each other.
const WRITE_LABELS = `
WITH labelled AS (
  INSERT INTO prediction_label AS old (prediction_id, outcome_id, label, value, arrived_at)
  SELECT l.prediction_id, l.outcome_id, l.label, l.value, to_timestamp(l.arrived_ms / 1000.0)
  FROM unnest($1::text::uuid[], $2::text::uuid[], $3::text::int2[], $4::text::float8[], $5::text::int8[])
    AS l (prediction_id, outcome_id, label, value, arrived_ms)
  ON CONFLICT (prediction_id) DO UPDATE SET outcome_id = excluded.outcome_id, label = excluded.label,
    value = excluded.value, arrived_at = excluded.arrived_at
), rolled AS (
  ${appendDeltas(6, 'true')}
  RETURNING 1
)
SELECT announce('LABELS', $13::text::int4[], $14::text::uuid[]) FROM (SELECT count(*) FROM rolled) AS after_rollups`;

/** Writes what `relabel` has found, and tells the feed. */
export async function writeLabels(sql: Sql, found: Relabelling<PredictionSource>): Promise<void> {
  const { changes, deltas } = found;
  if (changes.length === 0) return;
  const versions = [...new Set(changes.map(({ modelVersionId }) => modelVersionId))];
  await sql.unsafe(
    WRITE_LABELS,
    [
      plainColumn(changes, ({ predictionId }) => predictionId),
      plainColumn(changes, ({ label }) => label.outcomeId),
      plainColumn(changes, ({ label }) => label.label),
      plainColumn(changes, ({ label }) => label.value),
      plainColumn(changes, ({ label }) => label.arrivedAtMs),
      ...deltaParameters(deltas.map(({ counters, ...key }) => ({ ...key, ...packRollup(counters) }))),
      plainColumn(versions, (id) => id),
      plainColumn(changes, ({ predictionId }) => predictionId),
    ],
    { prepare: true },
  );
}

/** Name of the feed's reader that labels predictions which came after their outcomes. */
const READER = 'labels';

/** The `seq` up to which predictions have been looked at for outcomes that were there before them. */
export async function labelledThrough(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: string }[]>`SELECT seq FROM feed_reader WHERE name = ${READER}`;
  return Number(row.seq);
}

/**
 * The next entries of the feed, with the ids of those predictions that may have come after an outcome of theirs: only
 * of groups with a prediction that is older than the newest outcome.
 */
export async function entriesToLabel(
  sql: Sql,
  query: { fromSeq: number; newestOutcomeId: string | null; limit: number },
): Promise<{ seq: number; ids: string[] }[]> {
  const rows = await sql<{ seq: string; ids: string | null }[]>`
    SELECT seq, CASE WHEN kind = 'PREDICTIONS' AND ids[1] <= ${query.newestOutcomeId}::uuid THEN ids::text END AS ids
    FROM feed WHERE seq >= ${query.fromSeq} ORDER BY seq LIMIT ${query.limit}`;
  return rows.map(({ seq, ids }) => ({ seq: Number(seq), ids: ids?.slice(1, -1).split(',') ?? [] }));
}

export async function setLabelledThrough(sql: Sql, seq: number): Promise<void> {
  await sql`UPDATE feed_reader SET seq = ${seq} WHERE name = ${READER}`;
}
