import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseTarget } from '@kilter/db/client';
import { startEmbedded } from '@kilter/db/embedded';
import { databaseFailure } from '@kilter/db/errors';
import { migrate, UnusableDatabaseError } from '@kilter/db/migrate';
import { readEnv, type Env } from './env.ts';

/** One line for the operator, then the end. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The settings of this process: its environment and the file .env. Throws a StartError. */
export function readSettings(): Env {
  const file = fileURLToPath(new URL('../../../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
  const read = readEnv(process.env);
  if ('problem' in read) throw new StartError(`A setting is wrong: ${read.problem}`);
  return read.env;
}

export interface StartedDatabase {
  target: DatabaseTarget;
  description: string;
  /** Leaves an outside database alone, and an embedded one that another process uses. */
  stop(): Promise<void>;
}

/** The database at DATABASE_URL, or the embedded one, started or adopted; migrated. Throws a StartError. */
export async function startDatabase(env: Env): Promise<StartedDatabase> {
  const database = await findDatabase(env);
  try {
    await migrateDatabase(database.target, env.DATABASE_URL !== undefined);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function findDatabase(env: Env): Promise<StartedDatabase> {
  if (env.DATABASE_URL !== undefined) {
    const target = { url: env.DATABASE_URL };
    return { target, description: 'the one at DATABASE_URL', stop: async () => undefined };
  }
  const directory = join(env.KILTER_DATA_DIR, 'postgres');
  try {
    const { target, adopted, stop } = await startEmbedded({ directory });
    const description = `embedded PostgreSQL in ${env.KILTER_DATA_DIR}${adopted ? ' (was running)' : ''}`;
    return { target, description, stop };
  } catch (error) {
    throw new StartError(messageOf(error));
  }
}

async function migrateDatabase(target: DatabaseTarget, isOutside: boolean): Promise<void> {
  try {
    await migrate(target);
  } catch (error) {
    if (isOutside && (error instanceof UnusableDatabaseError || databaseFailure(error) !== 'DATA')) {
      throw new StartError(`The database at DATABASE_URL cannot be used: ${messageOf(error)}`);
    }
    throw error;
  }
}

export function messageOf(error: unknown): string {
  // Node gathers the refusals of several addresses in an AggregateError without a message.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
