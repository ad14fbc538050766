import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createRandom } from '@kilter/core/training/random';
import { openDatabase, type Database } from '@kilter/db/client';
import { readOverBrokenLines } from './testing/broken-lines.ts';
import { customer } from './testing/customer.ts';
import { PREDICT } from './testing/documents.ts';
import { onlyProblem } from './testing/graphql-client.ts';
import { startLoad } from './testing/load.ts';
import { countRows, feedIds, readRollups, storedIds } from './testing/recompute.ts';
import {
  cleanUp,
  crashPostgres,
  interrupt,
  kill,
  postmasterPid,
  restartPostgres,
  startServer,
  temporaryFolder,
} from './testing/server-process.ts';

const open: Database[] = [];

/** A client of our own on the embedded database of a data folder. */
function openEmbedded(dataDir: string): Database {
  const socketDirectory = join(dataDir, 'postgres');
  const db = openDatabase({ socketDirectory, port: 5432, database: 'kilter', user: 'kilter' }, 'test');
  open.push(db);
  return db;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((db) => db.close()));
  await cleanUp();
});

/** Every answered prediction is stored and announced exactly once, and the minutes add up to the rows. */
async function expectNothingLostOrTwice({ sql }: Database, answered: ReadonlySet<string>) {
  const stored = await storedIds(sql);
  const known = new Set(stored);
  expect(known.size).toBe(stored.length);
  expect([...answered].filter((id) => !known.has(id))).toEqual([]);
  const { stored: minutes, recomputed } = await readRollups(sql);
  expect(recomputed.size).toBeGreaterThan(0);
  expect(minutes).toEqual(recomputed);
  expect([...(await feedIds(sql))].sort()).toEqual(await storedIds(sql));
}

test('a server that is killed under load loses nothing that it has answered, and counts nothing twice', async () => {
  const dataDir = await temporaryFolder();
  const answered = new Set<string>();
  let postmaster: number | null = null;
  for (let life = 1; life <= 3; life++) {
    const server = await startServer({ KILTER_DATA_DIR: dataDir });
    if (life > 1) {
      expect(server.stdout()).toContain('(was running)');
      expect(await postmasterPid(dataDir)).toBe(postmaster);
    }
    postmaster = await postmasterPid(dataDir);
    expect(postmaster).not.toBeNull();
    const load = startLoad(server.client, { singles: 24, batches: 4, batchSize: 150 });
    await load.atLeast(1_500);
    expect(await kill(server)).toEqual({ code: null, signal: 'SIGKILL' });
    await load.stop();
    for (const id of load.answered) answered.add(id);
  }
  const server = await startServer({ KILTER_DATA_DIR: dataDir });
  const db = openEmbedded(dataDir);
  await expectNothingLostOrTwice(db, answered);
  expect(answered.size).toBeGreaterThan(4_500);
  const { totalPredictions, errors } = await server.client.performance();
  expect({ totalPredictions, errors }).toEqual({ totalPredictions: await countRows(db.sql), errors: 0 });
  const { id } = await server.client.predict(customer());
  expect(await storedIds(db.sql)).toContain(id);
  await db.close();
  expect(await interrupt(server)).toEqual({ code: 0, signal: null });
  expect(await postmasterPid(dataDir)).toBeNull();
});

test('three servers share one database, and what one leaves undone the others finish', async () => {
  const dataDir = await temporaryFolder();
  const first = await startServer({ KILTER_DATA_DIR: dataDir });
  const servers = [
    first,
    ...(await Promise.all([1, 2].map(() => startServer({ KILTER_DATA_DIR: dataDir })))),
  ];
  const answered = new Set<string>();
  const loads = servers.map(({ client }) => startLoad(client, { singles: 8, batches: 2, batchSize: 100 }));
  await Promise.all(loads.map((load) => load.atLeast(600)));
  // Whichever has the locks of the jobs at that moment: the others get them.
  expect(await kill(servers[1])).toEqual({ code: null, signal: 'SIGKILL' });
  await Promise.all([loads[0], loads[2]].map((load) => load.atLeast(600)));
  await Promise.all(loads.map((load) => load.stop()));
  for (const { answered: own } of loads) for (const id of own) answered.add(id);

  const db = openEmbedded(dataDir);
  await vi.waitFor(
    async () => {
      const [{ waiting }] = await db.sql<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM rollup_delta`;
      expect(waiting).toBe(0);
    },
    { timeout: 15_000 },
  );
  await expectNothingLostOrTwice(db, answered);
  const rows = await countRows(db.sql);
  for (const { client } of [servers[0], servers[2]]) {
    expect((await client.performance()).totalPredictions).toBe(rows);
  }
  await db.close();
  for (const server of [servers[0], servers[2]]) {
    expect(await interrupt(server)).toEqual({ code: 0, signal: null });
  }
});

test('a database that is lost costs no answered prediction: it is said so, and all goes on when it is back', async () => {
  const dataDir = await temporaryFolder();
  const server = await startServer({ KILTER_DATA_DIR: dataDir });
  const { client } = server;
  const reader = readOverBrokenLines([server.graphqlUrl], createRandom(3), 60_000);
  const load = startLoad(client, { singles: 8, batches: 2, batchSize: 100 });
  await load.atLeast(500);
  expect(load.codes).toEqual([]);

  await crashPostgres(dataDir);
  await load.stop();
  expect(new Set(load.codes)).toEqual(new Set(['STORAGE_UNAVAILABLE']));
  const options = { subject: 'outage', idempotencyKey: 'outage' };
  await Promise.all(
    [{}, options].map(async (more) => {
      const startedMs = performance.now();
      const answer = await client.request(PREDICT, { input: customer(), ...more });
      expect(onlyProblem(answer).extensions).toEqual({ code: 'STORAGE_UNAVAILABLE', retryable: true });
      expect(performance.now() - startedMs).toBeLessThan(6_500);
    }),
  );
  const health = await client.health();
  expect(health).toMatchObject({ status: 'DEGRADED', database: { connected: false } });
  expect(health.models).toMatchObject([{ name: 'churn', loaded: true }]);
  const read = await client.request('{ predictions(first: 1) { edges { cursor } } }');
  expect(onlyProblem(read).extensions).toEqual({ code: 'STORAGE_UNAVAILABLE', retryable: true });

  await restartPostgres(dataDir);
  const first = await vi.waitFor(() => client.predict(customer(), options), { timeout: 10_000 });
  expect(await client.predict(customer(), options)).toEqual(first);
  const later = startLoad(client, { singles: 8, batches: 2, batchSize: 100 });
  await later.atLeast(500);
  await later.stop();
  expect(later.codes).toEqual([]);
  await vi.waitFor(async () => expect((await client.health()).status).toBe('HEALTHY'), { timeout: 10_000 });

  const db = openEmbedded(dataDir);
  await expectNothingLostOrTwice(db, new Set([...load.answered, ...later.answered, first.id]));
  const outage = await db.sql`SELECT id FROM prediction WHERE subject = 'outage'`;
  expect(outage.map(({ id }) => id)).toEqual([first.id]);
  await vi.waitFor(async () => expect(reader.ids).toEqual(await feedIds(db.sql)), { timeout: 15_000 });
  await reader.stop();
  expect(reader.codes.filter((code) => code !== 'STORAGE_UNAVAILABLE')).toEqual([]);
  await db.close();
  expect(await interrupt(server)).toEqual({ code: 0, signal: null });
});
