import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { openDatabase, withDatabase, type Database } from './client.ts';
import { listen, type Listener } from './listen.ts';
import { createTestDatabase } from './testing/postgres.ts';

let db: Database;
let drop: () => Promise<void>;
let listener: Listener;
const heard: string[] = [];
const errors: unknown[] = [];
let listening = 0;

beforeAll(async () => {
  const created = await createTestDatabase(inject('postgresServers')[0].target);
  drop = created.drop;
  db = openDatabase(created.target);
  listener = await listen(created.target, 'test_channel', {
    onNotify: (payload) => heard.push(payload),
    onListening: () => listening++,
    onError: (error) => errors.push(error),
  });
});
afterAll(async () => {
  await listener.close();
  await db.close();
  await drop();
});

const killListener = () =>
  db.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name LIKE 'kilter-listen-%' AND application_name <> 'kilter-listen-check'
      AND datname = current_database()`;

test('after its backend was ended it says so and hears again', async () => {
  await db.sql.notify('test_channel', 'one');
  await vi.waitFor(() => expect(heard).toEqual(['one']));
  expect(listening).toBe(1);
  await killListener();
  await vi.waitFor(() => expect(listening).toBe(2), { timeout: 10_000 });
  await db.sql.notify('test_channel', 'two');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
});

test('it comes back too when its first try to listen again fails', async () => {
  const [{ name }] = await db.sql<{ name: string }[]>`SELECT current_database() AS name`;
  const admin = openDatabase(withDatabase(inject('postgresServers')[0].target, 'postgres'));
  const before = listening;
  await admin.sql.unsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await killListener();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await admin.sql.unsafe(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await admin.close();
  await vi.waitFor(() => expect(listening).toBeGreaterThan(before), { timeout: 20_000 });
  await db.sql.notify('test_channel', 'three');
  await vi.waitFor(() => expect(heard).toContain('three'));
});
