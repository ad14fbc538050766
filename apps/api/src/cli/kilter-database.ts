import { createClient, openDatabase, type Database, type SqlClient } from '@kilter/db/client';
import type { Env } from '../env.ts';
import { readSettings, startDatabase } from '../start-database.ts';

/** What a command works with. */
export interface CommandDatabase {
  env: Env;
  db: Database;
  /** For COPY. */
  copySql: SqlClient;
}

/** Runs `work` with the database that the server uses, started if it is not running, and lets go of it. */
export async function withDatabase<T>(work: (database: CommandDatabase) => Promise<T>): Promise<T> {
  const env = readSettings();
  const { target, stop } = await startDatabase(env);
  const db = openDatabase(target, 'kilter-cli');
  const copySql = createClient(target, { max: 1, applicationName: 'kilter-copy', noDelay: true });
  try {
    return await work({ env, db, copySql });
  } finally {
    await Promise.all([db.close(), copySql.end({ timeout: 2 })]);
    await stop();
  }
}
