import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { scenarios } from '@kilter/core/simulation/scenario';
import {
  MEASURED,
  SIMULATE,
  SIMULATION,
  type MeasuredData,
  type SimulateData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { readRollups } from '../testing/recompute.ts';
import { cleanUp, temporaryModels } from '../testing/server-process.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';

const OUTCOME = { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 };
const { target } = inject('postgresServers')[0];

describe('simulate', () => {
  let app: TestApp;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const started = await startTestApps(target, 1);
    [app] = started.apps;
    close = started.close;
  });
  afterAll(() => close());

  const simulate = async (variables: Record<string, unknown>) =>
    (await app.client.ask<SimulateData>(SIMULATE, variables)).simulate;
  const rows = () =>
    app.db.sql<{ source: string; count: number; oldest: Date; newest: Date; failed: number }[]>`
      SELECT source, count(*)::int AS count, min(at) AS oldest, max(at) AS newest, count(error_code)::int AS failed
      FROM prediction GROUP BY source`;

  test('without outcomes: as many predictions as asked for, of the last hour, all of them marked', async () => {
    const startedMs = Date.now();
    const result = await simulate({ samples: 700 });
    expect(result).toMatchObject({ samples: 700, predictions: 700, outcomes: 0 });
    const [stored, ...others] = await rows();
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ source: 'SIMULATION', count: 700, failed: result.errors });
    expect(stored.oldest.getTime()).toBeGreaterThanOrEqual(startedMs - 3_600_000);
    expect(stored.newest.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('with outcomes: two months of history, whose closed cohorts show how good the model is', async () => {
    const result = await simulate({ samples: 6_000, withOutcomes: true });
    expect(result).toMatchObject({ predictions: 6_000 });
    expect(result.outcomes).toBeGreaterThan(300);
    const { performance } = await app.client.ask<MeasuredData>(MEASURED, { window: { days: 61 } });
    // By the model card .890 and .553; of some 2,700 labelled rows.
    expect(performance.measured?.accuracy).toBeGreaterThan(0.86);
    expect(performance.measured?.recall).toBeGreaterThan(0.42);
    const manifest = { classes: ['no_churn', 'churn'], outcome: OUTCOME };
    await vi.waitFor(
      async () => {
        const { stored, recomputed } = await readRollups(app.db.sql, manifest);
        expect(stored).toEqual(recomputed);
      },
      { timeout: 20_000 },
    );
  });

  test('a scenario shows: one in eight fails', async () => {
    const result = await simulate({ samples: 2_000, scenario: 'ERRORS' });
    expect(result.errors).toBeGreaterThan(150);
    expect(result.errors).toBeLessThan(350);
  });

  test.each([0, -1, 100_001])('%i samples are refused with the field', async (samples) => {
    const answer = await app.client.request(SIMULATE, { samples });
    expect(onlyProblem(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'samples' });
  });

  test('a second simulation has to wait', async () => {
    const first = simulate({ samples: 5_000 });
    await vi.waitFor(async () => {
      const second = await app.client.request(SIMULATE, { samples: 1 });
      expect(onlyProblem(second).extensions.code).toBe('CONFLICT');
    });
    expect((await first).predictions).toBe(5_000);
    expect((await simulate({ samples: 1 })).predictions).toBe(1);
  });

  test('scenarios are described; there is no live traffic unless it was asked for', async () => {
    type Data = { simulation: { scenarios: { name: string; description: string }[]; live: unknown } };
    const { simulation } = await app.client.ask<Data>(SIMULATION);
    expect(simulation.scenarios.map(({ name }) => name)).toEqual([...scenarios]);
    expect(simulation.live).toBeNull();
  });
});

describe('a model without synthetic customers', () => {
  afterAll(() => cleanUp());

  test('says so', async () => {
    const models = await temporaryModels();
    await rm(join(models, 'churn', 'generator.json'));
    const { apps, close } = await startTestApps(target, 1, { KILTER_MODELS_DIR: models });
    try {
      const problem = onlyProblem(await apps[0].client.request(SIMULATE, { samples: 10 }));
      expect(problem.extensions).toMatchObject({ code: 'INSUFFICIENT_DATA', field: 'model' });
      // Put back, they are found without a restart.
      await cp(
        join(import.meta.dirname, '../../../../models/churn/generator.json'),
        join(models, 'churn/generator.json'),
      );
      expect((await apps[0].client.ask<SimulateData>(SIMULATE, { samples: 10 })).simulate.predictions).toBe(
        10,
      );
    } finally {
      await close();
    }
  });
});

describe('live traffic', () => {
  test(
    'has a history with outcomes, goes on by itself, and says how fast',
    { timeout: 120_000 },
    async () => {
      const { apps, close } = await startTestApps(target, 1, {
        KILTER_DEMO_SECONDS_PER_DAY: '10',
        KILTER_DEMO_PREDICTIONS_PER_DAY: '300',
      });
      const [{ app, client, db }] = apps;
      try {
        await app.startTraffic();
        const count = async () =>
          (await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM prediction`)[0].n;
        const history = await count();
        expect(history).toBeGreaterThan(13_000);
        type Data = { simulation: { live: { model: string; secondsPerDay: number; simulatedAt: string } } };
        const { live } = (await client.ask<Data>(SIMULATION)).simulation;
        expect(live).toMatchObject({ model: 'churn', secondsPerDay: 10 });
        expect(Date.parse(live.simulatedAt)).toBeGreaterThan(Date.now());
        await vi.waitFor(async () => expect(await count()).toBeGreaterThan(history + 50), {
          timeout: 20_000,
        });
        const [{ ahead }] = await db.sql<{ ahead: number }[]>`
        SELECT count(*)::int AS ahead FROM prediction WHERE at > now()`;
        expect(ahead).toBe(0);
        const { performance } = await client.ask<MeasuredData>(MEASURED, { window: { days: 60 } });
        expect(performance.measured?.labelled).toBeGreaterThan(6_000);
      } finally {
        await close();
      }
    },
  );
});
