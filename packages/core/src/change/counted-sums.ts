import type { Manifest } from '../features/manifest.ts';
import { measuredLabels, type MeasuredPlan } from '../monitoring/measured.ts';
import {
  answerScores,
  classCounts,
  counterFigures,
  type MinuteCounters,
} from '../sketches/minute-counters.ts';
import type { Sums } from '../statistics/two-means.ts';
import type { ChangeMetric } from './row-metrics.ts';

/**
 * The sums of a metric over the rows behind some counters. ACCURACY: over those of the plan's cohort, by its labels and
 * silence. Null where counters do not hold the squares: confidence of several classes.
 */
export function countedSums(
  metric: ChangeMetric,
  counters: MinuteCounters,
  plan: MeasuredPlan,
  manifest: Pick<Manifest, 'classes' | 'positiveClass' | 'outcome'>,
): Sums | null {
  const classes = manifest.classes.length;
  if (metric === 'ACCURACY') {
    const { labelled, right } = measuredLabels(plan, { cohort: counters, arrived: counters }, manifest);
    return ofShare(labelled, right);
  }
  const byClass = classCounts(counters, classes);
  const answered = byClass.reduce((sum, count) => sum + count, 0);
  if (metric === 'POSITIVE_RATE') {
    return ofShare(answered, byClass[manifest.classes.indexOf(manifest.positiveClass ?? '')] ?? 0);
  }
  return classes === 2 ? confidenceSums(counters, answered) : null;
}

/** Values of 0 and 1 are their own squares. */
const ofShare = (count: number, sum: number): Sums => ({ count, sum, squares: sum });

/**
 * With p the probability of the positive class, confidence c is p of a positive answer and 1 - p of a negative one, whose
 * square is p^2 + 1 - 2p: so the sum of c^2 is that of p^2 + c - p.
 */
function confidenceSums(counters: MinuteCounters, answered: number): Sums | null {
  const { scored, sum, squares } = answerScores(counters, 2);
  if (scored !== answered) return null;
  const confidence = (counterFigures(counters, 2).averageConfidence ?? 0) * answered;
  return { count: answered, sum: confidence, squares: squares + confidence - sum };
}
