import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../time/units.ts';
import { rawDaysNeeded, rawKeptFromMs, type NeededBy } from './retention.ts';
import { defaultSettings, isTimeZone, settingsOf, settingsProblem, type Settings } from './settings.ts';

const model = (name: string, windowDays: number, graceDays: number): NeededBy => ({
  name,
  outcome: { windowDays, graceDays, absentMeans: null },
});
const churn = model('churn', 30, 2);
const fast = model('fast', 0.5, 0.1);
const open: NeededBy = { name: 'open', outcome: null };

describe('settings', () => {
  test.each<[string, Partial<Settings>, NeededBy[], string | null]>([
    ['defaults', {}, [churn], null],
    ['as long as a model waits', { retentionDays: 32 }, [churn, fast], null],
    ['shorter than a model waits', { retentionDays: 31 }, [fast, churn], 'input.retentionDays'],
    ['a day for a model that waits for some hours', { retentionDays: 1 }, [fast], null],
    ['a day for a model that has no outcomes', { retentionDays: 1 }, [open], null],
    ['no day', { retentionDays: 0 }, [], 'input.retentionDays'],
    ['half a day', { retentionDays: 0.5 }, [], 'input.retentionDays'],
    ['longer than anybody lives', { retentionDays: 36_501 }, [], 'input.retentionDays'],
    ['a zone', { timeZone: 'Asia/Kolkata' }, [], null],
    ['no zone', { timeZone: 'Mars/Olympus' }, [], 'input.timeZone'],
  ])('%s', (_, changes, models, field) => {
    const problem = settingsProblem({ ...defaultSettings, ...changes }, models, 'input');
    expect(problem?.field ?? null).toBe(field);
  });

  test('a refused retention says how long it must be, and why', () => {
    const problem = settingsProblem({ ...defaultSettings, retentionDays: 7 }, [churn], 'input');
    expect(problem?.message).toBe(
      'input.retentionDays must be at least 32: the model "churn" waits that long for outcomes',
    );
  });
});

test.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['asia/kolkata', true],
  ['+05:30', false],
  ['', false],
  ['Berlin', false],
  ['UTC; DROP TABLE', false],
])('%j is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

test.each([
  [{}, defaultSettings],
  [
    { retentionDays: 90, timeZone: 'Asia/Kolkata', other: 1 },
    { retentionDays: 90, timeZone: 'Asia/Kolkata' },
  ],
  [{ retentionDays: null }, defaultSettings],
  [{ retentionDays: '90', timeZone: 3 }, defaultSettings],
  [{ retentionDays: -1, timeZone: 'Gone/Zone' }, defaultSettings],
])('%j is read as %j', (stored, settings) => {
  expect(settingsOf(stored)).toEqual(settings);
});

describe('what may be dropped', () => {
  const nowMs = 1_000 * DAY_MS;
  test.each<[number | null, NeededBy[], number | null]>([
    [null, [churn], null],
    [90, [churn], 910],
    [7, [], 993],
    // The setting is older than the model.
    [7, [churn, fast], 968],
    [7, [open], 993],
  ])('with %s days kept, and the models that wait', (retentionDays, models, day) => {
    expect(rawKeptFromMs(retentionDays, models, nowMs)).toBe(day === null ? null : day * DAY_MS);
  });

  test('the model that waits longest counts, by whole days', () => {
    expect(rawDaysNeeded([fast, churn, open])).toEqual({ name: 'churn', days: 32 });
    expect(rawDaysNeeded([fast])).toEqual({ name: 'fast', days: 1 });
    expect(rawDaysNeeded([open])).toBeNull();
  });
});
