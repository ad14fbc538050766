import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '@kilter/core/time/units';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { RECORD_OUTCOMES } from '../testing/documents.ts';
import { readRollups } from '../testing/recompute.ts';
import { startTestApp, startTestApps, type TestApp } from '../testing/test-app.ts';
import { foldRollups } from './fold-rollups.ts';
import { rebuildRollups } from './rebuild-rollups.ts';

const OUTCOME = { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 };
const LABELLING = { classes: ['no_churn', 'churn'], outcome: OUTCOME };

describe.each(inject('postgresServers'))('a rebuild on $name', ({ target }) => {
  let app: TestApp;
  let close: () => Promise<void>;
  let databaseTarget: TestApp['db']['target'];
  const todayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const window = { fromMs: todayMs - 41 * DAY_MS, toMs: todayMs + DAY_MS };

  beforeAll(async () => {
    const started = await startTestApps(target, 1);
    ({ close } = started);
    databaseTarget = started.target;
    [app] = started.apps;
    const modelVersionId = app.app.registry.find('churn').champion.id;
    const rows = Array.from({ length: 300 }, (_, i) =>
      predictionAt(todayMs - 40 * DAY_MS + i * 3 * HOUR_MS, {
        modelVersionId,
        subject: `customer-${i % 40}`,
        probability: (i % 10) / 10,
        tags: i % 3 === 0 ? ['spring'] : [],
      }),
    );
    await writeRows(app.db.sql, rows);
    const outcomes = Array.from({ length: 20 }, (_, i) => ({
      target: { subject: { subject: `customer-${i}` } },
      label: 'churn',
      at: new Date(todayMs - 15 * DAY_MS + i * HOUR_MS).toISOString(),
    }));
    await app.client.ask(RECORD_OUTCOMES, { outcomes });
  });
  afterAll(() => close());

  const needs = () => ({
    sql: app.db.sql,
    layoutOf: (id: number) => app.app.registry.version(id).layout,
  });
  const rebuild = (fix: boolean) => rebuildRollups(needs(), { window, fix });

  test('finds no difference, before all is folded and after', async () => {
    expect(await rebuild(false)).toEqual({ rows: 300, differences: [] });
    await foldRollups(app.db.sql);
    expect(await rebuild(true)).toEqual({ rows: 300, differences: [] });
    const { stored, recomputed } = await readRollups(app.db.sql, LABELLING);
    expect(stored.size).toBeGreaterThan(300);
    expect(stored).toEqual(recomputed);
  });

  test('finds what is lost, too much or in the wrong place, and puts it right', async () => {
    await foldRollups(app.db.sql);
    await app.db.sql`DELETE FROM rollup WHERE span_minutes = 1 AND at IN
      (SELECT at FROM rollup WHERE span_minutes = 1 ORDER BY at LIMIT 2)`;
    await app.db.sql`UPDATE rollup SET features = core, segment_names = '{}', segment_counters = '{}'
      WHERE (span_minutes, at) IN (SELECT span_minutes, at FROM rollup WHERE span_minutes = 60 ORDER BY at LIMIT 3)`;
    await app.db
      .sql`INSERT INTO rollup_delta SELECT model_version_id, at, source, core, features, segment_names,
      segment_counters FROM rollup WHERE span_minutes = 1 ORDER BY at DESC LIMIT 1`;
    const { differences } = await rebuild(true);
    expect(new Set(differences.map(({ minutes }) => minutes))).toEqual(new Set([1, 15, 60, 1440]));
    expect(differences.filter(({ minutes }) => minutes === 1)).toHaveLength(3);
    expect(differences[0].parts.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['core', 'features', 'cityTier=1']),
    );
    expect((await rebuild(false)).differences).toEqual([]);
    await foldRollups(app.db.sql);
    expect((await rebuild(false)).differences).toEqual([]);
    const { stored, recomputed } = await readRollups(app.db.sql, LABELLING);
    expect(stored).toEqual(recomputed);
  });

  test('what an older version has stored is counted when a server starts, once, whoever starts', async () => {
    await app.db.sql`TRUNCATE rollup, rollup_delta`;
    const others = await Promise.all([startTestApp(databaseTarget), startTestApp(databaseTarget)]);
    const { stored, recomputed } = await readRollups(app.db.sql, LABELLING);
    expect(stored).toEqual(recomputed);
    await Promise.all(others.map((other) => other.close()));
  });

  test('days whose predictions were dropped are refused', async () => {
    await foldRollups(app.db.sql);
    const [{ name }] = await app.db.sql<{ name: string }[]>`
      SELECT min(relname) AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent = 'prediction'::regclass`;
    await app.db.sql.unsafe(`DROP TABLE ${name}`);
    await expect(rebuild(true)).rejects.toThrow(/were dropped/);
    const later = { fromMs: window.fromMs + 3 * DAY_MS, toMs: window.toMs };
    expect((await rebuildRollups(needs(), { window: later, fix: false })).differences).toEqual([]);
  });
});
