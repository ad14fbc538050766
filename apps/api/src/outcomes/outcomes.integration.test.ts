import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createIdFactory } from '@kilter/core/ids/uuid-v7';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import { customer } from '../testing/customer.ts';
import {
  MEASURED,
  OUTCOME_OF,
  PERFORMANCE_CHANGED,
  RECORD_OUTCOMES,
  type MeasuredData,
  type OutcomeReportData,
} from '../testing/documents.ts';
import { onlyProblem } from '../testing/graphql-client.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { subscribe } from '../testing/subscription-client.ts';

const DAY_MS = 86_400_000;
const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));
const daysAgo = (days: number) => Date.now() - days * DAY_MS;
const iso = (ms: number) => new Date(ms).toISOString();

describe('recordOutcomes', () => {
  let apps: TestApp[];
  let app: TestApp;
  let close: () => Promise<void>;
  let subjects = 0;

  beforeAll(async () => {
    const [{ target }] = inject('postgresServers');
    ({ apps, close } = await startTestApps(target, 1));
    [app] = apps;
  });
  afterAll(() => close());

  /** A subject of its own, with predictions so many days ago. */
  const predicted = async (...days: number[]): Promise<{ subject: string; rows: PredictionRow[] }> => {
    const subject = `subject ${++subjects}`;
    const modelVersionId = app.app.registry.find('churn').champion.id;
    const rows = days.map((ago) =>
      predictionAt(daysAgo(ago), { subject, modelVersionId, probability: 0.75 }),
    );
    await writeRows(app.db.sql, rows);
    return { subject, rows };
  };
  const ofSubject = (subject: string, ago: number, label = 'churn') => ({
    target: { subject: { subject } },
    label,
    at: iso(daysAgo(ago)),
  });
  const record = async (...outcomes: object[]) =>
    (await app.client.ask<OutcomeReportData>(RECORD_OUTCOMES, { outcomes })).recordOutcomes;
  const NOTHING = { recorded: 0, updated: 0, duplicates: 0, pending: 0, late: 0, unmatched: [] };
  const outcomeOf = async ({ id }: PredictionRow) => {
    type Data = { prediction: { outcome: { kind: string; label: string; at: string } | null } };
    return (await app.client.ask<Data>(OUTCOME_OF, { id })).prediction.outcome;
  };

  test('labels every prediction of the subject in the 30 days before it, and no other', async () => {
    const { subject, rows } = await predicted(45, 31, 20, 8);
    const outcome = ofSubject(subject, 10);
    expect(await record(outcome)).toEqual({ ...NOTHING, recorded: 1 });
    const found = await Promise.all(rows.map(outcomeOf));
    const reported = { kind: 'REPORTED', label: 'churn', at: outcome.at };
    // The oldest has been silent for long enough; the newest is still open.
    expect(found).toEqual([
      { kind: 'ABSENT', label: 'no_churn', at: expect.any(String) },
      reported,
      reported,
      null,
    ]);
  });

  test('the same again is a duplicate; another label corrects it', async () => {
    const { subject, rows } = await predicted(20);
    const outcome = ofSubject(subject, 10);
    expect(await record(outcome, outcome)).toEqual({ ...NOTHING, recorded: 1, duplicates: 1 });
    expect(await record(outcome)).toEqual({ ...NOTHING, duplicates: 1 });
    expect(await record({ ...outcome, label: 'no_churn' })).toEqual({ ...NOTHING, updated: 1 });
    expect(await outcomeOf(rows[0])).toMatchObject({ kind: 'REPORTED', label: 'no_churn' });
  });

  test('one that comes when silence had already spoken is late, and counts', async () => {
    const { subject, rows } = await predicted(50);
    expect(await outcomeOf(rows[0])).toMatchObject({ kind: 'ABSENT', label: 'no_churn' });
    expect(await record(ofSubject(subject, 40))).toEqual({ ...NOTHING, recorded: 1, late: 1 });
    expect(await outcomeOf(rows[0])).toMatchObject({ kind: 'REPORTED', label: 'churn' });
  });

  test('one of a single prediction is of that one alone, and beats the subject', async () => {
    const { subject, rows } = await predicted(20, 19);
    await record(ofSubject(subject, 10));
    const single = { target: { predictionId: rows[0].id }, label: 'no_churn' };
    expect(await record(single)).toEqual({ ...NOTHING, recorded: 1 });
    expect(await outcomeOf(rows[0])).toMatchObject({ label: 'no_churn' });
    expect(await outcomeOf(rows[1])).toMatchObject({ label: 'churn' });
  });

  test('the coding of the source data is known', async () => {
    const { subject, rows } = await predicted(20);
    await record(ofSubject(subject, 10, '1'));
    expect(await outcomeOf(rows[0])).toMatchObject({ label: 'churn' });
  });

  test('what labels nothing says why, and what is wrong names its field; the rest is recorded', async () => {
    const { subject } = await predicted(20);
    const { subject: old } = await predicted(70);
    const report = await record(
      ofSubject(subject, 10),
      ofSubject('nobody', 10),
      ofSubject('nobody', 0.001),
      ofSubject(old, 10),
      ofSubject(subject, 10, 'maybe'),
      ofSubject(subject, -1),
      { ...ofSubject(subject, 10), target: { subject: { model: 'nope', subject } } },
      { ...ofSubject(subject, 10), label: null },
      { ...ofSubject(subject, 10), value: 3 },
      { target: { predictionId: 'not an id' }, label: 'churn' },
      { target: { predictionId: crypto.randomUUID() }, label: 'churn' },
      { target: { predictionId: ids.at(daysAgo(5)) }, label: 'churn' },
      { target: { predictionId: ids.at(daysAgo(0.1)) }, label: 'churn' },
      { target: { subject: { subject: '' } }, label: 'churn' },
    );
    expect(report).toMatchObject({ recorded: 1, updated: 0, duplicates: 0, pending: 2 });
    expect(report.unmatched.map(({ index, reason, field }) => [index, reason, field])).toEqual([
      [1, 'NO_PREDICTION', null],
      [3, 'OUTSIDE_WINDOW', null],
      [4, 'UNKNOWN_LABEL', 'outcomes.4.label'],
      [5, 'IN_THE_FUTURE', 'outcomes.5.at'],
      [6, 'UNKNOWN_MODEL', 'outcomes.6.target.subject.model'],
      [7, 'INVALID', 'outcomes.7.label'],
      [8, 'INVALID', 'outcomes.8.value'],
      [9, 'NO_PREDICTION', 'outcomes.9.target.predictionId'],
      [10, 'NO_PREDICTION', 'outcomes.10.target.predictionId'],
      [11, 'NO_PREDICTION', null],
      [13, 'INVALID', 'outcomes.13.target.subject.subject'],
    ]);
    expect(report.unmatched[2].message).toContain('no_churn, churn');
  });

  test('none, and too many, are refused with the field', async () => {
    const none = await app.client.request(RECORD_OUTCOMES, { outcomes: [] });
    expect(onlyProblem(none).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'outcomes' });
    const outcomes = Array.from({ length: 10_001 }, () => ofSubject('nobody', 10));
    const many = await app.client.request(RECORD_OUTCOMES, { outcomes });
    expect(onlyProblem(many).extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'outcomes' });
  });

  test('a prediction that failed has no truth to be measured by', async () => {
    const { subject, rows } = await predicted(40);
    const failed = { ...rows[0], id: ids.at(daysAgo(39)), errorCode: 'INTERNAL' as const, label: null };
    await writeRows(app.db.sql, [failed]);
    await record(ofSubject(subject, 20));
    expect(await outcomeOf(failed)).toBeNull();
  });

  test('by arrival the same labels stand in the minute in which they came', async () => {
    const before = await measured({ minutes: 2 }, 'ARRIVAL');
    const { subject } = await predicted(20);
    await record(ofSubject(subject, 10));
    const after = await measured({ minutes: 2 }, 'ARRIVAL');
    expect((after?.labelled ?? 0) - (before?.labelled ?? 0)).toBe(1);
  });

  test('a window of today is answered by the newest closed cohort, which is named', async () => {
    await predicted(32.5);
    const found = await measured({ hours: 24 });
    expect(found).toMatchObject({ maturity: 0, labelled: expect.any(Number) });
    expect(found?.to).toBe(found?.closedThrough);
    expect(Date.parse(found?.to ?? '') - Date.parse(found?.from ?? '')).toBe(DAY_MS);
    const long = await measured({ days: 60 });
    expect(long?.maturity).toBeGreaterThan(0);
    expect(long?.maturity).toBeLessThan(1);
  });

  const measured = async (window: object, labels = 'PREDICTION') =>
    (await app.client.ask<MeasuredData>(MEASURED, { window, labels })).performance.measured;

  test('who watches the performance hears of new labels', async () => {
    const { subject } = await predicted(40);
    const watcher = subscribe(app.url, PERFORMANCE_CHANGED);
    await vi.waitFor(() => expect(watcher.events.length).toBeGreaterThan(0), { timeout: 10_000 });
    const seen = watcher.events.length;
    await record(ofSubject(subject, 30));
    await vi.waitFor(() => expect(watcher.events.length).toBeGreaterThan(seen), { timeout: 10_000 });
    await watcher.stop();
  });

  test('predictions by clients are labelled too', async () => {
    const { id } = await app.client.predict(customer(), { subject: 'live one' });
    expect(await record({ target: { predictionId: id }, label: 'churn' })).toEqual({
      ...NOTHING,
      recorded: 1,
    });
  });
});
