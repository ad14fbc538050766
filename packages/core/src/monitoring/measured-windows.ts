import { addCounters, type MinuteCounters } from '../sketches/minute-counters.ts';
import type { MeasuredPlan } from './measured.ts';
import type { TimeWindow } from './window.ts';

/** Two windows in order, without overlap, that hold what is asked for and the cohort that answers for its labels. */
export interface MeasuredWindows {
  windows: readonly [TimeWindow, TimeWindow];
  /** Whether the first, the cohort, is a part of what is asked for; else it lies before it. */
  isCohortAsked: boolean;
}

/** How to read all that a plan by the time of prediction needs at once. */
export function measuredWindows({ asked, cohort }: Pick<MeasuredPlan, 'asked' | 'cohort'>): MeasuredWindows {
  const isCohortAsked = cohort.toMs > asked.fromMs;
  const rest = isCohortAsked ? { fromMs: cohort.toMs, toMs: asked.toMs } : asked;
  return { windows: [cohort, rest], isCohortAsked };
}

/** The counters of what is asked for, from those of the two windows. */
export function askedCounters(
  { isCohortAsked }: Pick<MeasuredWindows, 'isCohortAsked'>,
  cohort: MinuteCounters,
  rest: MinuteCounters,
): MinuteCounters {
  const sum = rest.slice();
  if (isCohortAsked) addCounters(sum, cohort);
  return sum;
}
