import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { bucketStarts, fittingBucket, resolveWindow, type WindowRequest } from './window.ts';

const now = Date.UTC(2026, 0, 2, 10, 30, 45, 123);
const iso = (request: WindowRequest | null) => {
  const result = resolveWindow(request, now);
  if (!result.ok) return result.failure.field;
  return [result.window.fromMs, result.window.toMs]
    .map((ms) => new Date(ms).toISOString().slice(5, 16))
    .join(' ');
};

test.each<[WindowRequest | null, string]>([
  [null, '01-01T10:31 01-02T10:31'],
  [{ minutes: 1 }, '01-02T10:30 01-02T10:31'],
  [{ hours: 1 }, '01-02T09:31 01-02T10:31'],
  [{ days: 1 }, '01-01T10:31 01-02T10:31'],
  [{ range: { from: new Date(now - 90_000), to: new Date(now) } }, '01-02T10:29 01-02T10:31'],
  [{ range: { from: new Date(now), to: new Date(now - HOUR_MS) } }, 'window.range.to'],
  [{ range: { from: new Date(0), to: new Date(now) } }, 'window.range'],
  [{ hours: 0 }, 'window.hours'],
  [{ days: 367 }, 'window.days'],
  [{ minutes: -5 }, 'window.minutes'],
])('%j -> %s', (request, expected) => {
  expect(iso(request)).toBe(expected);
});

describe('buckets', () => {
  test.each([
    [HOUR_MS, 60],
    [6 * HOUR_MS, 72],
    [DAY_MS, 96],
    [7 * DAY_MS, 168],
    [60 * DAY_MS, 60],
  ])('a window of %i ms gets about %i points', (spanMs, points) => {
    const window = { fromMs: now - (now % DAY_MS) - spanMs, toMs: now - (now % DAY_MS) };
    expect(bucketStarts(window, fittingBucket(window))).toHaveLength(points);
  });

  test('the first bucket holds the start, the last one the end', () => {
    const window = { fromMs: Date.UTC(2026, 0, 1, 10, 31), toMs: Date.UTC(2026, 0, 1, 12, 31) };
    expect(bucketStarts(window, 'HOUR').map((at) => new Date(at).getUTCHours())).toEqual([10, 11, 12]);
  });

  test.each([
    ['Asia/Kolkata', '2026-01-01T18:30:00.000Z', 24],
    ['America/New_York', '2026-01-02T05:00:00.000Z', 24],
    // Clocks go forward on the 29th of March, back on the 25th of October.
    ['Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
  ])('a day in %s begins at %s and has %i hours', (timeZone, start, hours) => {
    const startMs = Date.parse(start);
    const window = { fromMs: startMs + HOUR_MS, toMs: startMs + 40 * HOUR_MS };
    expect(bucketStarts(window, 'DAY', timeZone)).toEqual([startMs, startMs + hours * HOUR_MS]);
  });

  test('follow each other without a gap, and begin at midnight, in any zone', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Europe/Berlin',
      'America/St_Johns',
    );
    const from = fc
      .integer({ min: 0, max: 365 * 24 * 60 })
      .map((minutes) => Date.UTC(2026, 0) + minutes * MINUTE_MS);
    fc.assert(
      fc.property(zone, from, fc.integer({ min: 1, max: 90 }), (timeZone, fromMs, days) => {
        const window = { fromMs, toMs: fromMs + days * DAY_MS };
        const starts = bucketStarts(window, 'DAY', timeZone);
        expect(starts[0]).toBeLessThanOrEqual(fromMs);
        expect(fromMs - starts[0]).toBeLessThan(25 * HOUR_MS);
        expect(starts[starts.length - 1]).toBeLessThan(window.toMs);
        starts.slice(1).forEach((start, i) => {
          expect(Math.abs(start - starts[i] - DAY_MS)).toBeLessThanOrEqual(HOUR_MS);
        });
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
        for (const start of starts) expect(clock.format(start)).toBe('00:00');
      }),
      { numRuns: 40 },
    );
  });
});
