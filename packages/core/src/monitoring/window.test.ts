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
    const sizes = { MINUTE: MINUTE_MS, FIVE_MINUTES: 3e5, FIFTEEN_MINUTES: 9e5, HOUR: HOUR_MS, DAY: DAY_MS };
    expect(bucketStarts(window, sizes[fittingBucket(window)])).toHaveLength(points);
  });

  test('the first bucket holds the start, the last one the end', () => {
    const window = { fromMs: Date.UTC(2026, 0, 1, 10, 31), toMs: Date.UTC(2026, 0, 1, 12, 31) };
    expect(bucketStarts(window, HOUR_MS).map((at) => new Date(at).getUTCHours())).toEqual([10, 11, 12]);
  });
});
