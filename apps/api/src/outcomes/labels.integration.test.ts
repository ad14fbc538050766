import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { effectiveOutcome, type Outcome } from '@kilter/core/outcomes/effective-outcome';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { createIdFactory, idTimeMs } from '@kilter/core/ids/uuid-v7';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import { predictionAt, writeRows } from '../testing/back-dated.ts';
import {
  MEASURED,
  RECORD_OUTCOMES,
  type MeasuredData,
  type OutcomeReportData,
} from '../testing/documents.ts';
import { readRollups } from '../testing/recompute.ts';
import { startTestApps, type TestApp } from '../testing/test-app.ts';
import { joinLabels } from './join-labels.ts';

const DAY_MS = 86_400_000;
const LABELS = ['no_churn', 'churn'];
const OUTCOME = { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 };
const ids = createIdFactory((bytes) => crypto.getRandomValues(bytes));

/** Days before now at which things happen: some in open label windows, most in closed ones. */
const daysAgo = fc.integer({ min: 15, max: 80 * 1_440 }).map((minutes) => minutes / 1_440);
const subject = fc.integer({ min: 1, max: 4 });
const label = fc.constantFrom(...LABELS);
const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });

const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('PREDICT' as const), subject, daysAgo, probability }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('OF_SUBJECT' as const), subject, daysAgo, label }) },
  // Of a prediction that is there already, or that is stored in the same step or later.
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('OF_PREDICTION' as const), place: fc.nat(30), label }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('AGAIN' as const), place: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('CORRECT' as const), place: fc.nat(30) }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
/** What is done at the same time, then looked at. */
const steps = fc.array(fc.array(action, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });

interface SentOutcome {
  target: { predictionId: string } | { subject: { subject: string } };
  label: string;
  at: string;
}

describe.each(inject('postgresServers'))('labels on $name', ({ target }) => {
  let apps: TestApp[];
  let close: () => Promise<void>;
  let modelVersionId: number;

  beforeAll(async () => {
    ({ apps, close } = await startTestApps(target, 3));
    modelVersionId = apps[0].app.registry.find('churn').champion.id;
  });
  afterAll(() => close());

  const record = async (
    app: TestApp,
    outcomes: SentOutcome[],
  ): Promise<OutcomeReportData['recordOutcomes']> =>
    (await app.client.ask<OutcomeReportData>(RECORD_OUTCOMES, { outcomes })).recordOutcomes;

  /** Until every prediction that is stored has been looked at: by the servers' jobs, and here, which is sooner. */
  const settled = () =>
    vi.waitFor(
      async () => {
        await joinLabels(apps[0].db.sql, apps[0].app.registry);
        const [{ behind }] = await apps[0].db.sql<{ behind: number }[]>`
          SELECT (SELECT coalesce(max(seq), 0) FROM feed) - seq AS behind FROM feed_reader WHERE name = 'labels'`;
        expect(Number(behind)).toBe(0);
      },
      { timeout: 10_000, interval: 20 },
    );

  test('in any order, repeated, corrected, late or silent, counters equal the raw rows at every step', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        run++;
        const startedMs = Date.now();
        const sent: SentOutcome[] = [];
        const reserved: PredictionRow[] = [];
        const perform = async (wanted: Action, app: TestApp) => {
          if (wanted.kind === 'PREDICT') {
            const atMs = startedMs - wanted.daysAgo * DAY_MS;
            const changes = { subject: `run ${run}, ${wanted.subject}`, probability: wanted.probability };
            // One in two was known to somebody before it is stored here.
            const row = reserved.pop() ?? predictionAt(atMs, { ...changes, modelVersionId });
            return writeRows(app.db.sql, [row]);
          }
          const outcome = outcomeOf(wanted);
          sent.push(outcome);
          const report = await record(app, [outcome]);
          const { recorded, updated, duplicates, pending, unmatched } = report;
          expect(recorded + updated + duplicates + pending + unmatched.length).toBe(1);
          expect(unmatched.filter(({ field }) => field !== null)).toEqual([]);
        };
        const outcomeOf = (wanted: Exclude<Action, { kind: 'PREDICT' }>): SentOutcome => {
          if (wanted.kind === 'OF_SUBJECT') {
            return {
              target: { subject: { subject: `run ${run}, ${wanted.subject}` } },
              label: wanted.label,
              at: new Date(startedMs - wanted.daysAgo * DAY_MS).toISOString(),
            };
          }
          const before = sent[sent.length === 0 ? 0 : wanted.place % sent.length];
          if (wanted.kind === 'AGAIN' && before) return before;
          if (wanted.kind === 'CORRECT' && before) {
            return { ...before, label: LABELS[1 - LABELS.indexOf(before.label)] };
          }
          const row = predictionAt(startedMs - (1 + wanted.place) * DAY_MS, {
            modelVersionId,
            subject: `run ${run}, 1`,
            probability: 0.75,
          });
          reserved.push(row);
          const predictionId = row.id;
          return { target: { predictionId }, label: 'churn', at: new Date(startedMs).toISOString() };
        };
        for (const [i, step] of plan.entries()) {
          await Promise.all(step.map((wanted, j) => perform(wanted, apps[(i + j) % apps.length])));
          await settled();
          const { stored, recomputed } = await readRollups(apps[0].db.sql, {
            classes: LABELS,
            outcome: OUTCOME,
          });
          expect(stored).toEqual(recomputed);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
    await expectMeasured();
  });

  /** The figures of a long window against every raw row, silence included. */
  const expectMeasured = async () => {
    const { sql } = apps[0].db;
    const { performance } = await apps[1].client.ask<MeasuredData>(MEASURED, { window: { days: 90 } });
    const closedThroughMs = Date.parse(performance.measured?.closedThrough ?? '');
    const window = labelWindowOf({ outcome: OUTCOME });
    const rows = await sql<{ id: string; subject: string; predicted: number; probability: number }[]>`
      SELECT id, subject, label AS predicted, probability FROM prediction`;
    const outcomes = await readOutcomes();
    const confusion = [
      [0, 0],
      [0, 0],
    ];
    for (const row of rows) {
      const atMs = idTimeMs(row.id);
      if (atMs >= closedThroughMs) continue;
      const outcome = effectiveOutcome({ ...row, atMs }, outcomes, window);
      confusion[LABELS.indexOf(outcome?.label ?? 'no_churn')][row.predicted]++;
    }
    const [[tn, fp], [fn, tp]] = confusion;
    const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
    expect(performance.measured).toMatchObject({
      labelled: tn + fp + fn + tp,
      accuracy: ratio(tn + tp, tn + fp + fn + tp),
      recall: ratio(tp, tp + fn),
      precision: ratio(tp, tp + fp),
    });
    expect(performance.measured?.confusion).toEqual([
      { actual: 'no_churn', predicted: 'no_churn', count: tn },
      { actual: 'no_churn', predicted: 'churn', count: fp },
      { actual: 'churn', predicted: 'no_churn', count: fn },
      { actual: 'churn', predicted: 'churn', count: tp },
    ]);
  };

  const readOutcomes = async (): Promise<Outcome[]> => {
    const rows = await apps[0].db.sql<
      { id: string; subject: string | null; at: Date; label: string; received: Date }[]
    >`SELECT id, subject, at, label, received_at AS received FROM outcome`;
    return rows.map(({ at, received, ...row }) => ({
      ...row,
      value: null,
      atMs: at.getTime(),
      receivedAtMs: received.getTime(),
    }));
  };

  test('an outcome that waits for its prediction labels it when it comes', async () => {
    const atMs = Date.now() - 1_000;
    const id = ids.at(atMs);
    const outcome = { target: { predictionId: id }, label: 'churn', at: new Date().toISOString() };
    expect(await record(apps[0], [outcome])).toMatchObject({ recorded: 0, pending: 1, unmatched: [] });
    expect(await record(apps[1], [outcome])).toMatchObject({ duplicates: 1 });
    await writeRows(apps[1].db.sql, [predictionAt(atMs, { id, modelVersionId, subject: null })]);
    await settled();
    const { stored, recomputed } = await readRollups(apps[0].db.sql, { classes: LABELS, outcome: OUTCOME });
    expect(stored).toEqual(recomputed);
    const [row] = await apps[0].db.sql`SELECT label FROM prediction_label WHERE prediction_id = ${id}`;
    expect(row).toEqual({ label: 1 });
  });
});
