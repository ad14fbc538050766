import type { Manifest } from '../features/manifest.ts';
import { oneAgainstRest } from '../performance/confusion-matrix.ts';
import type { LabelTallies } from '../sketches/label-counters.ts';
import {
  answerScores,
  counterFigures,
  counterLatencyQuantile,
  latencyCounts,
  type MinuteCounters,
} from '../sketches/minute-counters.ts';
import { ranksZ } from '../statistics/rank-test.ts';
import { meansZ, type Sums } from '../statistics/two-means.ts';
import { proportionsZ, type Proportion } from '../statistics/two-proportions.ts';
import type { DegradationMetric } from './degradation-effects.ts';
import { answeredCount } from './measured.ts';

/** One metric in both windows: ratios 0..1, response times in milliseconds. */
export interface MetricPair {
  metric: DegradationMetric;
  baseline: number;
  recent: number;
  /** Standard normal while nothing has changed; positive when it rises. Rows count as independent. */
  z: number;
}

/** Answers that a figure over a part of a window's predictions needs on either side. */
const LEAST_ANSWERS = 100;
/** Labelled predictions that an accuracy, recall or precision needs on either side. */
const LEAST_LABELLED = 300;
/** Positives that a recall, and positive answers that a precision, needs on either side. */
const LEAST_POSITIVES = 30;
const TAIL = 0.95;

/** Compares what counters say without labels; a metric that a side has too little of is left out. */
export function compareServing(
  baseline: MinuteCounters,
  recent: MinuteCounters,
  manifest: Pick<Manifest, 'classes' | 'positiveClass'>,
): MetricPair[] {
  const pairs = [
    compareErrorRates(baseline, recent),
    ...(answeredRows(baseline) < LEAST_ANSWERS || answeredRows(recent) < LEAST_ANSWERS
      ? []
      : [
          compareConfidence(baseline, recent, manifest.classes.length),
          compareLatency(baseline, recent),
          compareLatencyTails(baseline, recent),
          comparePositiveRates(baseline, recent, manifest),
        ]),
  ];
  return pairs.filter((pair) => pair !== null);
}

/** Compares what labels say. Recall and precision: of the positive class, for models that have one. */
export function compareLabelled(
  baseline: LabelTallies,
  recent: LabelTallies,
  manifest: Pick<Manifest, 'classes' | 'positiveClass'>,
): MetricPair[] {
  if (baseline.labelled < LEAST_LABELLED || recent.labelled < LEAST_LABELLED) return [];
  const right = ({ right, labelled }: LabelTallies): Proportion => ({ hits: right, of: labelled });
  const accuracy = proportionPair('ACCURACY', right(baseline), right(recent));
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  if (positive < 0 || !baseline.confusion || !recent.confusion) return [accuracy];
  const before = oneAgainstRest(baseline.confusion, positive);
  const now = oneAgainstRest(recent.confusion, positive);
  const found = (c: typeof now) => ({ hits: c.truePositives, of: c.truePositives + c.falseNegatives });
  const kept = (c: typeof now) => ({ hits: c.truePositives, of: c.truePositives + c.falsePositives });
  const enough = (side: Proportion) => side.of >= LEAST_POSITIVES;
  return [
    accuracy,
    ...(enough(found(before)) && enough(found(now))
      ? [proportionPair('RECALL', found(before), found(now))]
      : []),
    ...(enough(kept(before)) && enough(kept(now))
      ? [proportionPair('PRECISION', kept(before), kept(now))]
      : []),
  ];
}

function proportionPair(metric: DegradationMetric, baseline: Proportion, recent: Proportion): MetricPair {
  const z = proportionsZ(baseline, recent);
  return { metric, baseline: baseline.hits / baseline.of, recent: recent.hits / recent.of, z };
}

function compareErrorRates(baseline: MinuteCounters, recent: MinuteCounters): MetricPair {
  const errors = (counters: MinuteCounters): Proportion => {
    const { errors: hits, predictions: of } = counterFigures(counters, 0);
    return { hits, of };
  };
  return proportionPair('ERROR_RATE', errors(baseline), errors(recent));
}

function comparePositiveRates(
  baseline: MinuteCounters,
  recent: MinuteCounters,
  { classes, positiveClass }: Pick<Manifest, 'classes' | 'positiveClass'>,
): MetricPair | null {
  const positive = classes.indexOf(positiveClass ?? '');
  if (positive < 0) return null;
  const positives = (counters: MinuteCounters): Proportion => ({
    hits: counterFigures(counters, classes.length).classCounts[positive],
    of: answeredCount(counters, classes.length),
  });
  return proportionPair('POSITIVE_RATE', positives(baseline), positives(recent));
}

function compareConfidence(
  baseline: MinuteCounters,
  recent: MinuteCounters,
  classes: number,
): MetricPair | null {
  const before = confidenceSums(baseline, classes);
  const now = confidenceSums(recent, classes);
  if (!before || !now) return null;
  const z = meansZ(before, now);
  return { metric: 'CONFIDENCE', baseline: before.sum / before.count, recent: now.sum / now.count, z };
}

/**
 * The squares of the confidences c, which are not counted. Two classes: c is p or 1 - p, so c - c^2 = p - p^2, and the
 * sums of p and p^2 are counted: exact. Otherwise c^2 <= c gives the largest variance that the mean allows
 * (Bhatia and Davis 2000), so that a change looks less certain than it is, never more.
 */
function confidenceSums(counters: MinuteCounters, classes: number): Sums | null {
  const count = answeredCount(counters, classes);
  const { averageConfidence } = counterFigures(counters, classes);
  if (averageConfidence === null || count === 0) return null;
  const sum = averageConfidence * count;
  if (classes !== 2) return { count, sum, squares: sum };
  const scores = answerScores(counters, classes);
  return { count, sum, squares: sum - (scores.sum - scores.squares) };
}

/** The average, with the ranks for its certainty: one request of a minute moves the one but not the others. */
function compareLatency(baseline: MinuteCounters, recent: MinuteCounters): MetricPair | null {
  const before = counterFigures(baseline, 0).averageLatencyMs;
  const now = counterFigures(recent, 0).averageLatencyMs;
  if (before === null || now === null) return null;
  const z = ranksZ(latencyCounts(baseline), latencyCounts(recent));
  return { metric: 'RESPONSE_TIME', baseline: before, recent: now, z };
}

/**
 * The 95 % quantile, with the share of responses above the baseline's quantile for its certainty (Mathisen 1943; in
 * large samples its variance is that of two proportions): the slowest responses can grow alone, and ranks hardly see it.
 */
function compareLatencyTails(baseline: MinuteCounters, recent: MinuteCounters): MetricPair | null {
  const before = counterLatencyQuantile(baseline, TAIL);
  const now = counterLatencyQuantile(recent, TAIL);
  if (before === null || now === null) return null;
  const limit = quantileBucket(latencyCounts(baseline), TAIL);
  const above = (counters: MinuteCounters): Proportion => ({
    hits: total(latencyCounts(counters).subarray(limit + 1)),
    of: answeredRows(counters),
  });
  const z = proportionsZ(above(baseline), above(recent));
  return { metric: 'RESPONSE_TIME_P95', baseline: before, recent: now, z };
}

/** The bucket in which the q-quantile lies, by nearest rank. */
function quantileBucket(counts: Float64Array, q: number): number {
  const rank = Math.ceil(q * total(counts));
  let below = 0;
  return counts.findIndex((count) => (below += count) >= rank);
}

function answeredRows(counters: MinuteCounters): number {
  return total(latencyCounts(counters));
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
