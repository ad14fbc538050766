import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { manifest } from '@kilter/core/testing/shipped-churn';
import { openDatabase, type Database } from '@kilter/db/client';
import { customerNumber, type CustomerInput } from '../testing/customer.ts';
import { startOutsidePostgres } from '../testing/outside-postgres.ts';
import { countRows, feedIds, readRollups, storedIds } from '../testing/recompute.ts';
import { runKilter, startKilter } from '../testing/run-kilter.ts';
import {
  cleanUp,
  interrupt,
  pause,
  postmasterPid,
  startServer,
  temporaryFolder,
  type RunningServer,
} from '../testing/server-process.ts';

const FROM = Date.UTC(2026, 3, 1);
const DAY_MS = 86_400_000;

/** One logged prediction as a line of a CSV file: evenly over some days. */
function logLine(i: number, count: number, changes: CustomerInput = {}, days = 10): Record<string, unknown> {
  return {
    at: new Date(FROM + Math.floor((days * DAY_MS * i) / count)).toISOString(),
    subject: `customer-${i}`,
    probability: (i % 101) / 100,
    ...customerNumber(i),
    ...changes,
  };
}

const cell = (value: unknown) => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]|^NA$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function toCsv(records: readonly Record<string, unknown>[]): string {
  const header = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const lines = records.map((record) => header.map((name) => cell(record[name])).join(','));
  return `${header.join(',')}\n${lines.join('\n')}\n`;
}

/** A server on a folder of its own, and a look into its database. */
interface Kilter {
  settings: { KILTER_DATA_DIR: string };
  folder: string;
  db: Database;
  server: RunningServer;
  close(): Promise<void>;
}

async function startFresh(): Promise<Kilter> {
  const folder = await temporaryFolder();
  const settings = { KILTER_DATA_DIR: folder };
  const server = await startServer(settings);
  const socketDirectory = join(folder, 'postgres');
  const db = openDatabase({ socketDirectory, port: 5432, database: 'kilter', user: 'kilter' });
  return {
    settings,
    folder,
    db,
    server,
    close: async () => {
      await db.close();
      await interrupt(server);
    },
  };
}

async function write({ folder }: Kilter, name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

afterAll(cleanUp);

describe('beside a running server', () => {
  let kilter: Kilter;
  beforeEach(async () => {
    kilter = await startFresh();
  });
  afterEach(() => kilter.close());

  test('an import that is killed is gone on with: every row is there once, and so it is counted', async () => {
    const count = 30_000;
    const rows = Array.from({ length: count }, (_, i) => logLine(i, count, {}, 1.1));
    // All lines of some chunks are good, others hold bad ones.
    for (let i = 20_000; i < 20_100; i++) rows[i].tenure = 'four';
    const path = await write(kilter, 'log.csv', toCsv(rows));
    const { sql } = kilter.db;
    const chunks = async () => {
      const [{ found }] = await sql<{ found: number }[]>`
        SELECT count(*)::int AS found FROM write_group WHERE rows > 1500`;
      return found;
    };

    const first = startKilter(kilter.settings, 'import', path);
    while ((await chunks()) < 3) await pause(5);
    first.child.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
    const before = await countRows(sql);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(count - 100);

    const second = await runKilter(kilter.settings, 'import', path);
    expect(second).toMatchObject({ code: 0, stderr: '' });
    // What was on its way when the process died may have been committed after we looked.
    const [, written] = /Imported ([\d,]+) predictions/.exec(second.stdout) ?? [];
    const [, known] = /([\d,]+) were there/.exec(second.stdout) ?? [];
    expect([written, known].reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(
      count - 100,
    );
    expect(second.stdout).toContain('\n100 left out:\n');
    expect(second.stdout).toContain('  line 20002, tenure: must be a finite number\n');
    expect(second.stdout).toContain('... and 80 more');

    const third = await runKilter(kilter.settings, 'import', path);
    expect(third.stdout).toContain('Imported 0 predictions');
    expect(await countRows(sql)).toBe(count - 100);
    const [{ subjects }] = await sql`SELECT count(DISTINCT subject)::int AS subjects FROM prediction`;
    expect(subjects).toBe(count - 100);
    expect((await feedIds(sql)).toSorted()).toEqual(await storedIds(sql));
    const { stored, recomputed } = await readRollups(sql, manifest);
    expect(stored.size).toBeGreaterThan(0);
    expect(stored).toEqual(recomputed);
  });

  test('other options make another import of the same file', async () => {
    const path = await write(kilter, 'log.csv', toCsv([logLine(0, 1)]));
    const run = (...args: string[]) => runKilter(kilter.settings, 'import', path, ...args);
    await run('--environment', 'a');
    await run('--environment', 'b');
    await run('--environment', 'b');
    const rows = await kilter.db.sql`SELECT environment FROM prediction ORDER BY 1`;
    expect(rows.map(({ environment }) => environment)).toEqual(['a', 'b']);
  });

  test('bad lines are left out and reported, all of them in the file of --errors; --dry-run writes nothing', async () => {
    const good = Array.from({ length: 30 }, (_, i) => logLine(i, 30));
    const bad = [
      { ...logLine(1, 30), gender: '' },
      { ...logLine(2, 30), probability: 2 },
      { ...logLine(3, 30), at: '2999-01-01' },
      { ...logLine(4, 30), tags: 'a;;b' },
    ];
    const text = `${toCsv([...good, ...bad])}too,short\n"never closed,1\n`;
    const path = await write(kilter, 'log.csv', text);
    const errors = join(kilter.folder, 'errors.csv');
    const expected = [
      'line,field,message',
      '32,gender,is required',
      '33,probability,must be 0 to 1',
      '34,at,lies in the future',
      '35,tags,"""',
      '36,,"has 2 cells, but the header has 22"',
      '37,,a quote is not closed',
    ];
    for (const args of [['--dry-run'], []]) {
      const { code, stdout } = await runKilter(kilter.settings, 'import', path, '--errors', errors, ...args);
      expect(code).toBe(0);
      expect(stdout).toMatch(args.length > 0 ? /^Would import 30 predictions/ : /^Imported 30 predictions/);
      expect(stdout).toContain('6 left out:\n  line 32, gender: is required\n');
      const lines = (await readFile(errors, 'utf8')).trimEnd().split('\n');
      expect(lines.map((line, i) => line.startsWith(expected[i]))).toEqual(expected.map(() => true));
      expect(await countRows(kilter.db.sql)).toBe(args.length > 0 ? 0 : 30);
    }
    const { code } = await runKilter(
      kilter.settings,
      'import',
      await write(kilter, 'all-bad.csv', toCsv(bad)),
    );
    expect(code).toBe(1);
  });

  test('what is exported is imported elsewhere as it was, with its counters', async () => {
    const count = 1_200;
    const records = Array.from({ length: count }, (_, i) => {
      const changes = [
        { tenure: null, gender: 'NA', tags: 'spring;sale' },
        { gender: 'a "b", c', cashbackAmount: 1e6, tags: '["x;y"]', environment: 'staging' },
        { probability: '', errorCode: 'INTERNAL' },
        { latencyMs: 1.2345, action: 'mail', holdout: false, outcome: 'churn', outcomeAt: '2026-05-02' },
        { label: 'churn', probability: 0.25, holdout: true, outcome: '0', outcomeAt: '2026-04-20T01:02:03Z' },
        {},
      ];
      return logLine(i, count, { preferredLoginDevice: 'Phone', ...changes[i % changes.length] });
    });
    const path = await write(kilter, 'log.csv', toCsv(records));
    const { sql } = kilter.db;
    expect(await runKilter(kilter.settings, 'import', path)).toMatchObject({ code: 0 });
    const labelled = 2 * (count / 6);
    await labelsAre(kilter, labelled);
    const original = await rowsOf(kilter);
    expect(original).toHaveLength(count);
    const { stored, recomputed } = await readRollups(sql, manifest);
    expect(stored).toEqual(recomputed);

    for (const format of ['csv', 'jsonl']) {
      const file = join(kilter.folder, `export.${format}`);
      const exported = await runKilter(kilter.settings, 'export', '--from', '2026-04-01', '--out', file);
      expect(exported).toMatchObject({ code: 0, stdout: '', stderr: 'Exported 1,200 predictions.\n' });
      const other = await startFresh();
      try {
        const imported = await runKilter(other.settings, 'import', file);
        expect(imported).toMatchObject({ code: 0, stderr: '' });
        expect(imported.stdout).toContain('Imported 1,200 predictions');
        await labelsAre(other, labelled);
        expect(await rowsOf(other)).toEqual(original);
        expect((await readRollups(other.db.sql, manifest)).stored).toEqual(stored);
      } finally {
        await other.close();
      }
    }
  });

  test('an export is of the time, the version and the source that are asked for', async () => {
    const path = await write(kilter, 'log.csv', toCsv(Array.from({ length: 10 }, (_, i) => logLine(i, 10))));
    await runKilter(kilter.settings, 'import', path);
    const lines = async (...args: string[]) => {
      const { code, stdout } = await runKilter(kilter.settings, 'export', '--format', 'jsonl', ...args);
      expect(code).toBe(0);
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).subject);
    };
    expect(await lines('--from', '2026-04-02', '--to', '2026-04-04')).toEqual(['customer-1', 'customer-2']);
    expect(await lines('--from', '2026-04-02', '--source', 'API')).toEqual([]);
    expect(await lines('--from', '2026-04-10', '--version', manifest.version)).toEqual(['customer-9']);
  });

  test('an export that fails leaves no file', async () => {
    const path = await write(kilter, 'log.csv', toCsv([logLine(0, 1)]));
    await runKilter(kilter.settings, 'import', path);
    await kilter.db.sql`ALTER TABLE outcome RENAME TO outcome_away`;
    const out = join(kilter.folder, 'export.csv');
    const { code, stderr } = await runKilter(kilter.settings, 'export', '--from', '2026-04-01', '--out', out);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^kilter: .*outcome.*\n$/);
    expect((await readdir(kilter.folder)).filter((name) => name.startsWith('export'))).toEqual([]);
    await kilter.db.sql`ALTER TABLE outcome_away RENAME TO outcome`;
  });
});

/** Waits until the server has labelled what was imported. */
async function labelsAre({ db }: Kilter, expected: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const [{ labels }] = await db.sql`SELECT count(*)::int AS labels FROM prediction_label`;
      expect(labels).toBe(expected);
    },
    { timeout: 30_000 },
  );
}

/** Everything of every row but its id, in the order of time. */
async function rowsOf({ db }: Kilter) {
  const rows = await db.sql`
    SELECT p.*, l.label AS actual, l.arrived_at, o.at AS happened_at
    FROM prediction AS p LEFT JOIN prediction_label AS l ON l.prediction_id = p.id
    LEFT JOIN outcome AS o ON o.id = l.outcome_id
    ORDER BY p.at, p.subject`;
  return rows.map(({ id: _id, ...row }) => row);
}

describe('without a server', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    path = join(folder, 'log.csv');
    await writeFile(path, toCsv([logLine(0, 1)]));
  });

  test('nothing can be imported before one was there; afterwards the database is started, and stopped again', async () => {
    const settings = { KILTER_DATA_DIR: folder };
    const early = await runKilter(settings, 'import', path);
    expect(early).toMatchObject({ code: 2, stdout: '' });
    expect(early.stderr).toMatch(/^kilter: import: no model is known here yet.*\n$/);
    await interrupt(await startServer(settings));
    expect(await runKilter(settings, 'import', path)).toMatchObject({ code: 0, stderr: '' });
    expect(await postmasterPid(folder)).toBeNull();
  });

  test('an outside database is used over TCP', async () => {
    const postgres = await startOutsidePostgres();
    try {
      const settings = { KILTER_DATA_DIR: folder, DATABASE_URL: postgres.url() };
      await interrupt(await startServer(settings));
      const imported = await runKilter(settings, 'import', path);
      expect(imported).toMatchObject({ code: 0, stderr: '' });
      expect(imported.stdout).toContain('Imported 1 predictions');
      const away = await runKilter(
        { ...settings, DATABASE_URL: postgres.url({ password: 'wrong' }) },
        'import',
        path,
      );
      expect(away.code).toBe(1);
      expect(away.stderr).toMatch(/^kilter: The database at DATABASE_URL cannot be used.*\n$/);
    } finally {
      await postgres.stop();
    }
  });

  test.each([
    [['export'], 'export: --from is needed (see export --help)'],
    [
      ['export', '--from', 'noon'],
      'export: --from must be ISO 8601 or Unix milliseconds (see export --help)',
    ],
    [
      ['export', '--from', '2026-01-02', '--to', '2026-01-01'],
      'export: --to must be later than --from (see export --help)',
    ],
    [['import'], 'import: a FILE is needed (see import --help)'],
    [['import', 'a.csv', '--colour', 'red'], "import: Unknown option '--colour' (see import --help)"],
    [['import', 'nowhere.csv'], 'import: nowhere.csv cannot be read: ENOENT (see import --help)'],
    [['transport'], 'there is no command "transport", but import, export, rebuild'],
  ])('%j is refused in one line', async (args, message) => {
    const run = await runKilter({ KILTER_DATA_DIR: folder }, ...args);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: `kilter: ${message}\n` });
  });

  test('help says what there is', async () => {
    for (const args of [['--help'], ['import', '--help'], ['export', '--help']]) {
      const { code, stdout } = await runKilter({ KILTER_DATA_DIR: folder }, ...args);
      expect(code).toBe(0);
      expect(stdout).toContain('npm run');
    }
  });
});
