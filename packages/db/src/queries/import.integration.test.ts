import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { tinyLayout } from '@kilter/core/testing/tiny-model';
import { packDeltas } from '@kilter/core/sketches/pack-deltas';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { createClient, openDatabase, type Database, type SqlClient } from '../client.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { predictionRow } from '../testing/rows.ts';
import { writeImportChunk, writtenChunks, type ImportChunk } from './import.ts';
import { ensurePartitions } from './partition.ts';
import { getPredictions, type PredictionRow } from './prediction.ts';
import { pruneWriteGroups } from './write-group.ts';

const IMPORT_ID = '00000000-0000-8000-8000-000000000001';

function chunkOf(rows: PredictionRow[], chunkNo = 1): ImportChunk {
  const deltas = packDeltas(
    rows,
    ({ id }) => idTimeMs(id),
    () => tinyLayout,
  );
  return { importId: IMPORT_ID, chunkNo, rows, outcomes: [], deltas };
}

describe.each(inject('postgresServers'))('an imported chunk on $name', ({ target }) => {
  let db: Database;
  let clients: SqlClient[];
  let close: () => Promise<void>;
  beforeEach(async () => {
    const database = await createTestDatabase(target);
    db = openDatabase(database.target);
    clients = [1, 2].map(() =>
      createClient(database.target, { max: 1, applicationName: 'copy', noDelay: true }),
    );
    await ensurePartitions(db.sql, Date.now());
    close = async () => {
      await Promise.all([db.close(), ...clients.map((client) => client.end())]);
      await database.drop();
    };
  });
  afterEach(() => close());

  const counts = async () => {
    const [row] = await db.sql`
      SELECT (SELECT count(*) FROM prediction)::int AS rows, (SELECT count(*) FROM rollup_delta)::int AS deltas,
        (SELECT count(*) FROM outcome)::int AS outcomes, (SELECT count(*) FROM write_group)::int AS chunks,
        (SELECT count(*) FROM feed)::int AS entries`;
    return row;
  };

  test('is stored as it is, told to the feed, and the same again writes nothing', async () => {
    const rows = [
      predictionRow({ source: 'IMPORT', tags: ['a "b"', 'c\\d', 'e,\tf'], subject: 'tab\t \\N \r\n "x"' }),
      predictionRow({
        source: 'IMPORT',
        subject: null,
        label: null,
        value: 2.5,
        probability: null,
        confidence: null,
        probabilities: [0.1, 0.9],
        flags: { a: 'MISSING', b: 'UNSEEN_CATEGORY' },
        raw: { b: 'line\nend \\ "quote"' },
        action: 'mail',
        holdout: false,
      }),
      predictionRow({ source: 'IMPORT', errorCode: 'INTERNAL', label: null, holdout: true }),
    ];
    const outcome = { label: 'yes', value: null, atMs: Date.now(), receivedAtMs: Date.now() };
    const chunk = {
      ...chunkOf(rows),
      outcomes: [{ id: rows[0].id, subject: null, modelId: null, source: 'IMPORT' as const, ...outcome }],
    };
    expect(await writeImportChunk(clients[0], chunk)).toBe(true);
    expect(
      await getPredictions(
        db.sql,
        rows.map(({ id }) => id),
      ),
    ).toEqual(rows);
    const expected = { rows: 3, deltas: chunk.deltas.length, outcomes: 1, chunks: 1, entries: 1 };
    expect(await counts()).toEqual(expected);
    expect(await writeImportChunk(clients[1], chunk)).toBe(false);
    expect(await counts()).toEqual(expected);
    expect(await writtenChunks(db.sql, IMPORT_ID)).toEqual(new Map([[1, 3]]));
  });

  test('is written by one of two who try at the same time', async () => {
    const chunks = [1, 2].map(() => chunkOf([predictionRow()]));
    const written = await Promise.all(chunks.map((chunk, i) => writeImportChunk(clients[i], chunk)));
    expect(written.toSorted()).toEqual([false, true]);
    expect(await counts()).toMatchObject({ rows: 1, chunks: 1 });
  });

  test('that the server refuses fails with its error, and leaves nothing; the client goes on', async () => {
    // The last row is the bad one: all of them have been sent by the time the server says so.
    const rows = [...Array.from({ length: 500 }, () => predictionRow()), predictionRow({ subject: 'a\0b' })];
    await expect(writeImportChunk(clients[0], chunkOf(rows))).rejects.toMatchObject({ code: '22021' });
    expect(await counts()).toEqual({ rows: 0, deltas: 0, outcomes: 0, chunks: 0, entries: 0 });
    const [first] = rows;
    await expect(writeImportChunk(clients[0], chunkOf([first, first]))).rejects.toMatchObject({
      code: '23505',
    });
    expect(await writeImportChunk(clients[0], chunkOf([first]))).toBe(true);
  });

  test('without a good row is remembered too', async () => {
    expect(await writeImportChunk(clients[0], chunkOf([], 7))).toBe(true);
    expect(await writtenChunks(db.sql, IMPORT_ID)).toEqual(new Map([[7, 0]]));
  });

  test('is remembered when the groups of servers that are gone are forgotten', async () => {
    await writeImportChunk(clients[0], chunkOf([predictionRow()]));
    await db.sql`INSERT INTO write_group (writer, group_no, rows) VALUES (${randomUUID()}, 1, 1)`;
    await db.sql`UPDATE write_group SET at = now() - interval '1 year'`;
    await pruneWriteGroups(db.sql, randomUUID(), 1);
    expect(await counts()).toMatchObject({ chunks: 1 });
    expect((await writtenChunks(db.sql, IMPORT_ID)).size).toBe(1);
  });
});
