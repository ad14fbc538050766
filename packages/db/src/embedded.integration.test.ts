import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openDatabase } from './client.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const run = promisify(execFile);

async function temporaryFolder(mode: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kilter-embedded-'));
  await chmod(folder, mode);
  return folder;
}

test('a server left behind by a killed process is adopted with its data, and the last user stops it', async () => {
  const directory = await temporaryFolder(0o755);
  const module = fileURLToPath(new URL('./embedded.ts', import.meta.url));
  const child = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    const { target } = await startEmbedded({ directory: ${JSON.stringify(directory)} });
    const { openDatabase } = await import(${JSON.stringify(module.replace('embedded.ts', 'client.ts'))});
    await openDatabase(target).sql.unsafe('CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(process.pid, 'SIGKILL');`;
  await run(process.execPath, ['--input-type=module', '-e', child]).catch(() => undefined);

  const first = await startEmbedded({ directory });
  expect(first.adopted).toBe(true);
  const db = openDatabase(first.target);
  expect([...(await db.sql`SELECT answer FROM kept`)]).toEqual([{ answer: 42 }]);
  await db.close();
  await first.stop();

  const second = await startEmbedded({ directory });
  expect(second.adopted).toBe(false);
  await migrate(second.target);
  await Promise.all([migrate(second.target), migrate(second.target)]);
  await second.stop();
  await expect(readFile(join(directory, 'cluster', 'postmaster.pid'))).rejects.toThrow('ENOENT');
  await rm(directory, { recursive: true });
});

test('a folder that only its owner can walk to is no obstacle, as root neither', async () => {
  const folder = await temporaryFolder(0o700);
  const server = await startEmbedded({ directory: join(folder, 'inner', 'postgres') });
  const db = openDatabase(server.target);
  const [{ one }] = await db.sql<{ one: number }[]>`SELECT 1 AS one`;
  expect(one).toBe(1);
  await db.close();
  await server.stop();
  await rm(folder, { recursive: true });
});
