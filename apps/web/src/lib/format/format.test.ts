import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatMs,
  formatNumber,
  formatPercent,
  formatScore,
  plural,
} from './numbers.ts';
import { firstSentence, formatValue, gist, humanize } from './text.ts';
import { formatDuration, formatSpan, formatTick, formatUtcWeekdayClock } from './times.ts';

describe('numbers', () => {
  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('shows a dash for %o', (value) => {
    for (const format of [
      formatCount,
      formatCompact,
      formatNumber,
      formatPercent,
      formatMs,
      formatBytes,
      formatScore,
    ]) {
      expect(format(value)).toBe('–');
    }
  });

  it.each([
    [0, '0 %'],
    [0.00004, '<0.01 %'],
    [0.0042, '0.42 %'],
    [0.1684, '16.8 %'],
    [0.99999, '>99.9 %'],
    [1, '100 %'],
  ])('writes the ratio %d as %s', (ratio, text) => expect(formatPercent(ratio)).toBe(text));

  it.each([
    [0.0412, '0.04 ms'],
    [2.345, '2.35 ms'],
    [12.34, '12.3 ms'],
    [999.6, '1,000 ms'],
    [1500, '1.5 s'],
    [90_000, '1.5 min'],
  ])('writes %d ms as %s', (ms, text) => expect(formatMs(ms)).toBe(text));

  it('groups counts and shortens from a million on', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatCompact(999_999)).toBe('999,999');
    expect(formatCompact(1_234_567)).toBe('1.2M');
  });

  it('writes sizes and plurals', () => {
    expect(formatBytes(231 * 1024 ** 2)).toBe('231 MB');
    expect(formatBytes(1.5 * 1024 ** 3)).toBe('1.5 GB');
    expect([plural(1, 'row'), plural(2, 'row'), plural(0, 'entry', 'entries')]).toEqual([
      '1 row',
      '2 rows',
      '0 entries',
    ]);
  });
});

describe('times', () => {
  it.each([
    [-5, '0 s'],
    [59_000, '59 s'],
    [61_000, '1 min'],
    [7_200_000, '2 h'],
    [259_200_000, '3 d'],
  ])('writes %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('writes spans with the clock where they are short', () => {
    expect(formatSpan('2026-03-01T10:00:00', '2026-03-02T10:00:00')).toMatch(/10:00.*10:00/);
    expect(formatSpan('2026-03-01T10:00:00', '2026-03-30T10:00:00')).not.toMatch(/10:00/);
  });

  it('writes simulated time in UTC', () => {
    expect(formatUtcWeekdayClock('2026-11-24T14:20:00Z')).toBe('Tuesday 14:20');
  });

  it('shows the day at midnight and the clock elsewhere', () => {
    expect(formatTick(new Date(2026, 0, 5, 0, 0).getTime() / 1000)).toMatch(/5/);
    expect(formatTick(new Date(2026, 0, 5, 14, 30).getTime() / 1000)).toBe('14:30');
  });
});

describe('text', () => {
  it.each([
    ['preferredLoginDevice', 'Preferred login device'],
    ['no_churn', 'No churn'],
    ['OUT_OF_RANGE', 'Out of range'],
    ['API', 'API'],
    ['SIMULATION', 'Simulation'],
  ])('reads %s as %s', (name, text) => expect(humanize(name)).toBe(text));

  it.each([
    ['Who leaves? A tree, v1.2.', 'Who leaves?'],
    ['Version 1.2 of it. More.', 'Version 1.2 of it.'],
    ['No end', 'No end'],
  ])('takes of %o the sentence %o', (text, first) => expect(firstSentence(text)).toBe(first));

  it('makes a hint of a description', () => {
    expect(gist('Months as a customer (the source names no unit). Fits months.')).toBe(
      'Months as a customer',
    );
  });

  it('shows values of any kind', () => {
    expect([null, 'UPI', 159.93, 0.1 + 0.2, false, [1]].map(formatValue)).toEqual([
      'not given',
      'UPI',
      '159.93',
      '0.3',
      'no',
      '[1]',
    ]);
  });
});
