import { expect, test } from 'vitest';
import { labelWindowOf } from '../outcomes/label-window.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { planMeasured } from './measured.ts';

const labelWindow = labelWindowOf({ outcome: { windowDays: 30, absentMeans: 'no', graceDays: 2 } });
const now = 100 * DAY_MS;
const closed = 68 * DAY_MS;
const last = (spanMs: number) => ({ fromMs: now - spanMs, toMs: now });

test('a long window rests on its closed part', () => {
  expect(planMeasured(last(60 * DAY_MS), labelWindow, 'PREDICTION', now)).toMatchObject({
    cohort: { fromMs: 40 * DAY_MS, toMs: closed },
    closedThroughMs: closed,
  });
});

test('a window without closed cohorts is answered by the newest closed one of its length', () => {
  expect(planMeasured(last(DAY_MS), labelWindow, 'PREDICTION', now).cohort).toEqual({
    fromMs: closed - DAY_MS,
    toMs: closed,
  });
});

test('by arrival: the labels of the window, and the silence that ends in it', () => {
  const asked = { fromMs: now - HOUR_MS, toMs: now + MINUTE_MS };
  expect(planMeasured(asked, labelWindow, 'ARRIVAL', now)).toMatchObject({
    asked,
    cohort: { fromMs: closed - HOUR_MS, toMs: closed },
  });
});

test('where no window closes, all of it counts, and silence means nothing', () => {
  const open = labelWindowOf({ outcome: null });
  expect(planMeasured(last(DAY_MS), open, 'PREDICTION', now)).toMatchObject({
    cohort: last(DAY_MS),
    closedThroughMs: null,
  });
  const { cohort } = planMeasured(last(DAY_MS), open, 'ARRIVAL', now);
  expect(cohort.toMs - cohort.fromMs).toBe(0);
});
