import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { KilterError } from '@kilter/core/errors/error-code';
import { openDatabase, type Database } from '@kilter/db/client';
import { ensurePartitions } from '@kilter/db/queries/partition';
import { getPredictions, type PredictionRow } from '@kilter/db/queries/prediction';
import { writeGroup } from '@kilter/db/queries/write-group';
import { createTestDatabase } from '@kilter/db/testing/postgres';
import { predictionRow, writeGroupOf } from '@kilter/db/testing/rows';
import { createLogger } from '../logger.ts';
import { endOf } from './cursor.ts';
import { createFeed, type Feed } from './feed.ts';
import { createFeedReader, type FeedReader, type Frame } from './feed-reader.ts';

const VERSIONS = new Set([1]);

describe.each(inject('postgresServers'))('the feed on $name', ({ target }) => {
  let db: Database;
  let feed: Feed;
  let reader: FeedReader<PredictionRow>;
  let close: () => Promise<void>;
  let groupNo = 0;
  const writer = randomUUID();

  beforeEach(async () => {
    const created = await createTestDatabase(target);
    db = openDatabase(created.target);
    await ensurePartitions(db.sql, Date.now());
    feed = await createFeed(db, createLogger('silent'));
    reader = readerOf(feed);
    close = async () => {
      await feed.close();
      await db.close();
      await created.drop();
    };
  });
  afterEach(() => close());

  /** Groups of so many rows, one after the other; their ids in order. */
  const write = async (...sizes: number[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const size of sizes) {
      const rows = Array.from({ length: size }, () => predictionRow());
      await writeGroup(db.sql, writeGroupOf(writer, ++groupNo, rows));
      ids.push(...rows.map((row) => row.id));
    }
    return ids;
  };
  const readerOf = (source: Feed) =>
    createFeedReader<PredictionRow>(source, {
      kind: 'PREDICTIONS',
      read: (ids) => getPredictions(db.sql, ids),
      isOf: (row, versions) => versions.has(row.modelVersionId),
    });
  const atHead = (seq: number) =>
    vi.waitFor(() => expect(feed.head()).toEqual(endOf(seq)), { timeout: 10_000 });
  const idsOf = (frames: Frame<PredictionRow>[]) => frames.flatMap(({ rows }) => rows.map(({ id }) => id));

  /** Frames until so many rows have come or have been skipped. */
  const take = async (
    watcher: AsyncIterator<Frame<PredictionRow>>,
    rows: number,
  ): Promise<Frame<PredictionRow>[]> => {
    const frames: Frame<PredictionRow>[] = [];
    for (let seen = 0; seen < rows;) {
      const { value, done } = await watcher.next();
      if (done) break;
      frames.push(value);
      seen += value.rows.length + value.skipped;
    }
    return frames;
  };

  test('frames come in commit order, 500 rows at most, and any of their cursors resumes', async () => {
    const watcher = reader.watch(endOf(0), VERSIONS);
    const ids = await write(3, 1_200, 1, 700, 2);
    const frames = await take(watcher, ids.length);
    expect(idsOf(frames)).toEqual(ids);
    for (const { rows, skipped } of frames) {
      expect(rows.length).toBeLessThanOrEqual(500);
      expect(skipped).toBe(0);
    }
    let seen = 0;
    for (const { cursor, rows } of frames.slice(0, -1)) {
      seen += rows.length;
      const rest = await take(reader.watch(cursor, VERSIONS), ids.length - seen);
      expect(idsOf(rest)).toEqual(ids.slice(seen));
    }
    await watcher.return?.();
  });

  test('a live watcher who is too slow goes on at the head, and is told how many rows he missed', async () => {
    const slow = reader.watch(null, VERSIONS);
    const resuming = reader.watch(endOf(0), VERSIONS);
    const first = await write(5);
    expect(idsOf(await take(slow, 5))).toEqual(first);
    const missed = await write(...Array<number>(21).fill(500));
    await atHead(22);
    const [gap] = await take(slow, 1);
    expect(gap).toEqual({ cursor: endOf(22), rows: [], skipped: missed.length });
    const later = await write(4);
    const after = await take(slow, 4);
    expect(idsOf(after)).toEqual(later);
    expect(after.every(({ skipped }) => skipped === 0)).toBe(true);

    // Who resumes has asked for the past, and gets all of it.
    const all = await take(resuming, first.length + missed.length + later.length);
    expect(idsOf(all)).toEqual([...first, ...missed, ...later]);
  });

  test('a live watcher who is less far behind gets every row', async () => {
    const slow = reader.watch(null, VERSIONS);
    const ids = await write(...Array<number>(20).fill(500));
    await atHead(20);
    const frames = await take(slow, ids.length);
    expect(idsOf(frames)).toEqual(ids);
    expect(frames.every(({ skipped }) => skipped === 0)).toBe(true);
  });

  test('watchers at the same place get the same frame', async () => {
    const watchers = Array.from({ length: 10 }, () => reader.watch(null, VERSIONS));
    await write(3);
    const frames = await Promise.all(watchers.map((watcher) => watcher.next()));
    for (const { value } of frames) expect(value).toBe(frames[0].value);
    await Promise.all(watchers.map((watcher) => watcher.return?.()));
  });

  test('groups of other models are passed over', async () => {
    const watcher = reader.watch(null, VERSIONS);
    const other = Array.from({ length: 3 }, () => predictionRow({ modelVersionId: 2 }));
    await writeGroup(db.sql, writeGroupOf(writer, ++groupNo, other));
    const mixed = [predictionRow(), predictionRow({ modelVersionId: 2 }), predictionRow()];
    await writeGroup(db.sql, writeGroupOf(writer, ++groupNo, mixed));
    expect(idsOf(await take(watcher, 2))).toEqual([mixed[0].id, mixed[2].id]);
    expect(idsOf(await take(reader.watch(endOf(0), new Set([2])), 4))).toEqual([
      ...other.map(({ id }) => id),
      mixed[1].id,
    ]);
  });

  test('a cursor of pruned or of future entries has expired; the last pruned entry itself is still a start', async () => {
    const ids = await write(1, 1, 1, 1);
    await atHead(4);
    await db.sql`DELETE FROM feed WHERE seq <= 2`;
    const start = (seq: number) => reader.watch(endOf(seq), VERSIONS).next();
    for (const seq of [0, 1, 5, 99]) {
      const error = await start(seq).catch((reason: unknown) => reason);
      expect(error instanceof KilterError && error.failure).toMatchObject({
        code: 'CURSOR_EXPIRED',
        field: 'after',
      });
    }
    expect(idsOf(await take(reader.watch(endOf(2), VERSIONS), 2))).toEqual(ids.slice(2));
  });

  test('a second feed that starts later follows from its start', async () => {
    await write(2, 2);
    const second = await createFeed(db, createLogger('silent'));
    const heard: number[] = [];
    second.onEntry(({ seq }) => heard.push(seq));
    expect(second.head()).toEqual(endOf(2));
    const watcher = readerOf(second).watch(null, VERSIONS);
    const ids = await write(1);
    expect(idsOf(await take(watcher, 1))).toEqual(ids);
    expect(heard).toEqual([3]);
    await second.close();
  });
});
