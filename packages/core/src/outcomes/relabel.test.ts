import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addAbsent,
  emptyCounters,
  labelAxes,
  labelsOf,
  labelTallies,
  type LabelAxis,
} from '../sketches/label-counters.ts';
import { addCounters, countPrediction, type MinuteCounters } from '../sketches/minute-counters.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { effectiveOutcome, type Outcome } from './effective-outcome.ts';
import { closedThroughMs, labelWindowOf } from './label-window.ts';
import { relabel, type LabelDelta, type RelabelTarget } from './relabel.ts';

const classes = ['no_churn', 'churn'];
const labelWindow = labelWindowOf({ outcome: { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 } });
const START_MS = 1000 * DAY_MS;

type Target = RelabelTarget<'API'>;

const targets = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map((n) => `p${n}`),
    subject: fc.option(fc.constantFrom('anna', 'bob')),
    hours: fc.integer({ min: 0, max: 24 * 60 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);

const outcomes = fc.uniqueArray(
  fc.record({
    subject: fc.option(fc.constantFrom('anna', 'bob', 'carl')),
    prediction: fc.integer({ min: 0, max: 99 }),
    hours: fc.integer({ min: 0, max: 24 * 90 }),
    label: fc.constantFrom(...classes),
    lagHours: fc.integer({ min: 0, max: 24 * 5 }),
  }),
  // As the server's ids: one outcome a prediction, or a subject and time.
  {
    selector: (one) => (one.subject === null ? `p${one.prediction}` : `${one.subject} ${one.hours}`),
    maxLength: 10,
  },
);

const cases = fc.record({ predictions: targets, reports: outcomes });
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function targetsOf({ predictions }: Case): Target[] {
  return predictions.map(({ id, subject, hours, probability }) => ({
    id,
    subject,
    atMs: START_MS + hours * HOUR_MS,
    modelVersionId: 1,
    source: 'API',
    predicted: Number(probability >= 0.5),
    probability,
    segmentNames: ['colour=red'],
    applied: null,
  }));
}

function outcomesOf({ reports }: Case): Outcome[] {
  return reports.map(({ subject, prediction, hours, label, lagHours }) => ({
    id: subject === null ? `p${prediction}` : `${subject} ${hours}`,
    subject,
    atMs: START_MS + hours * HOUR_MS,
    label,
    value: null,
    receivedAtMs: START_MS + (hours + lagHours) * HOUR_MS,
  }));
}

/** Reports come in batches, each told together with all before it; returns the labels and the counters at the end. */
function relabelInBatches(initial: readonly Target[], batches: readonly (readonly Outcome[])[]) {
  let current = [...initial];
  const known: Outcome[] = [];
  const minutes = new Map<number, MinuteCounters>();
  for (const batch of batches) {
    known.push(...batch);
    const { changes, deltas } = relabel(current, known, labelWindow, classes);
    const labels = new Map(changes.map(({ predictionId, label }) => [predictionId, label]));
    current = current.map((target) => ({ ...target, applied: labels.get(target.id) ?? target.applied }));
    addDeltas(minutes, deltas);
  }
  return { labelled: current, minutes };
}

function addDeltas(minutes: Map<number, MinuteCounters>, deltas: readonly LabelDelta<'API'>[]): void {
  for (const { minuteMs, counters } of deltas) {
    const sum = minutes.get(minuteMs) ?? emptyCounters(2);
    addCounters(sum, counters.core);
    // All predictions are of one segment: its counters are those of all.
    expect(counters.segments.get('colour=red')).toEqual(counters.core);
    minutes.set(minuteMs, sum);
  }
}

function sumOf(minutes: ReadonlyMap<number, MinuteCounters>): MinuteCounters {
  const sum = emptyCounters(2);
  for (const counters of minutes.values()) addCounters(sum, counters);
  return sum;
}

function confusionOn(axis: LabelAxis, counters: MinuteCounters) {
  return labelTallies(labelsOf(counters, 2, axis), 2).confusion;
}

describe('relabel', () => {
  it('ends at the same labels and counters, in whatever order and batches reports come', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(3), { minLength: 10, maxLength: 10 }), (one, dealt) => {
        const all = outcomesOf(one);
        const batches = [0, 1, 2, 3].map((batch) => all.filter((_, i) => dealt[i] === batch));
        const atOnce = relabelInBatches(targetsOf(one), [all]);
        for (const order of [batches, batches.toReversed(), all.toReversed().map((outcome) => [outcome])]) {
          const told = relabelInBatches(targetsOf(one), order);
          expect(told.labelled).toEqual(atOnce.labelled);
          expect(sumOf(told.minutes)).toEqual(sumOf(atOnce.minutes));
        }
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { labelled } = relabelInBatches(targetsOf(one), [outcomesOf(one)]);
        expect(relabel(labelled, outcomesOf(one), labelWindow, classes)).toEqual({ changes: [], deltas: [] });
      }),
    );
  });

  it('labels by the outcome that counts, once on each axis, in the minutes of prediction and of arrival', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const all = outcomesOf(one);
        const { labelled, minutes } = relabelInBatches(targetsOf(one), [all]);
        const known = labelled.filter(({ applied }) => applied !== null);
        for (const target of labelled) {
          const outcome = effectiveOutcome(target, all, labelWindow);
          expect(target.applied?.outcomeId ?? null).toBe(outcome?.id ?? null);
          expect(target.applied?.label ?? null).toBe(
            outcome === null ? null : classes.indexOf(outcome.label ?? ''),
          );
        }
        const expected = [0, 1].map((actual) =>
          [0, 1].map(
            (predicted) =>
              known.filter((row) => row.applied?.label === actual && row.predicted === predicted).length,
          ),
        );
        for (const axis of labelAxes) expect(confusionOn(axis, sumOf(minutes))).toEqual(expected);
        const minuteOf = (timeMs: number) => Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
        for (const [minuteMs, counters] of minutes) {
          const at = (timeOf: (target: Target) => number) =>
            known.filter((target) => minuteOf(timeOf(target)) === minuteMs).length;
          const counted = (axis: LabelAxis) => labelTallies(labelsOf(counters, 2, axis), 2).labelled;
          expect(counted('PREDICTION')).toBe(at(({ atMs }) => atMs));
          expect(counted('ARRIVAL')).toBe(at(({ applied }) => applied?.arrivedAtMs ?? 0));
        }
      }),
    );
  });

  it('with silence, every prediction of a closed cohort has one truth', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 120 }), (one, days) => {
        const closedMs = closedThroughMs(labelWindow, START_MS + days * DAY_MS);
        const { labelled, minutes } = relabelInBatches(targetsOf(one), [outcomesOf(one)]);
        const cohort = labelled.filter(({ atMs }) => atMs < closedMs);
        const counters = emptyCounters(2);
        for (const [minuteMs, counted] of minutes) if (minuteMs < closedMs) addCounters(counters, counted);
        for (const { predicted, probability } of cohort) {
          countPrediction(
            counters,
            { label: predicted, probability, confidence: null, latencyMs: 1, flags: null, errorCode: null },
            2,
          );
        }
        const labels = labelsOf(counters, 2, 'PREDICTION');
        addAbsent(labels, counters, 2, classes.indexOf('no_churn'));
        const right = cohort.filter(({ predicted, applied }) => predicted === (applied?.label ?? 0));
        expect(labelTallies(labels, 2)).toMatchObject({ labelled: cohort.length, right: right.length });
      }),
    );
  });
});
