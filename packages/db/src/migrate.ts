import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { createClient, type DatabaseTarget } from './client.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const MINIMUM_VERSION = 150_000;

/** A database that Kilter cannot use; the message is one line for the operator. */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError';
}

/** Brings the schema up to date. Several processes may do so at once: one works, the others wait. */
export async function migrate(target: DatabaseTarget): Promise<void> {
  const client = createClient(target, { max: 1, applicationName: 'kilter-migrate' });
  try {
    const [{ version }] = await client<{ version: number }[]>`
      SELECT current_setting('server_version_num')::int AS version`;
    if (version < MINIMUM_VERSION) {
      throw new UnusableDatabaseError(
        `PostgreSQL 15 or newer is needed; this is ${Math.floor(version / 10_000)}.`,
      );
    }
    await client`SELECT pg_advisory_lock(hashtext('kilter.migrate'))`;
    await runMigrations(drizzle(client), {
      migrationsFolder: MIGRATIONS,
      migrationsSchema: 'kilter_migrations',
    });
  } finally {
    await client.end({ timeout: 2 });
  }
}
