import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../time/units.ts';
import { effectiveOutcome, type Outcome } from './effective-outcome.ts';
import { closedThroughMs, isLate, labelWindowOf } from './label-window.ts';

const window = labelWindowOf({ outcome: { windowDays: 30, absentMeans: 'no_churn', graceDays: 2 } });
const prediction = { id: 'p', subject: 'anna', atMs: 100 * DAY_MS };

const outcome = (day: number, label: string, changes: Partial<Outcome> = {}): Outcome => ({
  id: `outcome of day ${day}`,
  subject: 'anna',
  atMs: day * DAY_MS,
  label,
  value: null,
  receivedAtMs: (day + 1) * DAY_MS,
  ...changes,
});
const labelOf = (...outcomes: Outcome[]) => effectiveOutcome(prediction, outcomes, window)?.label ?? null;

test.each<[string, string | null, Outcome[]]>([
  ['no outcome', null, []],
  ['one a moment later', 'churn', [outcome(100 + 1e-6, 'churn')]],
  ['one at the same moment: it labels what came before it', null, [outcome(100, 'churn')]],
  ['one at the end of the window', 'churn', [outcome(130, 'churn')]],
  ['one behind it', null, [outcome(130 + 1e-6, 'churn')]],
  ['one of somebody else', null, [outcome(110, 'churn', { subject: 'bob' })]],
  [
    'what happened beats an earlier report that nothing did',
    'churn',
    [outcome(110, 'no_churn'), outcome(120, 'churn')],
  ],
  ['one of the prediction itself, whenever', 'churn', [outcome(400, 'churn', { id: 'p', subject: null })]],
  [
    'one of the prediction itself beats those of its subject',
    'no_churn',
    [outcome(110, 'churn'), outcome(120, 'no_churn', { id: 'p', subject: null })],
  ],
  ['one of another prediction', null, [outcome(110, 'churn', { id: 'q', subject: null })]],
])('%s: %s', (_, expected, outcomes) => {
  expect(labelOf(...outcomes)).toBe(expected);
});

test('of several that happened, the earliest counts', () => {
  const found = effectiveOutcome(prediction, [outcome(120, 'churn'), outcome(105, 'churn')], window);
  expect(found?.atMs).toBe(105 * DAY_MS);
});

test('the order of the reports does not matter', () => {
  const reported = fc.record({
    day: fc.integer({ min: 95, max: 135 }),
    label: fc.constantFrom('churn', 'no_churn'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(reported, { selector: ({ day }) => day }), fc.nat(), (reports, turn) => {
      const outcomes = reports.map(({ day, label }) => outcome(day, label));
      const cut = outcomes.length === 0 ? 0 : turn % outcomes.length;
      const turned = [...outcomes.slice(cut), ...outcomes.slice(0, cut)].reverse();
      expect(effectiveOutcome(prediction, turned, window)).toEqual(
        effectiveOutcome(prediction, outcomes, window),
      );
    }),
  );
});

test('a cohort closes a whole minute at a time, when window and grace are over', () => {
  const now = 200 * DAY_MS + 90_000;
  expect(closedThroughMs(window, now)).toBe(168 * DAY_MS + 60_000);
  expect([isLate(window, 0, 32 * DAY_MS), isLate(window, 0, 32 * DAY_MS + 1)]).toEqual([false, true]);
});

test('without a declared outcome nothing closes, and every later outcome counts', () => {
  const open = labelWindowOf({ outcome: null });
  expect(open.closes).toBe(false);
  expect(effectiveOutcome(prediction, [outcome(300, 'churn')], open)?.label).toBe('churn');
  expect(isLate(open, 0, 1_000 * DAY_MS)).toBe(false);
});
