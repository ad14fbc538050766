import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { AlertRule } from '@kilter/core/alerts/alert';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import { openDatabase, type Database } from '../client.ts';
import { createTestDatabase } from '../testing/postgres.ts';
import {
  changeAlert,
  enabledRules,
  eventsOfAlert,
  getAlertEvents,
  lookAtAlert,
  openAlert,
  openAlerts,
  renewBuiltInRules,
  worstOpenSeverity,
  type AlertStep,
} from './alert.ts';

const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
const rule: AlertRule = {
  type: 'high_error_rate',
  name: 'High error rate',
  category: 'SERVICE',
  metric: 'ERROR_RATE',
  windowMinutes: 60,
  comparison: 'ABOVE',
  threshold: 0.05,
  lowerThreshold: null,
  recoveryThreshold: 0.04,
  lowerRecoveryThreshold: null,
  errorThreshold: 0.15,
  minimumSamples: 300,
  dwellMinutes: 0,
  recoveryMinutes: 1,
  severity: 'WARNING',
};
const figures = { severity: 'WARNING', message: 'Bad', value: 0.1, threshold: 0.05, samples: 300 } as const;
const fired: Omit<AlertStep, 'id'>[] = [
  { kind: 'OPENED', status: 'PENDING' },
  { kind: 'FIRED', status: 'FIRING' },
];

describe.each(inject('postgresServers'))('alerts on $name', ({ target }) => {
  let db: Database;
  let close: () => Promise<void>;
  let modelId: number;

  beforeEach(async () => {
    const created = await createTestDatabase(target);
    db = openDatabase(created.target);
    [{ id: modelId }] = await db.sql<{ id: number }[]>`INSERT INTO model (name) VALUES ('loan') RETURNING id`;
    await db.sql`
      INSERT INTO model_version (model_id, version, stage, manifest)
      VALUES (${modelId}, '1', 'ARCHIVED', '{}'), (${modelId}, '2', 'CHAMPION', '{}')`;
    await renewBuiltInRules(db.entities, modelId, [rule]);
    close = async () => {
      await db.close();
      await created.drop();
    };
  });
  afterEach(() => close());

  const steps = (some: Omit<AlertStep, 'id'>[]) =>
    some.map((step) => ({ ...step, id: ids.next(Date.now()) }));
  const open = async () => {
    const [{ id: ruleId, type, category }] = await enabledRules(db.entities, modelId);
    const at = new Date();
    return openAlert(
      db.entities,
      {
        ...figures,
        id: ids.next(at.getTime()),
        ruleId,
        modelId,
        type,
        category,
        status: 'FIRING',
        openedAt: at,
        firedAt: at,
        stateSince: at,
        updatedAt: at,
      },
      steps(fired),
    );
  };
  const resolve = async (seen: { id: string; modelId: number; version: number }) =>
    changeAlert(
      db.entities,
      seen,
      { ...figures, status: 'RESOLVED', updatedAt: new Date() },
      steps([{ kind: 'RESOLVED', status: 'RESOLVED' }]),
    );

  test('of a rule one is open at most, whoever opens it', async () => {
    expect((await Promise.all(Array.from({ length: 6 }, open))).filter(Boolean)).toHaveLength(1);
    const [alert] = await openAlerts(db.entities, modelId);
    expect((await eventsOfAlert(db.entities, alert.id)).map(({ kind }) => kind)).toEqual(['OPENED', 'FIRED']);
    expect(await resolve(alert)).toBe(true);
    expect(await open()).toBe(true);
  });

  test('who has not seen the newest version writes nothing, and tells nothing', async () => {
    await open();
    const [seen] = await openAlerts(db.entities, modelId);
    expect((await Promise.all(Array.from({ length: 6 }, () => resolve(seen)))).filter(Boolean)).toHaveLength(
      1,
    );
    expect(await lookAtAlert(db.entities, seen, new Date())).toBe(false);
    expect(await eventsOfAlert(db.entities, seen.id)).toHaveLength(3);
    expect(await db.sql`SELECT FROM feed`).toHaveLength(3);
  });

  test('each event has an entry of its own in the feed, of every version of the model', async () => {
    await open();
    const [alert] = await openAlerts(db.entities, modelId);
    await resolve(alert);
    const entries = await db.sql<{ seq: string; kind: string; versions: number[]; ids: string[] }[]>`
      SELECT seq, kind, model_version_ids AS versions, ids FROM feed ORDER BY seq`;
    const events = await eventsOfAlert(db.entities, alert.id);
    expect(entries.map((entry) => ({ ...entry, seq: Number(entry.seq) }))).toEqual(
      events.map(({ id, seq }) => ({ seq, kind: 'ALERTS', versions: [1, 2], ids: [id] })),
    );
    const told = await getAlertEvents(db.entities, events.map(({ id }) => id).reverse());
    expect(told.map(({ event }) => event.kind)).toEqual(['RESOLVED', 'FIRED', 'OPENED']);
    expect(told[0].alert.status).toBe('RESOLVED');
    expect(told[0].rule.type).toBe('high_error_rate');
  });

  test('the worst that is raised counts; what is resolved does not', async () => {
    expect(await worstOpenSeverity(db.entities, modelId)).toBeNull();
    await open();
    expect(await worstOpenSeverity(db.entities, modelId)).toBe('WARNING');
    await db.sql`UPDATE alert SET severity = 'ERROR', status = 'RECOVERING'`;
    expect(await worstOpenSeverity(db.entities, modelId)).toBe('ERROR');
    await db.sql`UPDATE alert SET status = 'RESOLVED'`;
    expect(await worstOpenSeverity(db.entities, modelId)).toBeNull();
  });

  test('built-in rules follow the manifest, but stay switched off', async () => {
    const [before] = await enabledRules(db.entities, modelId);
    await renewBuiltInRules(db.entities, modelId, [rule]);
    expect(await enabledRules(db.entities, modelId)).toEqual([before]);
    await db.sql`UPDATE alert_rule SET enabled = false`;
    await Promise.all(
      Array.from({ length: 4 }, () => renewBuiltInRules(db.entities, modelId, [{ ...rule, threshold: 0.1 }])),
    );
    expect(await enabledRules(db.entities, modelId)).toEqual([]);
    const rules = await db.sql`SELECT id, threshold FROM alert_rule`;
    expect(rules).toEqual([{ id: before.id, threshold: 0.1 }]);
  });
});
