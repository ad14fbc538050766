import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { builtInRules } from '@kilter/core/alerts/built-in-rules';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@kilter/core/time/units';
import { renewBuiltInRules } from '@kilter/db/queries/alert';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { ServedModel } from '../models/registry.ts';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { customer } from '../testing/customer.ts';
import { PERFORMANCE_CHANGED, PREDICT, type PerformanceChangedData } from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { cleanUp, shippedModel, temporaryModels } from '../testing/server-process.ts';
import { subscribe, type Subscription } from '../testing/subscription-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { createEvaluateRules, type EvaluateRules } from './evaluate-rules.ts';
import { findMonitored } from './monitored-models.ts';
import { watchRules, type RuleWatch } from './watch-rules.ts';

// So that a test can do without it: else nothing is replaced.
vi.mock(import('./watch-rules.ts'), { spy: true });
const idle: RuleWatch = { modelsChanged: () => undefined, stop: async () => undefined };

const ALERTS = `
query Alerts($model: String, $window: WindowInput, $status: AlertStatus, $severity: AlertSeverity, $type: String,
  $first: Int, $after: String) {
  alerts(model: $model, window: $window, status: $status, severity: $severity, type: $type, first: $first, after: $after) {
    totalCount
    edges {
      cursor
      node {
        id type category severity status message value threshold samples
        openedAt firedAt acknowledgedAt resolvedAt updatedAt
        rule { id name type threshold metric enabled builtIn } model { name }
        events { at kind status severity value threshold samples message note actor }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ALERT_CHANGED = `
subscription AlertChanged($model: String, $after: String) {
  alertChanged(model: $model, after: $after) {
    cursor kind alert { id type severity status message resolvedAt } event { kind status severity value }
  }
}`;

interface AlertNode {
  id: string;
  type: string;
  category: string;
  severity: string;
  status: string;
  message: string;
  value: number;
  threshold: number;
  samples: number | null;
  resolvedAt: string | null;
  rule: { type: string; threshold: number };
  model: { name: string };
  events: { kind: string; status: string; severity: string; value: number; message: string }[];
}
interface AlertsData {
  alerts: {
    totalCount: number;
    edges: { cursor: string; node: AlertNode }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
interface AlertChangedData {
  alertChanged: {
    cursor: string;
    kind: string;
    alert: { id: string; type: string; status: string; resolvedAt: string | null };
    event: { status: string };
  };
}

const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

describe.each(inject('postgresServers'))('on $name', ({ target }) => {
  let apps: TestApp[];
  let close: () => Promise<void>;
  /** One a process, each with a clock that the test sets. */
  let evaluators: EvaluateRules[];
  let nowMs: number;

  const start = async (settings: Record<string, string> = {}) => {
    ({ apps, close } = await startTestApps(target, 2, settings));
    nowMs = Date.now();
    evaluators = apps.map(({ app, db }) =>
      createEvaluateRules({
        registry: app.registry,
        sql: db.sql,
        entities: db.entities,
        ids,
        now: () => nowMs,
      }),
    );
  };
  /** Servers that look at no rule by themselves: the test does. */
  const startIdle = async () => {
    vi.mocked(watchRules).mockReturnValueOnce(idle).mockReturnValueOnce(idle);
    await start();
    const { champion, manifest, reference } = served();
    await renewBuiltInRules(apps[0].db.entities, champion.modelId, builtInRules(manifest, reference));
  };
  afterEach(() => close());
  afterAll(cleanUp);

  const served = () => apps[0].app.registry.find('churn');
  /** Every process looks, all at once, and again. */
  const look = async (afterMs = 0, model: ServedModel = served()) => {
    nowMs += afterMs;
    await Promise.all([...evaluators, ...evaluators].map((evaluate) => evaluate(model)));
  };
  const alerts = async (variables: Record<string, unknown> = {}): Promise<AlertNode[]> =>
    (await apps[1].client.ask<AlertsData>(ALERTS, variables)).alerts.edges.map(({ node }) => node);
  const kindsOf = ({ events }: AlertNode) => events.map(({ kind }) => kind);

  /** An eighth is answered `churn`, as is usual for this model. */
  const write = async (
    rows: number,
    atMs: number,
    changes: Partial<PredictionRow> = {},
  ): Promise<PredictionRow[]> => {
    const written = Array.from({ length: rows }, (_, i) =>
      predictionAt(atMs, {
        modelVersionId: served().champion.id,
        probability: i % 8 === 0 ? 0.95 : 0.05,
        ...changes,
      }),
    );
    await writeRows(apps[0].db.sql, written);
    return written;
  };
  const failed = { label: null, probability: null, confidence: null, errorCode: 'INTERNAL' } as const;

  describe('the rules of the shipped model, looked at by every process at once', () => {
    beforeEach(startIdle);

    test('errors raise one alert, which is updated, and resolved when they are over; every watcher hears of it', async () => {
      const live = subscribe<AlertChangedData>(apps[1].url, ALERT_CHANGED, { after: '0' });
      await write(299, nowMs - 10 * MINUTE_MS, failed);
      await look();
      expect(await alerts()).toEqual([]);

      await write(1, nowMs - 10 * MINUTE_MS, failed);
      await look();
      const [raised] = await alerts();
      expect(raised).toMatchObject({
        type: 'high_error_rate',
        category: 'SERVICE',
        severity: 'ERROR',
        status: 'FIRING',
        message: 'Error rate 100.0 % is above 5.0 % (300 predictions in the last hour)',
        value: 1,
        threshold: 0.05,
        samples: 300,
        rule: { type: 'high_error_rate', threshold: 0.05 },
        model: { name: 'churn' },
      });
      await look(MINUTE_MS);
      await write(300, nowMs - 5 * MINUTE_MS);
      await look(MINUTE_MS);
      expect((await alerts()).map(kindsOf)).toEqual([['OPENED', 'FIRED']]);
      await look(5 * MINUTE_MS);
      expect((await alerts()).map(kindsOf)).toEqual([['OPENED', 'FIRED', 'UPDATED']]);

      await write(8_000, nowMs - MINUTE_MS);
      await look(10_000);
      expect(await alerts({ status: 'RECOVERING' })).toHaveLength(1);
      await look(59_000);
      expect(await alerts({ status: 'RESOLVED' })).toEqual([]);
      await look(1_000);
      const [resolved, ...others] = await alerts();
      expect(others).toEqual([]);
      expect(resolved).toMatchObject({ id: raised.id, status: 'RESOLVED', severity: 'ERROR' });
      expect(resolved.message).toBe(
        'Error rate 3.5 % is at most 4.0 % again (8,600 predictions in the last hour)',
      );
      expect(resolved.resolvedAt).not.toBeNull();
      expect(resolved.events.map(({ kind, status, value }) => [kind, status, value])).toEqual([
        ['OPENED', 'PENDING', 1],
        ['FIRED', 'FIRING', 1],
        ['UPDATED', 'FIRING', 0.5],
        ['RECOVERING', 'RECOVERING', 300 / 8_600],
        ['RESOLVED', 'RESOLVED', 300 / 8_600],
      ]);

      await expectStory(live, resolved);
      const cursor = live.events[1].data?.alertChanged.cursor;
      const resuming = subscribe<AlertChangedData>(apps[0].url, ALERT_CHANGED, { after: cursor });
      await expectStory(resuming, { ...resolved, events: resolved.events.slice(2) });
    });

    const expectStory = async (subscription: Subscription<AlertChangedData>, { id, events }: AlertNode) => {
      const changes = () => subscription.events.map(({ data }) => data?.alertChanged);
      await vi.waitFor(() => expect(changes()).toHaveLength(events.length));
      expect(changes().map((change) => [change?.kind, change?.event.status])).toEqual(
        events.map(({ kind, status }) => [kind, status]),
      );
      // The alert as it was then, not as it is by now.
      expect(changes().map((change) => [change?.alert.id, change?.alert.status])).toEqual(
        events.map(({ status }) => [id, status]),
      );
      expect(changes().map((change) => change?.alert.resolvedAt === null)).toEqual(
        events.map(({ status }) => status !== 'RESOLVED'),
      );
      await subscription.stop();
    };

    test('doubt raises low confidence, in a window that grows until it holds enough', async () => {
      await write(290, nowMs - 5 * HOUR_MS - 10 * MINUTE_MS, { confidence: 0.7 });
      await write(9, nowMs - MINUTE_MS, { confidence: 0.7 });
      await look();
      expect(await alerts()).toEqual([]);
      await write(1, nowMs - MINUTE_MS, { confidence: 0.7 });
      await look();
      expect((await alerts()).map(({ message, severity }) => [severity, message])).toEqual([
        ['WARNING', 'Average confidence 70.0 % is below 80.0 % (300 predictions in the last 6 hours)'],
      ]);
      const { performance } = await apps[0].client.ask<{ performance: { status: string } }>(
        '{ performance(window: { minutes: 1 }) { status } }',
      );
      expect(performance.status).toBe('NO_DATA');
      // Fewer rows in the hour than are needed, and the older ones come back in.
      await write(300, nowMs - MINUTE_MS, { confidence: 0.95 });
      await look(MINUTE_MS);
      await look(MINUTE_MS);
      expect((await alerts()).map(kindsOf)).toEqual([['OPENED', 'FIRED', 'RECOVERING', 'RESOLVED']]);
    });

    test('too many or too few answers of the positive class are unusual', async () => {
      await write(1_000, nowMs - HOUR_MS, { probability: 0.05, label: 0, confidence: 0.95 });
      await look();
      const [alert] = await alerts();
      expect(alert).toMatchObject({ type: 'unusual_churn_rate', severity: 'WARNING', value: 0 });
      expect(alert.message).toMatch(
        /^Share of "churn" 0\.0 % is below 7\.\d % \(1,000 predictions in the last 24 hours\)$/,
      );
    });

    test('slow answers raise a high response time', async () => {
      await write(380, nowMs - MINUTE_MS, { latencyMs: 20 });
      await write(19, nowMs - MINUTE_MS, { latencyMs: 9_000 });
      await look();
      expect(await alerts()).toEqual([]);
      await write(3, nowMs - MINUTE_MS, { latencyMs: 9_000 });
      await look();
      expect((await alerts()).map(({ type, severity }) => [type, severity])).toEqual([
        ['high_response_time', 'ERROR'],
      ]);
    });

    test('recall is watched over the newest closed cohorts, with what silence means', async () => {
      // 40 of 300 left, and nobody was warned; accuracy is still 86.7 %.
      const rows = await write(300, nowMs - 33 * DAY_MS, { probability: 0.05, label: 0, confidence: 0.95 });
      await look();
      expect(await alerts()).toEqual([]);
      const outcomes = rows.slice(0, 40).map(({ id }) => ({
        target: { predictionId: id },
        label: 'churn',
        at: new Date(nowMs - 20 * DAY_MS).toISOString(),
      }));
      await apps[0].client.ask(
        'mutation Record($outcomes: [OutcomeInput!]!) { recordOutcomes(outcomes: $outcomes) { recorded } }',
        { outcomes },
      );
      await look();
      const raised = await alerts();
      expect(raised.map(({ type, severity, samples }) => [type, severity, samples])).toEqual([
        ['recall_drop', 'ERROR', 300],
      ]);
      expect(raised[0].message).toMatch(
        /^Recall 0\.0 % is below 41\.5 % \(300 labelled predictions from .* to .*\)$/,
      );
    });

    test('a breach that must last is pending, and is cleared without a word when it does not', async () => {
      await apps[0].db.sql`UPDATE alert_rule SET dwell_minutes = 5 WHERE type = 'high_error_rate'`;
      await write(300, nowMs - MINUTE_MS, failed);
      await look();
      expect(await alerts()).toEqual([]);
      expect((await alerts({ status: 'PENDING' })).map(kindsOf)).toEqual([['OPENED']]);
      await write(9_000, nowMs - MINUTE_MS);
      await look(MINUTE_MS);
      expect(await alerts({ status: 'PENDING' })).toEqual([]);
      expect(await alerts()).toEqual([]);
      expect(await alerts({ status: 'RESOLVED' })).toEqual([]);
    });

    test('are found by window, severity, type and page, newest first', async () => {
      await write(300, nowMs - MINUTE_MS, failed);
      await write(300, nowMs - MINUTE_MS, { confidence: 0.6 });
      await look();
      const types = (await alerts()).map(({ type }) => type);
      expect(types.toSorted()).toEqual(['high_error_rate', 'low_confidence']);
      expect(await alerts({ severity: 'WARNING' })).toHaveLength(1);
      expect((await alerts({ type: 'low_confidence' })).map(({ type }) => type)).toEqual(['low_confidence']);
      const ago = (ms: number) => new Date(nowMs - ms).toISOString();
      expect(await alerts({ window: { range: { from: ago(DAY_MS), to: ago(HOUR_MS) } } })).toEqual([]);

      const first = (await apps[0].client.ask<AlertsData>(ALERTS, { first: 1 })).alerts;
      expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
      const after = first.pageInfo.endCursor;
      const second = (await apps[0].client.ask<AlertsData>(ALERTS, { first: 1, after })).alerts;
      expect([...first.edges, ...second.edges].map(({ node }) => node.type)).toEqual(types);
      expect(second.pageInfo.hasNextPage).toBe(false);

      const wrong = await apps[0].client.request(ALERTS, { after: 'nothing' });
      expect(onlyProblem(wrong).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    });

    test('what one process misses is not resolved by one that has it', async () => {
      const [missing, having] = evaluators;
      const lost = { ...served(), batcher: null, reason: 'model.onnx: the file is missing' };
      const open = async () => {
        const window = { range: { from: new Date(nowMs - HOUR_MS), to: new Date(nowMs + MINUTE_MS) } };
        return (await alerts({ window })).map(({ type, status }) => `${type} ${status}`);
      };
      await missing(lost);
      expect(await open()).toEqual(['model_not_loaded FIRING']);
      nowMs += 40_000;
      await having(served());
      await missing(lost);
      nowMs += 40_000;
      await having(served());
      expect(await open()).toEqual(['model_not_loaded FIRING']);
      // Nobody has said so for a minute.
      nowMs += 20_000;
      await having(served());
      expect(await open()).toEqual(['model_not_loaded RESOLVED']);

      await missing(lost);
      await missing(served());
      expect((await open()).toSorted()).toEqual(['model_not_loaded RESOLVED', 'model_not_loaded RESOLVED']);
    });

    test('of an unknown model there are none', async () => {
      const { extensions } = onlyProblem(await apps[0].client.request(ALERTS, { model: 'nobody' }));
      expect(extensions).toMatchObject({ code: 'UNKNOWN_MODEL', field: 'model' });
      const watching = subscribe(apps[0].url, ALERT_CHANGED, { model: 'nobody' });
      await watching.ended;
      expect(watching.events.map(({ errors }) => errors?.map((error) => error.extensions?.code))).toEqual([
        ['UNKNOWN_MODEL'],
      ]);
    });
  });

  test('the servers see it by themselves, and the figures of the model change with it', async () => {
    await start();
    const live = subscribe<PerformanceChangedData>(apps[0].url, PERFORMANCE_CHANGED);
    await write(100, nowMs - MINUTE_MS);
    await vi.waitFor(() => expect(live.events.at(-1)?.data?.performanceChanged.status).toBe('HEALTHY'));
    await write(300, nowMs - MINUTE_MS, failed);
    await vi.waitFor(() => expect(live.events.at(-1)?.data?.performanceChanged.status).toBe('CRITICAL'), {
      timeout: 20_000,
    });
    const raised = await alerts();
    expect(raised.map(({ type, status }) => [type, status])).toEqual([['high_error_rate', 'FIRING']]);
    expect(raised.map(kindsOf)).toEqual([['OPENED', 'FIRED']]);
    await live.stop();
  });

  test('a model that is not loaded is an alert at once, and until its file is mended', async () => {
    const models = await temporaryModels();
    await rm(join(models, 'churn', 'model.onnx'));
    await start({ KILTER_MODELS_DIR: models });
    await vi.waitFor(async () => expect(await alerts()).toHaveLength(1), { timeout: 10_000 });
    const [raised] = await alerts();
    expect(raised).toMatchObject({
      type: 'model_not_loaded',
      status: 'FIRING',
      severity: 'ERROR',
      message: 'The model churn is not loaded: model.onnx: the file is missing',
      value: 1,
      threshold: 0,
      samples: null,
    });
    await apps[0].client.request(PREDICT, { input: customer() });
    expect((await apps[1].client.performance()).status).toBe('CRITICAL');

    await copyFile(shippedModel('model.onnx'), join(models, 'churn', 'model.onnx'));
    await vi.waitFor(async () => expect(await alerts({ status: 'RESOLVED' })).toHaveLength(1), {
      timeout: 20_000,
    });
    const all = await alerts();
    expect(all.map(kindsOf)).toEqual([['OPENED', 'FIRED', 'RESOLVED']]);
    expect(all[0].message).toBe('The model churn is loaded again');
  });

  test('a known model whose manifest cannot be read is one too, and is found by its name', async () => {
    await startIdle();
    const { app, db } = apps[0];
    const broken = {
      ...app.registry,
      models: () => [],
      unreadable: () => [{ name: 'churn', reason: 'manifest.json: is not JSON' }],
    };
    const needs = { registry: broken, sql: db.sql, entities: db.entities, ids, now: () => nowMs };
    await createEvaluateRules(needs)(findMonitored(broken, 'churn'));
    expect((await alerts()).map(({ message }) => message)).toEqual([
      'The model churn is not loaded: manifest.json: is not JSON',
    ]);
  });
});
