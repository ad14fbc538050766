import { DAY_MS } from '../time/units.ts';
import { ENOUGH_ROWS } from './feature-drift.ts';
import { mergeCounts } from './merge-counts.ts';
import { noCounts, rowsOf, type ValueCounts } from './value-counts.ts';

const WEEK_MS = 7 * DAY_MS;
const WEEKS_BACK = 4;
const ENOUGH_WEEKS = 3;

/** Unix milliseconds, the end not included. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The same hours of the week in each of the last four weeks, newest first. None for a window longer than a week, which
 * has all hours in it, and would be compared with itself.
 */
export function sameHoursOfEarlierWeeks({ fromMs, toMs }: Span): Span[] {
  if (toMs - fromMs > WEEK_MS) return [];
  return Array.from({ length: WEEKS_BACK }, (_, i) => ({
    fromMs: fromMs - (i + 1) * WEEK_MS,
    toMs: toMs - (i + 1) * WEEK_MS,
  }));
}

export interface Baseline {
  readonly source: 'SAME_HOURS' | 'REFERENCE';
  /** Weeks that went into it; 0 for the reference. */
  readonly weeks: number;
  readonly counts: ValueCounts;
}

/**
 * What a column's window is compared with: the same hours of the last four weeks together, once three of them have
 * rows and all have 300, else the reference. `weeks`: the counts of each span of `sameHoursOfEarlierWeeks`; null where the model
 * was not watched. A change that creeps in over weeks is in the baseline too: only the reference shows it.
 */
export function chooseBaseline(reference: ValueCounts, weeks: readonly (ValueCounts | null)[]): Baseline {
  const known = weeks.flatMap((week) => (week !== null && rowsOf(week) > 0 ? [week] : []));
  const counts = known.reduce(mergeCounts, noCounts);
  return known.length >= ENOUGH_WEEKS && rowsOf(counts) >= ENOUGH_ROWS
    ? { source: 'SAME_HOURS', weeks: known.length, counts }
    : { source: 'REFERENCE', weeks: 0, counts: reference };
}
