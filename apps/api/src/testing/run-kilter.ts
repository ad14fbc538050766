import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Settings } from './server-process.ts';

const KILTER = fileURLToPath(new URL('../cli/kilter.ts', import.meta.url));

/** Set and empty: neither this machine's environment nor its .env file reaches the command. */
const NEUTRAL: Record<string, string> = {
  DATABASE_URL: '',
  KILTER_MODELS_DIR: '',
  KILTER_DEFAULT_MODEL: '',
  KILTER_ENVIRONMENT: 'test',
  LOG_LEVEL: 'error',
};

export interface KilterRun {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Starts a command of the command line; `ended` is fulfilled when it has ended, in whatever way. */
export function startKilter(
  settings: Settings,
  ...args: string[]
): { child: ChildProcess; ended: Promise<KilterRun> } {
  const child = spawn(process.execPath, [KILTER, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...NEUTRAL, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: ended, resolve, reject } = Promise.withResolvers<KilterRun>();
  child.on('error', reject);
  child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  return { child, ended };
}

export const runKilter = (settings: Settings, ...args: string[]): Promise<KilterRun> =>
  startKilter(settings, ...args).ended;
