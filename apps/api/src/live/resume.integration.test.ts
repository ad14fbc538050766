import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createRandom } from '@kilter/core/training/random';
import { readOverBrokenLines } from '../testing/broken-lines.ts';
import { customerNumber } from '../testing/customer.ts';
import { PREDICT_BATCH_IDS } from '../testing/documents.ts';
import { feedIds, readRollups, storedIds } from '../testing/recompute.ts';
import { followPredictions, receivedIds } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

/** Singles and a batch at the same time, so that groups are of all sizes. */
async function writeRound(app: TestApp, batchSize: number): Promise<string[]> {
  const items = Array.from({ length: batchSize }, (_, i) => ({ input: customerNumber(i) }));
  const [batch, ...singles] = await Promise.all([
    app.client.ask<{ predictChurnBatch: { results: { id: string }[] } }>(PREDICT_BATCH_IDS, { items }),
    ...Array.from({ length: 4 }, (_, i) => app.client.predict(customerNumber(i))),
  ]);
  return [...batch.predictChurnBatch.results, ...singles].map(({ id }) => id);
}

describe.each(inject('postgresServers'))('on $name', ({ target }) => {
  let apps: TestApp[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ apps, close } = await startTestApps(target, 4));
  });
  afterAll(() => close());
  const urls = () => apps.map((app) => app.url);

  test('four servers write at once: whoever resumes by cursor and whoever stays gets everything once, in order', async () => {
    const random = createRandom(20_260_131);
    const readers = [1, 2].map((stream) => readOverBrokenLines(urls(), createRandom(7, stream)));
    const staying = await Promise.all(apps.map((app) => followPredictions(app.url)));
    const answered: string[] = [];
    // Less than 10,000 rows in all: the server may skip rows only of a watcher that is further behind than that.
    await Promise.all(
      apps.map(async (app) => {
        for (let round = 0; round < 10; round++) {
          answered.push(...(await writeRound(app, 1 + Math.floor(random() * 400))));
        }
      }),
    );
    expect(answered.length).toBeGreaterThan(5_000);
    expect(answered.length).toBeLessThan(10_000);

    const inCommitOrder = await feedIds(apps[0].db.sql);
    expect([...inCommitOrder].sort()).toEqual([...answered].sort());
    const sources = [
      ...readers.map((reader) => () => reader.ids),
      ...staying.map((subscription) => () => receivedIds(subscription)),
    ];
    for (const received of sources) {
      await vi.waitFor(() => expect(received().length).toBeGreaterThanOrEqual(answered.length), {
        timeout: 20_000,
      });
      expect(received()).toEqual(inCommitOrder);
    }
    for (const reader of readers) {
      await reader.stop();
      expect(reader.codes).toEqual([]);
      expect(reader.lines()).toBeGreaterThan(5);
      expect(reader.ids).toEqual(inCommitOrder);
    }
    await Promise.all(staying.map((subscription) => subscription.stop()));
    const { stored, recomputed } = await readRollups(apps[0].db.sql);
    expect(stored).toEqual(recomputed);
  });

  test('the LISTEN backends are ended while predictions run: neither who stays nor who resumes misses anything', async () => {
    const [app] = apps;
    const before = (await feedIds(app.db.sql)).length;
    const staying = await followPredictions(app.url);
    const resuming = readOverBrokenLines(urls(), createRandom(11));
    const listening = app.db.sql`
      application_name LIKE 'kilter-listen-%' AND application_name <> 'kilter-listen-check'
        AND datname = current_database()`;
    const endListeners = async () => {
      // Those that come back from the last time are waited for first: ending the early ones again would go on for ever.
      await vi.waitFor(
        async () => {
          const found = await app.db.sql`SELECT FROM pg_stat_activity WHERE ${listening}`;
          expect(found.count).toBe(apps.length);
        },
        { timeout: 15_000 },
      );
      const ended = await app.db
        .sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${listening}`;
      expect(ended.count).toBe(apps.length);
    };
    const answered: string[] = [];
    for (let round = 0; round < 30; round++) {
      // Before the last round too: what it announces is heard by nobody, and has to be found all the same.
      if (round % 10 === 9) await endListeners();
      answered.push(...(await writeRound(apps[round % apps.length], 20)));
    }
    const inCommitOrder = await feedIds(app.db.sql);
    expect(inCommitOrder.length - before).toBe(answered.length);
    await vi.waitFor(() => expect(receivedIds(staying)).toEqual(inCommitOrder.slice(before)), {
      timeout: 15_000,
    });
    await vi.waitFor(() => expect(resuming.ids).toEqual(inCommitOrder), { timeout: 15_000 });
    await resuming.stop();
    expect(resuming.codes).toEqual([]);
    expect(resuming.ids).toEqual(inCommitOrder);
    expect(new Set(inCommitOrder).size).toBe((await storedIds(app.db.sql)).length);
    await staying.stop();
  });
});
