import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import { closedThroughMs, isLate, labelWindowOf } from './label-window.ts';

const windows = fc
  .record({ windowDays: fc.integer({ min: 1, max: 90 }), graceDays: fc.integer({ min: 0, max: 14 }) })
  .map((days) => labelWindowOf({ outcome: { ...days, absentMeans: 'no' } }));
const times = fc.integer({ min: 200 * DAY_MS, max: 40_000 * DAY_MS });

test('a cohort is closed exactly when no report of it can be in time any more', () => {
  fc.assert(
    fc.property(windows, times, fc.integer({ min: 0, max: 3 * MINUTE_MS }), (window, now, offset) => {
      const closed = closedThroughMs(window, now);
      expect(closed % MINUTE_MS).toBe(0);
      // Right before the border: whatever comes from now on is late. A whole minute behind it: not yet.
      expect(isLate(window, closed - 1 - offset, now)).toBe(true);
      expect(isLate(window, closed + MINUTE_MS + offset, now)).toBe(false);
    }),
  );
});

test('what is closed stays closed, and a longer wait closes less', () => {
  fc.assert(
    fc.property(windows, times, fc.nat(DAY_MS), (window, now, later) => {
      expect(closedThroughMs(window, now + later)).toBeGreaterThanOrEqual(closedThroughMs(window, now));
      const patient = { ...window, graceMs: window.graceMs + DAY_MS };
      expect(closedThroughMs(patient, now)).toBe(closedThroughMs(window, now) - DAY_MS);
    }),
  );
});
