import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../time/units.ts';
import { chooseBaseline, sameHoursOfEarlierWeeks } from './season.ts';
import { countsOfCodes } from './testing/samples.ts';
import { noCounts } from './value-counts.ts';

describe('sameHoursOfEarlierWeeks', () => {
  it('go back four weeks, to the same hours', () => {
    const fromMs = Date.parse('2025-03-05T08:00Z');
    const spans = sameHoursOfEarlierWeeks({ fromMs, toMs: fromMs + 2 * HOUR_MS });
    expect(spans.map((span) => new Date(span.fromMs).toISOString().slice(0, 16))).toEqual([
      '2025-02-26T08:00',
      '2025-02-19T08:00',
      '2025-02-12T08:00',
      '2025-02-05T08:00',
    ]);
    for (const span of spans) expect(span.toMs - span.fromMs).toBe(2 * HOUR_MS);
  });

  it('of a week are the weeks before; of more there are none', () => {
    expect(sameHoursOfEarlierWeeks({ fromMs: 0, toMs: 7 * DAY_MS })[0]).toEqual({
      fromMs: -7 * DAY_MS,
      toMs: 0,
    });
    expect(sameHoursOfEarlierWeeks({ fromMs: 0, toMs: 7 * DAY_MS + 1 })).toEqual([]);
  });
});

describe('chooseBaseline', () => {
  const reference = countsOfCodes([5000, 5000]);
  const week = countsOfCodes([60, 40]);

  it('takes the earlier weeks together once there are three', () => {
    expect(chooseBaseline(reference, [week, null, week, week])).toEqual({
      source: 'SAME_HOURS',
      weeks: 3,
      counts: countsOfCodes([180, 120]),
    });
  });

  it('takes the reference with fewer weeks or fewer rows', () => {
    const wanted = { source: 'REFERENCE', weeks: 0, counts: reference };
    expect(chooseBaseline(reference, [week, week, null, null])).toEqual(wanted);
    expect(chooseBaseline(reference, [week, week, noCounts, noCounts])).toEqual(wanted);
    expect(chooseBaseline(reference, [])).toEqual(wanted);
    const thin = countsOfCodes([50, 40]);
    expect(chooseBaseline(reference, [thin, thin, thin])).toEqual(wanted);
    expect(chooseBaseline(reference, [thin, thin, thin, thin]).source).toBe('SAME_HOURS');
  });
});
