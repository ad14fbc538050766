import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGraphqlClient, type GraphqlClient } from './graphql-client.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const MAIN = join(ROOT, 'apps/api/src/main.ts');
const START_TIMEOUT_MS = 30_000;

/** Set and empty: neither this machine's environment nor its .env file reaches the server. */
const NEUTRAL: Record<string, string> = {
  PORT: '0',
  DASHBOARD_PORT: '0',
  HOST: '',
  DATABASE_URL: '',
  KILTER_MODELS_DIR: '',
  KILTER_DEFAULT_MODEL: '',
  KILTER_ENVIRONMENT: 'test',
  KILTER_INSTANCE: '',
  LOG_LEVEL: 'error',
};

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A process of `main.ts`, starting or running. */
export interface ServerRun {
  pid: number;
  stdout(): string;
  stderr(): string;
  exit: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
}

export interface RunningServer extends ServerRun {
  client: GraphqlClient;
  graphqlUrl: string;
  dashboardUrl: string;
}

export type Settings = Record<string, string> & { KILTER_DATA_DIR: string };

const started = new Set<ServerRun>();
const folders = new Set<string>();

/** Starts the real server; returns at once. */
export function runServer(settings: Settings): ServerRun {
  const child = spawn(process.execPath, [MAIN], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...NEUTRAL, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: exit, resolve, reject } = Promise.withResolvers<Exit>();
  child.on('error', reject);
  // Not `exit`: by then the last words may still be in the pipe.
  child.on('close', (code, signal) => resolve({ code, signal }));
  if (child.pid === undefined) throw new Error(`${process.execPath} cannot be started.`);
  const server: ServerRun = {
    pid: child.pid,
    stdout: () => stdout,
    stderr: () => stderr,
    exit,
    kill: (signal) => child.kill(signal),
  };
  started.add(server);
  void exit.then(() => started.delete(server));
  return server;
}

/** Starts the real server, and waits until it says where it is. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const server = runServer(settings);
  const deadline = Date.now() + START_TIMEOUT_MS;
  let ended: Exit | null = null;
  void server.exit.then((exit) => (ended = exit));
  for (;;) {
    const graphqlUrl = /GraphQL\s+(\S+)/.exec(server.stdout())?.[1];
    const dashboardUrl = /Dashboard\s+(\S+)/.exec(server.stdout())?.[1];
    if (graphqlUrl && dashboardUrl) {
      return { ...server, graphqlUrl, dashboardUrl, client: createGraphqlClient(graphqlUrl) };
    }
    if (ended !== null || Date.now() > deadline) {
      throw new Error(
        `The server did not start: ${JSON.stringify(ended)}\n${server.stdout()}${server.stderr()}`,
      );
    }
    await pause(20);
  }
}

/** Ctrl-C, and the exit that follows. */
export async function interrupt(server: ServerRun): Promise<Exit> {
  server.kill('SIGINT');
  return server.exit;
}

export async function kill(server: ServerRun): Promise<Exit> {
  server.kill('SIGKILL');
  return server.exit;
}

/** A folder of its own that the user `postgres` can walk to as well. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kilter-api-'));
  await chmod(folder, 0o755);
  folders.add(folder);
  return folder;
}

/** A copy of the model folder that ships, to be broken. */
export async function temporaryModels(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(ROOT, 'models'), folder, { recursive: true });
  return folder;
}

export const shippedModel = (file: string) => join(ROOT, 'models/churn', file);

/** Where the embedded PostgreSQL of a data folder has its cluster. */
export const clusterOf = (dataDir: string) => join(dataDir, 'postgres', 'cluster');

/** The process id of the embedded PostgreSQL of a data folder; null when it does not run. */
export async function postmasterPid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const pid = Number(text.split('\n')[0]);
  return (await isAlive(pid)) ? pid : null;
}

/** Processes whose command line names a folder: what a server has left behind. */
export async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').filter((line) => line.includes(folder));
}

/** A process that has ended but that nobody has asked for yet is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await run('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout !== '' && !stdout.startsWith('Z');
}

/** The database is lost at once, without a word: what a crash of PostgreSQL looks like. */
export async function crashPostgres(dataDir: string): Promise<void> {
  const pid = await postmasterPid(dataDir);
  if (pid === null) throw new Error('The embedded PostgreSQL does not run.');
  // What `pg_ctl stop -m immediate` sends.
  process.kill(pid, 'SIGQUIT');
  while (await isAlive(pid)) await pause(20);
}

/** Starts the cluster again as it was started before: with the options that PostgreSQL keeps in postmaster.opts. */
export async function restartPostgres(dataDir: string): Promise<void> {
  const cluster = clusterOf(dataDir);
  const options = await readFile(join(cluster, 'postmaster.opts'), 'utf8');
  const [, binary, flags] = /^(\S+)\s+"-D" "[^"]*"\s*(.*)$/m.exec(options.trim()) ?? [];
  const owner = await ownerOf(cluster);
  const pgCtl = binary.replace(/postgres$/, 'pg_ctl');
  await run(
    pgCtl,
    ['start', '-D', cluster, '-w', '-s', '-l', join(cluster, 'server.log'), '-o', flags],
    owner,
  );
}

async function ownerOf(path: string): Promise<{ uid?: number; gid?: number; cwd: string }> {
  const { uid, gid } = await stat(path);
  return process.getuid?.() === 0 ? { uid, gid, cwd: path } : { cwd: path };
}

/** Ends whatever a failed test has left running, and removes the folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...started].map(kill));
  for (const folder of folders) {
    const pid = await postmasterPid(folder);
    if (pid !== null) await crashPostgres(folder);
    await rm(folder, { recursive: true, force: true });
  }
  folders.clear();
}

export const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
