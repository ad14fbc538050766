import type { Manifest } from '../features/manifest.ts';
import type { LabelTallies } from '../sketches/label-counters.ts';
import { counterFigures, type MinuteCounters } from '../sketches/minute-counters.ts';
import { holmAdjusted } from '../statistics/holm.ts';
import { twoSidedP } from '../statistics/normal-distribution.ts';
import { MINUTE_MS } from '../time/units.ts';
import { isEffect, type DegradationMetric } from './degradation-effects.ts';
import { changeMessage } from './degradation-message.ts';
import { compareLabelled, compareServing, type MetricPair } from './degradation-comparisons.ts';
import type { TimeWindow } from './window.ts';

export const degradationVerdicts = ['OK', 'DEGRADED', 'INSUFFICIENT_DATA'] as const;
export type DegradationVerdict = (typeof degradationVerdicts)[number];

/** Predictions under which there is no verdict, on either side. */
export const LEAST_PREDICTIONS = 300;

/** A window is `days` long unless another is asked for, and grows by days up to `mostDays` until it has enough predictions. */
export const degradationSpans = {
  recent: { days: 1, mostDays: 7 },
  baseline: { days: 7, mostDays: 28 },
} as const;

/** Days of closed cohorts (those before them: the baseline) whose labels are compared. */
export const labelledSpans = { recentDays: 7, baselineDays: 28 } as const;

/** The chance, at most, that a verdict is DEGRADED by chance alone, were effects of any size enough. */
const LEVEL = 0.01;

/** What is compared with what. */
export interface Sides<T> {
  baseline: T;
  recent: T;
}

export interface CountedWindow {
  window: TimeWindow;
  counters: MinuteCounters;
  /** Longer than asked for, for want of predictions. */
  grown: boolean;
}

export interface LabelledWindow {
  window: TimeWindow;
  tallies: LabelTallies;
}

/** One side, as it was compared. Averages are null without answers (of confidence: for a regression too). */
export interface DegradationWindow {
  window: TimeWindow;
  /** All stored, failed ones included. */
  predictions: number;
  /** Longer than asked for, for want of predictions. */
  grown: boolean;
  averageConfidence: number | null;
  averageLatencyMs: number | null;
}

/** One metric, recent against baseline; each names its own windows, since labels come later. */
export interface MetricChange {
  metric: DegradationMetric;
  /** Ratios 0..1, response times in milliseconds. */
  baseline: number;
  recent: number;
  /** recent - baseline. */
  change: number;
  /** As a share of the baseline; null where that is 0. */
  relativeChange: number | null;
  /** Two-sided, adjusted for all metrics that were compared (Holm). */
  pValue: number;
  /** Worse by enough to matter, and hardly by chance. */
  degraded: boolean;
  message: string;
  baselineWindow: TimeWindow;
  recentWindow: TimeWindow;
}

export interface Degradation extends Sides<DegradationWindow> {
  verdict: DegradationVerdict;
  /** Why there is no verdict; null when there is one. */
  insufficient: string | null;
  /** Every metric that could be compared; none without a verdict. */
  comparisons: MetricChange[];
}

/**
 * Whether a model does worse than before. A metric is degraded when its change is large enough to matter
 * (degradation-effects.ts) and significant at 1 % over all metrics; never by significance alone, which any change
 * reaches in a large window. `labels`: of the newest closed cohorts; null for a regression.
 */
export function assessDegradation(
  serving: Sides<CountedWindow>,
  labels: Sides<LabelledWindow> | null,
  manifest: Pick<Manifest, 'classes' | 'positiveClass'>,
): Degradation {
  const sides = {
    recent: describe(serving.recent, manifest),
    baseline: describe(serving.baseline, manifest),
  };
  const insufficient = missingData(sides);
  if (insufficient !== null) return { ...sides, verdict: 'INSUFFICIENT_DATA', insufficient, comparisons: [] };
  const { baseline, recent } = serving;
  const comparisons = judge([
    ...over(serving, compareServing(baseline.counters, recent.counters, manifest)),
    ...(labels
      ? over(labels, compareLabelled(labels.baseline.tallies, labels.recent.tallies, manifest))
      : []),
  ]);
  const verdict = comparisons.some(({ degraded }) => degraded) ? 'DEGRADED' : 'OK';
  return { ...sides, verdict, insufficient, comparisons };
}

/** Whether a window has what a verdict needs. */
export function isEnough(counters: MinuteCounters): boolean {
  return counterFigures(counters, 0).predictions >= LEAST_PREDICTIONS;
}

type Compared = MetricPair & Pick<MetricChange, 'baselineWindow' | 'recentWindow'>;

function judge(pairs: readonly Compared[]): MetricChange[] {
  const adjusted = holmAdjusted(pairs.map(pValueOf));
  return pairs.map(({ metric, baseline, recent, baselineWindow, recentWindow }, i) => ({
    metric,
    baseline,
    recent,
    change: recent - baseline,
    relativeChange: baseline === 0 ? null : (recent - baseline) / baseline,
    pValue: adjusted[i],
    degraded: adjusted[i] < LEVEL && isEffect(metric, baseline, recent),
    message: changeMessage(metric, baseline, recent),
    baselineWindow,
    recentWindow,
  }));
}

/** Evidence for the other direction (an average that rises while ranks fall) is none for this change. */
function pValueOf({ baseline, recent, z }: MetricPair): number {
  return (recent - baseline) * z < 0 ? 1 : twoSidedP(z);
}

function describe(
  { window, counters, grown }: CountedWindow,
  manifest: Pick<Manifest, 'classes'>,
): DegradationWindow {
  const figures = counterFigures(counters, manifest.classes.length);
  return {
    window,
    predictions: figures.predictions,
    grown,
    averageConfidence: figures.averageConfidence,
    averageLatencyMs: figures.averageLatencyMs,
  };
}

function missingData({ recent, baseline }: Sides<DegradationWindow>): string | null {
  const problem = ({ predictions }: DegradationWindow, when: string) =>
    `Not enough data: ${predictions} predictions in ${when}, ${LEAST_PREDICTIONS} are needed.`;
  if (recent.predictions < LEAST_PREDICTIONS) return problem(recent, lengthOf(recent.window));
  if (baseline.predictions < LEAST_PREDICTIONS) {
    return problem(baseline, `the ${lengthOf(baseline.window)} before`);
  }
  return null;
}

/** "7 days", "6 hours", "90 minutes". */
function lengthOf({ fromMs, toMs }: TimeWindow): string {
  const minutes = Math.round((toMs - fromMs) / MINUTE_MS);
  if (minutes % 60 !== 0) return plural(minutes, 'minute');
  return minutes % 1_440 === 0 ? plural(minutes / 1_440, 'day') : plural(minutes / 60, 'hour');
}

const plural = (count: number, unit: string) => (count === 1 ? `1 ${unit}` : `${count} ${unit}s`);

function over(sides: Sides<{ window: TimeWindow }>, pairs: readonly MetricPair[]): Compared[] {
  const windows = { baselineWindow: sides.baseline.window, recentWindow: sides.recent.window };
  return pairs.map((pair) => ({ ...pair, ...windows }));
}
