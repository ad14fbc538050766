import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { openDatabase, type Database, type Sql } from '../client.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { ensurePartitions } from './partition.ts';
import { dropOldPartitions } from './retention.ts';
import { readStorage } from './storage.ts';

const DAY_MS = 86_400_000;
const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

describe.each(inject('postgresServers'))('retention on $name', ({ target }) => {
  let db: Database;
  let close: () => Promise<void>;
  const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const dayAgo = (days: number) => todayMs - days * DAY_MS;

  const addPrediction = async (sql: Sql, atMs: number) => {
    const id = ids.at(atMs);
    await sql`
      INSERT INTO prediction (id, at, model_version_id, source, environment, latency_ms, features)
      VALUES (${id}, ${new Date(atMs)}, 1, 'API', 'test', 1, '{}')`;
    return id;
  };
  const addRows = async (atMs: number) => {
    await ensurePartitions(db.sql, atMs);
    const id = await addPrediction(db.sql, atMs + 1);
    await db.sql`INSERT INTO prediction_label (prediction_id, outcome_id, arrived_at) VALUES (${id}, ${id}, now())`;
    await db.sql`INSERT INTO outcome (id, at, received_at, source) VALUES (${id}, now(), now(), 'API')`;
  };
  const daysIn = async (table: string) => {
    const rows = await db.sql<{ at: Date }[]>`
      SELECT DISTINCT date_trunc('day', to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::int8 / 1000.0))
        AS at FROM (SELECT ${db.sql(table === 'prediction_label' ? 'prediction_id' : 'id')} AS id FROM ${db.sql(table)}) AS r
      ORDER BY 1`;
    return rows.map(({ at }) => (todayMs - at.getTime()) / DAY_MS);
  };
  const tables = async () =>
    (await db.sql<{ name: string }[]>`SELECT relname AS name FROM pg_class WHERE relkind = 'r'`).map(
      ({ name }) => name,
    );
  const nameOf = (days: number) =>
    `prediction_${new Date(dayAgo(days)).toISOString().slice(0, 10).replaceAll('-', '')}`;

  beforeEach(async () => {
    const created = await createTestDatabase(target);
    db = openDatabase(created.target);
    for (const days of [40, 33, 32, 31, 0]) await addRows(dayAgo(days));
    close = async () => {
      await db.close();
      await created.drop();
    };
  });
  afterEach(() => close());

  test('days that lie wholly before the limit are gone, of all three tables; a day that touches it stays', async () => {
    const before = await db.sql`SELECT count(*) FROM write_group`;
    // Noon of the day that was 32 days ago.
    const dropped = await dropOldPartitions(db.sql, dayAgo(32) + DAY_MS / 2);
    expect(dropped).toHaveLength(6);
    for (const table of ['prediction', 'prediction_label', 'outcome']) {
      expect(await daysIn(table)).toEqual([32, 31, 0]);
    }
    expect(await tables()).not.toContain(nameOf(40));
    expect(await db.sql`SELECT count(*) FROM write_group`).toEqual(before);
    expect(await dropOldPartitions(db.sql, dayAgo(32) + DAY_MS / 2)).toEqual([]);
  });

  test('counters stay, and the storage says what is left', async () => {
    await db.sql`
      INSERT INTO rollup (model_version_id, span_minutes, at, source, core, features, segment_names, segment_counters)
      VALUES (1, 1, ${new Date(dayAgo(40))}, 'API', '\\x01', '\\x01', '{}', '{}')`;
    const before = await readStorage(db.sql);
    expect(before).toMatchObject({ partitions: 5, oldestAtMs: dayAgo(40) + 1 });
    await dropOldPartitions(db.sql, dayAgo(31));
    const after = await readStorage(db.sql);
    expect(after).toMatchObject({ partitions: 2, oldestAtMs: dayAgo(31) + 1 });
    expect(after.predictionBytes).toBeLessThan(before.predictionBytes);
    expect(after.outcomeBytes).toBeLessThan(before.outcomeBytes);
    expect(after.databaseBytes).toBeLessThan(before.databaseBytes);
    expect(after.rollupBytes).toBeGreaterThan(0);
    expect(await db.sql`SELECT FROM rollup`).toHaveLength(1);
  });

  test('without a limit nothing is dropped', async () => {
    expect(await dropOldPartitions(db.sql, null)).toEqual([]);
    expect(await daysIn('prediction')).toEqual([40, 33, 32, 31, 0]);
  });

  test('a writer keeps on writing, and a day that comes back gets a partition again', async () => {
    let isWriting = true;
    let written = 0;
    const writer = (async () => {
      while (isWriting) {
        await ensurePartitions(db.sql, Date.now());
        await addPrediction(db.sql, Date.now());
        written++;
      }
    })();
    await dropOldPartitions(db.sql, dayAgo(1));
    isWriting = false;
    await writer;
    expect(written).toBeGreaterThan(0);
    expect(await db.sql`SELECT FROM prediction`).toHaveLength(written + 1);
    expect(await daysIn('prediction')).toEqual([0]);
    await addRows(dayAgo(40));
    expect(await daysIn('prediction')).toEqual([40, 0]);
  });

  test('what a long transaction holds back is finished by the next run', async () => {
    const gate: { open(): void } = { open: () => undefined };
    const opened = new Promise<void>((resolve) => (gate.open = resolve));
    const reading: { begun(): void } = { begun: () => undefined };
    const begun = new Promise<void>((resolve) => (reading.begun = resolve));
    const reader = db.sql.begin(async (tx) => {
      await tx`SELECT count(*) FROM prediction`;
      reading.begun();
      await opened;
    });
    await begun;
    await expect(dropOldPartitions(db.sql, dayAgo(33), 200)).rejects.toMatchObject({ code: '57014' });
    const pending = await db.sql`SELECT FROM pg_inherits WHERE inhdetachpending`;
    expect(pending).toHaveLength(1);
    gate.open();
    await reader;
    // Even when nothing is to be dropped any more: it is neither here nor there.
    expect(await dropOldPartitions(db.sql, null)).toEqual([nameOf(40)]);
    expect(await daysIn('prediction')).toEqual([33, 32, 31, 0]);
    expect(await dropOldPartitions(db.sql, dayAgo(33))).toEqual([nameOf(40).replace('_', '_label_')]);
  });

  test('one that was detached and not dropped goes with the next run; one of somebody else stays', async () => {
    const [ours, theirs] = [nameOf(40), nameOf(33)];
    await db.sql.unsafe(`COMMENT ON TABLE ${ours} IS 'kilter: is being dropped'`);
    await db.sql.unsafe(`ALTER TABLE prediction DETACH PARTITION ${ours}`);
    await db.sql.unsafe(`ALTER TABLE prediction DETACH PARTITION ${theirs}`);
    expect(await dropOldPartitions(db.sql, null)).toEqual([ours]);
    expect(await tables()).toContain(theirs);
  });

  test('one process at a time', async () => {
    const session = await db.sql.reserve();
    await session`SELECT pg_advisory_lock(hashtext('kilter.retention'))`;
    expect(await dropOldPartitions(db.sql, dayAgo(1))).toBeNull();
    await session`SELECT pg_advisory_unlock(hashtext('kilter.retention'))`;
    session.release();
    expect(await dropOldPartitions(db.sql, dayAgo(1))).toHaveLength(12);
  });
});
