import type { Manifest } from '../features/manifest.ts';
import { closedThroughMs, type LabelWindow } from '../outcomes/label-window.ts';
import { labelMetrics, type LabelMetrics } from '../performance/label-metrics.ts';
import {
  addAbsent,
  labelsOf,
  labelTallies,
  type LabelAxis,
  type LabelTallies,
} from '../sketches/label-counters.ts';
import { classCounts, type MinuteCounters } from '../sketches/minute-counters.ts';
import type { TimeWindow } from './window.ts';

/** Figures against recorded outcomes. */
export interface Measured extends LabelMetrics {
  /** The predictions (or, by arrival, the labels) of this time are what the figures rest on. */
  window: TimeWindow;
  /** Rows under the figures: their truth is known, or known by silence. */
  labelled: number;
  /**
   * Share of the answered predictions of the time asked for whose label window is closed; where none ever closes, the
   * share that has a label. Null by arrival, and without predictions.
   */
  maturity: number | null;
  /** Predictions before this time are labelled for good; null where no label window closes. */
  closedThroughMs: number | null;
  /** `confusion[actual][predicted]`; null past 64 classes. */
  confusion: LabelTallies['confusion'];
}

/** The counters that a measured figure is read from, and over what time each is to be summed. */
export interface MeasuredPlan {
  axis: LabelAxis;
  /** What was asked for. */
  asked: TimeWindow;
  /** Predictions of this time are the figures' rows; by arrival: those whose silence is heard in `asked`. */
  cohort: TimeWindow;
  closedThroughMs: number | null;
}

/**
 * Which predictions answer for a window. By prediction: those of its closed minutes; when it has none, the newest
 * closed cohort of the same length, since the labels of an open one are nearly all of those to whom it has happened
 * already. By arrival: the labels that came in the window, and the silence that ended in it.
 */
export function planMeasured(
  asked: TimeWindow,
  labelWindow: LabelWindow,
  axis: LabelAxis,
  nowMs: number,
): MeasuredPlan {
  const closedMs = closedThroughMs(labelWindow, nowMs);
  const closed = labelWindow.closes ? closedMs : null;
  if (axis === 'ARRIVAL') {
    const delayMs = labelWindow.windowMs + labelWindow.graceMs;
    const cohort = labelWindow.closes
      ? { fromMs: asked.fromMs - delayMs, toMs: Math.min(asked.toMs - delayMs, closedMs) }
      : { fromMs: asked.fromMs, toMs: asked.fromMs };
    return { axis, asked, cohort, closedThroughMs: closed };
  }
  if (closed === null) return { axis, asked, cohort: asked, closedThroughMs: null };
  const spanMs = asked.toMs - asked.fromMs;
  const cohort =
    asked.fromMs < closed
      ? { fromMs: asked.fromMs, toMs: Math.min(asked.toMs, closed) }
      : { fromMs: closed - spanMs, toMs: closed };
  return { axis, asked, cohort, closedThroughMs: closed };
}

/** The labels of a plan. `arrived`: the counters of the window asked for; needed by arrival only. */
export function measuredLabels(
  plan: MeasuredPlan,
  sums: { cohort: MinuteCounters; arrived: MinuteCounters },
  manifest: Pick<Manifest, 'classes' | 'outcome'>,
): LabelTallies {
  const classes = manifest.classes.length;
  const labels = labelsOf(plan.axis === 'ARRIVAL' ? sums.arrived : sums.cohort, classes, plan.axis);
  const absent = manifest.classes.indexOf(manifest.outcome?.absentMeans ?? '');
  if (absent >= 0) addAbsent(labels, sums.cohort, classes, absent);
  return labelTallies(labels, classes);
}

export function summarizeMeasured(
  plan: MeasuredPlan,
  tallies: LabelTallies,
  manifest: Pick<Manifest, 'classes' | 'positiveClass'>,
  maturity: number | null,
): Measured {
  return {
    ...labelMetrics(tallies, manifest.classes.indexOf(manifest.positiveClass ?? '')),
    window: plan.axis === 'ARRIVAL' ? plan.asked : plan.cohort,
    labelled: tallies.labelled,
    maturity,
    closedThroughMs: plan.closedThroughMs,
    confusion: tallies.confusion,
  };
}

/** Answered predictions in counters. */
export function answeredCount(counters: MinuteCounters, classes: number): number {
  return classCounts(counters, classes).reduce((sum, count) => sum + count, 0);
}
