import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

export interface RunningServer {
  url: string;
  child: ChildProcess;
  /** Of the embedded PostgreSQL; empty for a server without one. */
  dataDir: string;
  stop(): Promise<void>;
}

/** V8's flags as `npm start` has them. */
const FLAGS = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** Starts a script and waits until it prints the URL of its GraphQL endpoint. */
async function startServer(
  script: string,
  env: Record<string, string>,
  dataDir: string,
): Promise<RunningServer> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...FLAGS, path], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/\S+\/graphql/.exec(line);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was up.`)));
  });
  return {
    url,
    child,
    dataDir,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      if (dataDir !== '') rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The whole Kilter with a PostgreSQL of its own, durable as in production. */
export function startKilter(): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kilter-bench-'));
  chmodSync(dataDir, 0o755);
  const env = { PORT: '0', DASHBOARD_PORT: '0', KILTER_DATA_DIR: dataDir };
  return startServer('../../apps/api/src/main.ts', env, dataDir);
}

/** Stock yoga with the same schema and a mutation that does nothing. */
export function startNoop(): Promise<RunningServer> {
  return startServer('./noop-server.ts', {}, '');
}
