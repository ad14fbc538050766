import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { spansOf } from './window-spans.ts';

const minute = fc.integer({ min: 0, max: 100_000 });

describe('spansOf', () => {
  it('holds every minute of the windows once, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(minute, { minLength: 2, maxLength: 12 }), (edges) => {
        const sorted = edges.sort((a, b) => a - b).map((edge) => edge * MINUTE_MS);
        const windows = sorted.slice(1).map((toMs, i) => ({ fromMs: sorted[i], toMs }));
        const spans = spansOf(windows);
        const total = spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
        expect(total).toBe(sorted[sorted.length - 1] - sorted[0]);
        const byTime = [...spans].sort((a, b) => a.fromMs - b.fromMs);
        byTime.slice(1).forEach((span, i) => expect(span.fromMs).toBe(byTime[i].toMs));
        // No row lies across the edge of a window.
        for (const { fromMs, toMs, minutes } of spans) {
          for (let at = fromMs; at < toMs; at += minutes * MINUTE_MS) {
            const end = at + minutes * MINUTE_MS;
            expect(windows.some((window) => window.fromMs <= at && end <= window.toMs)).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('takes days of another zone apart at their edges only', () => {
    // A day at +5:30 begins at 18:30 UTC.
    const fromMs = 10 * DAY_MS - 5.5 * HOUR_MS;
    const [quarters, hours, none] = spansOf([{ fromMs, toMs: fromMs + DAY_MS }]).filter(
      ({ minutes }) => minutes === 15 || minutes === 60,
    );
    expect(quarters).toEqual({ minutes: 15, fromMs, toMs: fromMs + 0.5 * HOUR_MS });
    expect(hours.minutes).toBe(15);
    expect(none).toEqual({
      minutes: 60,
      fromMs: fromMs + 0.5 * HOUR_MS,
      toMs: fromMs + DAY_MS - 0.5 * HOUR_MS,
    });
  });

  it('reads few rows whatever the window', () => {
    const rows = (fromMs: number, toMs: number) =>
      spansOf([{ fromMs, toMs }]).reduce(
        (sum, span) => sum + (span.toMs - span.fromMs) / (span.minutes * MINUTE_MS),
        0,
      );
    const now = 1_700_000 * MINUTE_MS + 7 * MINUTE_MS;
    expect(rows(now - DAY_MS, now)).toBeLessThan(60);
    expect(rows(now - 366 * DAY_MS, now)).toBeLessThan(366 + 80);
  });
});
