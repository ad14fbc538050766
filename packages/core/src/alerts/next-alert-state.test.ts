import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import type { AlertEventKind, AlertRule, AlertStatus, Observation } from './alert.ts';
import { nextAlertState, type AlertState } from './next-alert-state.ts';
import { observationOf, ruleOf } from './testing/rules.ts';

const now = Date.UTC(2026, 4, 1, 12);

const bad = observationOf(0.08);
const between = observationOf(0.045);
const good = observationOf(0.01);
const few = observationOf(0.9, { samples: 299 });
const chance = observationOf(0.08, { lower: 0.049, upper: 0.13 });

const at = (
  status: AlertState['status'],
  minutesAgo: number,
  changes: Partial<AlertState> = {},
): AlertState => ({
  status,
  severity: 'WARNING',
  value: 0.08,
  sinceMs: now - minutesAgo * MINUTE_MS,
  updatedAtMs: now - minutesAgo * MINUTE_MS,
  ...changes,
});

const dwelling = ruleOf({ dwellMinutes: 5 });
const recovering = ruleOf({ recoveryMinutes: 10 });
const atOnce = ruleOf({ recoveryMinutes: 0 });

type Case = [string, AlertState | null, Observation | null, AlertRule, string];
const cases: Case[] = [
  ['good, and nothing was raised', null, good, ruleOf(), 'nothing'],
  ['no data, and nothing was raised', null, null, ruleOf(), 'nothing'],
  ['between the thresholds, and nothing was raised', null, between, ruleOf(), 'nothing'],
  ['a breach', null, bad, ruleOf(), 'FIRING: OPENED FIRED'],
  ['a breach by chance', null, chance, ruleOf(), 'nothing'],
  ['a breach of too few rows', null, few, ruleOf(), 'nothing'],
  ['a breach that must last', null, bad, dwelling, 'PENDING: OPENED'],

  ['a breach that has not lasted', at('PENDING', 4), bad, dwelling, 'nothing'],
  ['a breach that has lasted', at('PENDING', 5), bad, dwelling, 'FIRING: FIRED'],
  ['a breach that ended too soon', at('PENDING', 4), good, dwelling, 'RESOLVED: CLEARED'],
  ['a breach that became chance', at('PENDING', 5), chance, dwelling, 'RESOLVED: CLEARED'],
  ['pending without data', at('PENDING', 60), few, dwelling, 'nothing'],
  ['pending without data for a week', at('PENDING', 7 * 1440), null, dwelling, 'RESOLVED: CLEARED'],

  ['as bad as before', at('FIRING', 59), bad, ruleOf(), 'nothing'],
  ['as bad as before, for an hour', at('FIRING', 60), bad, ruleOf(), 'FIRING:'],
  ['a little worse', at('FIRING', 59), observationOf(0.082), ruleOf(), 'nothing'],
  ['a little worse after an hour', at('FIRING', 60), observationOf(0.082), ruleOf(), 'FIRING: UPDATED'],
  ['worse, and just updated', at('FIRING', 4), observationOf(0.1), ruleOf(), 'nothing'],
  ['worse', at('FIRING', 5), observationOf(0.1), ruleOf(), 'FIRING: UPDATED'],
  ['better, but not good', at('FIRING', 5), between, ruleOf(), 'FIRING: UPDATED'],
  ['far worse, and just updated', at('FIRING', 0), observationOf(0.2), ruleOf(), 'FIRING ERROR: UPDATED'],
  ['firing without data', at('FIRING', 6 * 1440), few, ruleOf(), 'nothing'],
  ['firing without data for a week', at('FIRING', 7 * 1440), few, ruleOf(), 'RESOLVED: RESOLVED'],
  ['good again', at('FIRING', 5), good, recovering, 'RECOVERING: RECOVERING'],
  ['good again, which is enough', at('FIRING', 5), good, atOnce, 'RESOLVED: RESOLVED'],

  ['not good for long enough', at('RECOVERING', 9), good, recovering, 'nothing'],
  ['good for long enough', at('RECOVERING', 10), good, recovering, 'RESOLVED: RESOLVED'],
  ['long enough, but not quite good', at('RECOVERING', 30), between, recovering, 'nothing'],
  ['bad again', at('RECOVERING', 1), bad, recovering, 'FIRING: REFIRED'],
  ['far worse again', at('RECOVERING', 1), observationOf(0.2), recovering, 'FIRING ERROR: REFIRED'],
  ['recovering without data', at('RECOVERING', 30), null, recovering, 'nothing'],

  ['less bad than it was', at('FIRING', 5, { severity: 'ERROR' }), bad, ruleOf(), 'nothing'],
  [
    'good after an error',
    at('FIRING', 5, { severity: 'ERROR' }),
    good,
    recovering,
    'RECOVERING ERROR: RECOVERING',
  ],
  ['a clock that stepped back', at('RECOVERING', -60), good, recovering, 'nothing'],
];

test.each(cases)('%s', (_, state, observation, rule, expected) => {
  const next = nextAlertState(state, observation, rule, now);
  const severity = next?.severity === 'WARNING' ? '' : ` ${next?.severity}`;
  const told = next && `${next.status}${severity}: ${next.steps.map(({ kind }) => kind).join(' ')}`;
  expect(told?.trim() ?? 'nothing').toBe(expected);
});

test('a status that stays keeps its time, another one begins now', () => {
  expect(nextAlertState(at('FIRING', 30), observationOf(0.1), ruleOf(), now)?.sinceMs).toBe(
    now - 30 * MINUTE_MS,
  );
  expect(nextAlertState(at('FIRING', 30), good, ruleOf(), now)?.sinceMs).toBe(now);
});

test('what only this process sees is told to the others every 20 seconds', () => {
  const local = ruleOf({ metric: 'MODEL_NOT_LOADED', threshold: 0, errorThreshold: null, minimumSamples: 1 });
  const state = (agoMs: number): AlertState => ({
    ...at('FIRING', 0, { value: 1 }),
    updatedAtMs: now - agoMs,
  });
  expect(nextAlertState(state(19_999), observationOf(1), local, now)).toBeNull();
  expect(nextAlertState(state(20_000), observationOf(1), local, now)?.steps).toEqual([]);
});

describe('bands', () => {
  const band = ruleOf({
    comparison: 'OUTSIDE',
    threshold: 0.2,
    lowerThreshold: 0.1,
    recoveryThreshold: 0.18,
    lowerRecoveryThreshold: 0.12,
    errorThreshold: null,
  });
  test.each([
    [0.15, null, undefined],
    [0.19, null, undefined],
    [0.21, null, 'FIRING'],
    [0.09, null, 'FIRING'],
    [0.19, 'FIRING', undefined],
    [0.11, 'FIRING', undefined],
    [0.17, 'FIRING', 'RECOVERING'],
    [0.13, 'FIRING', 'RECOVERING'],
  ] as const)('%f from %s', (value, status, expected) => {
    const state = status === null ? null : at(status, 1, { value });
    expect(nextAlertState(state, observationOf(value), band, now)?.status).toBe(expected);
  });
});

describe('any sequence of observations', () => {
  const observation = fc.oneof(
    fc.constant(null),
    fc.record({
      value: fc.double({ min: 0, max: 0.3, noNaN: true }),
      samples: fc.integer({ min: 0, max: 2_000 }),
    }),
  );
  const steps = fc.array(fc.tuple(observation, fc.integer({ min: 1, max: 9 * DAY_MS })), { maxLength: 60 });
  const rules = fc.record({ dwellMinutes: fc.nat(30), recoveryMinutes: fc.nat(30) }).map(ruleOf);

  /** Everything that happens to the alerts of a rule, one list an alert. */
  const livesOf = (rule: AlertRule, sequence: [Observation | null, number][]) => {
    const lives: { kind: AlertEventKind; status: AlertStatus }[][] = [];
    let state: AlertState | null = null;
    let atMs = now;
    for (const [seen, afterMs] of sequence) {
      atMs += afterMs;
      const next = nextAlertState(state, seen, rule, atMs);
      if (next === null) continue;
      if (state === null) lives.push([]);
      lives[lives.length - 1].push(...next.steps);
      const { status, severity, sinceMs } = next;
      const value: number = next.steps.length > 0 && seen ? seen.value : (state?.value ?? 0);
      state = status === 'RESOLVED' ? null : { status, severity, sinceMs, value, updatedAtMs: atMs };
    }
    return lives.map((life) => life.map(({ kind }) => kind).join(' '));
  };

  test('each alert is opened once, raised once at most, and ends as what it was', () => {
    const life =
      /^OPENED( CLEARED| FIRED( UPDATED)*( RECOVERING( REFIRED( UPDATED)* RECOVERING)*( REFIRED( UPDATED)*)?)?( RESOLVED)?)?$/;
    fc.assert(
      fc.property(rules, steps, (rule, sequence) => {
        const observed = sequence.map(([seen, afterMs]): [Observation | null, number] => [
          seen && observationOf(seen.value, { samples: seen.samples }),
          afterMs,
        ]);
        const lives = livesOf(rule, observed);
        for (const told of lives) expect(told).toMatch(life);
        for (const told of lives.slice(0, -1)) expect(told).toMatch(/(RESOLVED|CLEARED)$/);
      }),
    );
  });

  test('what is never beyond the threshold raises nothing', () => {
    fc.assert(
      fc.property(rules, fc.array(fc.double({ min: 0, max: 0.05, noNaN: true })), (rule, values) => {
        expect(
          livesOf(
            rule,
            values.map((value) => [observationOf(value), MINUTE_MS]),
          ),
        ).toEqual([]);
      }),
    );
  });
});
