import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { openDatabase, type Database, type Sql } from '../client.ts';
import { readPlans, type PlanReader } from '../testing/plans.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import { predictionRow, writeGroupOf } from '../testing/rows.ts';
import { labelsOf, targetsOf, targetsOfSubjects, writeLabels } from './label.ts';
import { outcomesOfPredictions, outcomesOfSubjects } from './outcome.ts';
import { ensurePartitions } from './partition.ts';
import { getPredictions, listPredictions } from './prediction.ts';
import { atOneMoment, readRawRows } from './rebuild.ts';
import { readSample } from './sample.ts';
import { writeGroup } from './write-group.ts';

const DAY_MS = 86_400_000;
const DAYS = 12;
const NEWEST_DAY_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const dayMs = (ago: number) => NEWEST_DAY_MS - ago * DAY_MS;
const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

describe.each(inject('postgresServers'))('queries by time on $name', ({ target }) => {
  let db: Database;
  let drop: () => Promise<void>;
  let plans: PlanReader;
  /** One of each day, the newest first. */
  const idsByDay: string[] = [];

  beforeAll(async () => {
    const created = await createTestDatabase(target);
    ({ drop } = created);
    db = openDatabase(created.target);
    for (let ago = 0; ago < DAYS; ago++) {
      await ensurePartitions(db.sql, dayMs(ago));
      const rows = Array.from({ length: 200 }, (_, i) =>
        predictionRow({ id: ids.at(dayMs(ago) + i * 60_000), subject: `customer-${i}` }),
      );
      idsByDay.push(rows[0].id);
      await writeGroup(db.sql, writeGroupOf(crypto.randomUUID(), 1, rows));
      const label = { outcomeId: rows[0].id, label: 1, value: null, arrivedAtMs: Date.now() };
      const changes = rows.map(({ id }) => ({ predictionId: id, modelVersionId: 1, label }));
      await writeLabels(db.sql, { changes, deltas: [] });
    }
    await db.sql`ANALYZE prediction, prediction_label, outcome`;
    plans = await readPlans(created.target);
  });
  afterAll(async () => {
    await plans.close();
    await db.close();
    await drop();
  });

  const dayOf = (name: string) => name.slice(name.lastIndexOf('_') + 1);
  const nameOf = (ms: number) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
  /** The days whose partitions of any table were looked into. */
  const daysVisited = async (work: (sql: Sql) => Promise<unknown>): Promise<string[]> => {
    plans.visited();
    await work(plans.sql);
    return [...new Set(plans.visited().map(dayOf))].sort();
  };
  const twoDays = { fromMs: dayMs(5), toMs: dayMs(3) };
  const theTwo = [nameOf(dayMs(5)), nameOf(dayMs(4))];

  test('see what is looked into: without a bound it is everything', async () => {
    expect(await daysVisited((sql) => sql`SELECT count(*) FROM prediction`)).toHaveLength(DAYS);
  });

  test('predictions of subjects in a time', async () => {
    const query = { modelVersionIds: [1], subjects: ['customer-1', 'customer-7'], ...twoDays };
    expect(await daysVisited((sql) => targetsOfSubjects(sql, query))).toEqual(theTwo);
  });

  test('predictions, labels and outcomes by id', async () => {
    const some = [idsByDay[4], idsByDay[5]];
    for (const read of [getPredictions, targetsOf, labelsOf, outcomesOfPredictions]) {
      expect(await daysVisited((sql) => read(sql, some))).toEqual(theTwo);
    }
  });

  test('outcomes of subjects in a time', async () => {
    const query = { modelId: 1, subjects: ['customer-1'], fromMs: dayMs(5), toMs: dayMs(3) - 1 };
    expect(await daysVisited((sql) => outcomesOfSubjects(sql, query))).toEqual(theTwo);
  });

  test('a page of predictions reads the days that it shows', async () => {
    const page = (olderThan: string | null) => (sql: Sql) =>
      listPredictions(sql, {
        modelVersionIds: [1],
        olderThan,
        newerThan: null,
        oldestFirst: false,
        limit: 50,
      });
    expect(await daysVisited(page(null))).toEqual([nameOf(dayMs(0))]);
    // The id may lie behind the first of its day.
    expect(await daysVisited(page(idsByDay[4]))).toEqual([nameOf(dayMs(5)), nameOf(dayMs(4))]);
  });

  test('predictions of a window, whatever else they must be', async () => {
    const read = (sql: Sql) =>
      listPredictions(sql, {
        modelVersionIds: [1],
        tag: 'nobody',
        window: twoDays,
        olderThan: null,
        newerThan: null,
        oldestFirst: false,
        limit: 50,
      });
    expect(await daysVisited(read)).toEqual(theTwo);
  });

  test('a sample of a window, and its labels', async () => {
    const pieces = [
      { ...twoDays, toMs: dayMs(4), limit: 20 },
      { fromMs: dayMs(4), toMs: dayMs(3), limit: 20 },
    ];
    const read = (sql: Sql) => readSample(sql, { modelVersionIds: [1], sources: null, pieces });
    expect(await daysVisited(read)).toEqual(theTwo);
  });

  test('the raw rows of a time, to count them again', async () => {
    const read = async () => {
      await atOneMoment(plans.sql, async (tx) => {
        for await (const rows of readRawRows(tx, twoDays)) expect(rows.length).toBeGreaterThan(0);
      });
    };
    expect(await daysVisited(read)).toEqual(theTwo);
  });
});
