import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, withDatabase, type DatabaseTarget } from '../client.ts';
import { startEmbedded } from '../embedded.ts';
import { migrate } from '../migrate.ts';

export interface TestServer {
  name: string;
  target: DatabaseTarget;
}

const TEMPLATE = 'kilter_template';
/** Tests end processes, never the machine: what the operating system holds is safe. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * Starts PostgreSQL 18 (embedded) and, where the machine has one, the oldest other PostgreSQL from 15 on; each with a
 * migrated template, so that a test gets a database of its own in some milliseconds.
 */
export async function startTestServers(): Promise<{ servers: TestServer[]; stop(): Promise<void> }> {
  const installed = installedBinaries();
  const started = await Promise.all([
    startTestServer('PostgreSQL 18'),
    ...(installed ? [startTestServer(`PostgreSQL ${installed.version}`, installed.binaries)] : []),
  ]);
  return {
    servers: started.map(({ server }) => server),
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

async function startTestServer(name: string, binaries?: string) {
  const directory = mkdtempSync(join(tmpdir(), 'kilter-test-'));
  await chmod(directory, 0o755);
  const embedded = await startEmbedded({ directory, binaries, settings: FAST });
  const admin = createClient(withDatabase(embedded.target, 'postgres'), { max: 1, applicationName: 'test' });
  await admin.unsafe(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(withDatabase(embedded.target, TEMPLATE));
  await admin.end();
  return {
    server: { name, target: embedded.target },
    stop: async () => {
      await embedded.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Debian's packages lie in /usr/lib/postgresql/<version>/bin. */
function installedBinaries(): { version: number; binaries: string } | null {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return null;
  const versions = readdirSync(root)
    .map(Number)
    .filter((version) => version >= 15 && existsSync(join(root, String(version), 'bin', 'initdb')))
    .sort((a, b) => a - b);
  return versions.length === 0
    ? null
    : { version: versions[0], binaries: join(root, String(versions[0]), 'bin') };
}

/** A migrated database of its own for one test file. */
export async function createTestDatabase(
  server: DatabaseTarget,
): Promise<{ target: DatabaseTarget; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = createClient(withDatabase(server, 'postgres'), { max: 1, applicationName: 'test' });
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    target: withDatabase(server, name),
    drop: async () => {
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
