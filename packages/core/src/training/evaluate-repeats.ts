import type { Manifest } from '../features/manifest.ts';
import type { Reference } from '../features/reference.ts';
import { binaryMetricNames, binaryMetrics } from '../performance/binary-metrics.ts';
import { confusionAt, expectedValue, f1 } from '../performance/confusion.ts';
import type { Repeat } from './cross-validation.ts';

export type Metric = Reference['baseline']['metrics'][number];

/**
 * Each metric on the held-out scores of a whole repeat: mean over the repeats and population standard deviation
 * between them (null for one repeat). Metrics that some repeat does not define are left out.
 */
export function metricsOver(
  repeats: readonly Repeat[],
  targets: ArrayLike<number>,
  threshold: number,
): Metric[] {
  const each = repeats.map(({ scores }) => binaryMetrics(targets, scores, threshold));
  return binaryMetricNames.flatMap((name) => {
    const values = each.flatMap((metrics) => metrics[name] ?? []);
    if (values.length < each.length || values.length === 0) return [];
    const value = mean(values);
    const deviation = Math.sqrt(mean(values.map((v) => (v - value) ** 2)));
    return [{ name, value, standardDeviation: values.length > 1 ? deviation : null }];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The least, median and greatest value of a metric over all folds of all repeats. */
export interface FoldSpread {
  readonly name: 'accuracy' | 'rocAuc';
  readonly folds: number;
  readonly least: number;
  readonly median: number;
  readonly greatest: number;
}

export function foldSpreads(
  repeats: readonly Repeat[],
  targets: Float64Array,
  threshold: number,
): FoldSpread[] {
  const names = ['accuracy', 'rocAuc'] as const;
  const metrics = repeats.flatMap((repeat) => metricsByFold(repeat, targets, threshold));
  return names.map((name) => {
    const values = metrics.flatMap((metric) => metric[name] ?? []).sort((a, b) => a - b);
    const [least, median, greatest] = [0, values.length >> 1, values.length - 1].map((i) => values[i]);
    return { name, folds: values.length, least, median, greatest };
  });
}

function metricsByFold({ folds, scores }: Repeat, targets: Float64Array, threshold: number) {
  return [...new Set(folds)].map((fold) => {
    const inFold = (_: number, row: number) => folds[row] === fold;
    return binaryMetrics(targets.filter(inFold), scores.filter(inFold), threshold);
  });
}

/** Why a threshold is useful for acting. */
export type Purpose = 'EXPECTED_VALUE' | 'F1';

export interface UsefulThreshold {
  readonly threshold: number;
  readonly purpose: Purpose;
}

/**
 * The threshold, in hundredths, with the greatest expected value by the manifest's costs, or the greatest F1 where it
 * has none; mean over the repeats. One number from thousands of held-out scores: its own optimism is small.
 */
export function findUsefulThreshold(
  repeats: readonly Repeat[],
  targets: ArrayLike<number>,
  costs: Manifest['costs'],
): UsefulThreshold {
  const purpose = costs === null ? 'F1' : 'EXPECTED_VALUE';
  const worthOf = (scores: Float64Array, threshold: number) => {
    const confusion = confusionAt(targets, scores, threshold);
    return (costs === null ? f1(confusion) : expectedValue(confusion, costs)) ?? 0;
  };
  let best = { threshold: 0.5, worth: -Infinity };
  for (let hundredth = 1; hundredth < 100; hundredth++) {
    const threshold = hundredth / 100;
    const worth = mean(repeats.map(({ scores }) => worthOf(scores, threshold)));
    if (worth > best.worth) best = { threshold, worth };
  }
  return { threshold: best.threshold, purpose };
}

/** Mean confidence: the probability of the answered class. */
export function meanConfidence(repeats: readonly Repeat[], threshold: number): number {
  return mean(repeats.map(({ scores }) => mean(Array.from(scores, (p) => (p >= threshold ? p : 1 - p)))));
}
