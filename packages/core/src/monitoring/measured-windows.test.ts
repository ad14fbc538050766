import { expect, it } from 'vitest';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { DAY_MS } from '../time/units.ts';
import { planMeasured } from './measured.ts';
import { askedCounters, measuredWindows } from './measured-windows.ts';

const now = 1_000 * DAY_MS;
const closing = labelWindowOf({ outcome: { windowDays: 30, absentMeans: 'no', graceDays: 2 } });
const daysAgo = (from: number, to: number) => ({ fromMs: now - from * DAY_MS, toMs: now - to * DAY_MS });
const windowsOf = (from: number, to: number, window = closing) =>
  measuredWindows(planMeasured(daysAgo(from, to), window, 'PREDICTION', now));

it.each([
  ['open in part', windowsOf(40, 0), [daysAgo(40, 32), daysAgo(32, 0)], true],
  ['closed', windowsOf(50, 40), [daysAgo(50, 40), daysAgo(40, 40)], true],
  ['open', windowsOf(10, 0), [daysAgo(42, 32), daysAgo(10, 0)], false],
  ['never closed', windowsOf(10, 0, labelWindowOf({ outcome: null })), [daysAgo(10, 0), daysAgo(0, 0)], true],
])('a window that is %s', (_, found, windows, isCohortAsked) => {
  expect(found).toEqual({ windows, isCohortAsked });
});

it('adds the cohort where it is a part of what is asked for', () => {
  const [cohort, rest] = [Float64Array.of(1, 2), Float64Array.of(10, 20)];
  expect([...askedCounters({ isCohortAsked: true }, cohort, rest)]).toEqual([11, 22]);
  expect([...askedCounters({ isCohortAsked: false }, cohort, rest)]).toEqual([10, 20]);
  expect([...rest]).toEqual([10, 20]);
});
