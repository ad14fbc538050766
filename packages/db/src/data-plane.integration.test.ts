import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { counterFigures } from '@kilter/core/sketches/minute-counters';
import { spansOf } from '@kilter/core/monitoring/window-spans';
import { addPacked } from '@kilter/core/sketches/sparse-bytes';
import { tinyLayout } from '@kilter/core/testing/tiny-model';
import { idFloor } from '@kilter/core/ids/uuid-v7';
import { openDatabase, type Database } from './client.ts';
import { databaseFailure } from './errors.ts';
import { ensurePartitions } from './queries/partition.ts';
import { feedBounds, feedIds, readFeed } from './queries/feed.ts';
import { getPredictions, listPredictions, type PredictionsQuery } from './queries/prediction.ts';
import { readCounters } from './queries/rollup.ts';
import { findKeptAnswers, pruneWriteGroups, writeGroup } from './queries/write-group.ts';
import { createTestDatabase } from './testing/postgres.ts';
import { predictionRow, writeGroupOf } from './testing/rows.ts';

const DAY_MS = 86_400_000;

describe.each(inject('postgresServers'))('$name', ({ target }) => {
  let db: Database;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const created = await createTestDatabase(target);
    drop = created.drop;
    db = openDatabase(created.target);
    await ensurePartitions(db.sql, Date.now());
    await ensurePartitions(db.sql, Date.now() + DAY_MS);
  });
  afterAll(async () => {
    await db.close();
    await drop();
  });

  const totals = async () => {
    const dayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const sum = new Float64Array(tinyLayout.coreWidth);
    const spans = spansOf([{ fromMs: dayMs - DAY_MS, toMs: dayMs + 2 * DAY_MS }]);
    const found = await readCounters(db.sql, { modelVersionIds: [1], sources: null, part: 'CORE', spans });
    for (const { counters } of found) addPacked(sum, counters);
    return counterFigures(sum, 2);
  };

  test('a row comes back as it was written', async () => {
    const rows = [
      predictionRow({
        subject: 'O"Brien \\ {x,y}',
        tags: ['a b', 'say "hi"', 'NULL'],
        flags: { device: 'UNSEEN_CATEGORY' },
        raw: { device: 'Smart "TV" \\' },
        probability: 0.1 + 0.2,
      }),
      predictionRow({
        label: null,
        probability: null,
        confidence: null,
        subject: null,
        errorCode: 'INTERNAL',
      }),
      predictionRow({ probabilities: [0.25, 0.5, 0.25], features: [] }),
    ];
    expect(await writeGroup(db.sql, writeGroupOf(randomUUID(), 1, rows))).toBe(true);
    expect(
      await getPredictions(
        db.sql,
        rows.map((row) => row.id),
      ),
    ).toEqual(rows);
    const list = (bounds: Partial<PredictionsQuery>) =>
      listPredictions(db.sql, {
        modelVersionIds: [1],
        olderThan: null,
        newerThan: null,
        oldestFirst: false,
        limit: 2,
        ...bounds,
      });
    expect(await list({})).toEqual([rows[2], rows[1]]);
    expect(await list({ olderThan: rows[1].id })).toEqual([rows[0]]);
    expect(await list({ newerThan: rows[0].id, oldestFirst: true })).toEqual([rows[1], rows[2]]);
    expect(await list({ modelVersionIds: [2] })).toEqual([]);
  });

  test('a group that is written again, also at the same time, counts once', async () => {
    const before = await totals();
    const group = writeGroupOf(randomUUID(), 7, [predictionRow(), predictionRow()]);
    const written = await Promise.all([1, 2, 3, 4].map(() => writeGroup(db.sql, group)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect((await totals()).predictions).toBe(before.predictions + 2);
    expect(
      await getPredictions(
        db.sql,
        group.rows.map((row) => row.id),
      ),
    ).toHaveLength(2);
  });

  test('a failing row fails the whole group, and says that data is at fault', async () => {
    const before = await totals();
    const twice = predictionRow();
    const error = await writeGroup(
      db.sql,
      writeGroupOf(randomUUID(), 1, [predictionRow(), twice, twice]),
    ).catch((reason: unknown) => reason);
    expect(databaseFailure(error)).toBe('DATA');
    const nul = await writeGroup(
      db.sql,
      writeGroupOf(randomUUID(), 1, [predictionRow({ subject: 'a\0' })]),
    ).catch((reason: unknown) => reason);
    expect(databaseFailure(nul)).toBe('DATA');
    expect(await totals()).toEqual(before);
  });

  test('a kept answer comes back, and a second one under its key is refused', async () => {
    const row = predictionRow();
    const kept = { scope: 'churn', key: 'k"1', fingerprint: 'f1', answer: row };
    await writeGroup(db.sql, { ...writeGroupOf(randomUUID(), 1, [row]), keptAnswers: [kept] });
    const found = await findKeptAnswers(db.sql, 'churn', ['k"1', 'k2']);
    expect(found.get('k"1')).toEqual({ fingerprint: 'f1', answer: row });
    expect(found.size).toBe(1);
    const again = { ...writeGroupOf(randomUUID(), 1, [predictionRow()]), keptAnswers: [kept] };
    const error = await writeGroup(db.sql, again).catch((reason: unknown) => reason);
    expect(databaseFailure(error)).toBe('DATA');
  });

  test('the feed names every row once, in commit order, also with four writers', async () => {
    const { newest } = await feedBounds(db.sql);
    const ids: string[] = [];
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const writer = randomUUID();
        for (let groupNo = 1; groupNo <= 20; groupNo++) {
          const group = writeGroupOf(writer, groupNo, [predictionRow(), predictionRow()]);
          await writeGroup(db.sql, group);
          ids.push(...group.rows.map((row) => row.id));
        }
      }),
    );
    const entries = await readFeed(db.sql, newest + 1, 1000);
    expect(entries.map((entry) => entry.seq)).toEqual(
      [...entries.map((entry) => entry.seq)].sort((a, b) => a - b),
    );
    expect(entries.flatMap(feedIds).sort()).toEqual([...ids].sort());
    expect(entries[0]).toMatchObject({ modelVersionIds: [1], rows: 2 });
  });

  test('settled groups are forgotten, the others stay', async () => {
    const writer = randomUUID();
    for (const groupNo of [1, 2, 3])
      await writeGroup(db.sql, writeGroupOf(writer, groupNo, [predictionRow()]));
    await pruneWriteGroups(db.sql, writer, 2);
    const left = await db.sql`SELECT group_no FROM write_group WHERE writer = ${writer}`;
    expect(left.map((row) => row.group_no)).toEqual(['3']);
  });

  test('days have their own partition; the bound in SQL is the bound in code', async () => {
    const day = Date.UTC(2024, 1, 29);
    await Promise.all([1, 2, 3].map(() => ensurePartitions(db.sql, day + 3_600_000)));
    const [{ floor }] = await db.sql<{ floor: string }[]>`SELECT id_floor(${new Date(day)}) AS floor`;
    expect(floor).toBe(idFloor(day));
    const [{ bound }] = await db.sql<{ bound: string }[]>`
      SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_class WHERE relname = 'prediction_20240229'`;
    expect(bound).toContain(idFloor(day));
    expect(bound).toContain(idFloor(day + DAY_MS));
  });
});
