import type { Chunk } from '../drift/chunks.ts';
import { f1, precision, recall, specificity, type Confusion } from '../performance/confusion.ts';
import type { ByMetric } from './estimated-metrics.ts';
import { countConfusion, splitByRange } from './realised-metrics.ts';
import { rankingOfSorted, type Ranking } from './realised-ranking.ts';
import type { SortedReference } from './sorted-reference.ts';

/**
 * The true metrics of each range of rows, means over the classes (NannyML's dialect): all but the rankings are null in a
 * range with one class or one answer only, else a class without rows counts 0; the rankings need every class. `sorted`
 * holds the rows of each class against the rest.
 */
export function realisedClassMetrics(
  sorted: readonly SortedReference[],
  ranges: readonly Chunk[],
): ByMetric<number | null>[] {
  const byClass = sorted.map((reference) =>
    splitByRange(reference, ranges).map(({ scores, predicted, targets }) => ({
      confusion: countConfusion(predicted, targets),
      ranking: rankingOfSorted(scores, targets),
    })),
  );
  return ranges.map((_, range) => {
    const parts = byClass.map((ofClass) => ofClass[range]);
    return { ...macroThresholds(parts.map(({ confusion }) => confusion)), ...macroRanking(parts) };
  });
}

function macroThresholds(confusions: readonly Confusion[]) {
  const [{ truePositives, falsePositives, falseNegatives, trueNegatives }] = confusions;
  const all = truePositives + falsePositives + falseNegatives + trueNegatives;
  const isSingle = (count: (confusion: Confusion) => number) => confusions.some((c) => count(c) === all);
  const isOneSided =
    isSingle((c) => c.truePositives + c.falseNegatives) ||
    isSingle((c) => c.truePositives + c.falsePositives);
  const right = confusions.reduce((sum, c) => sum + c.truePositives, 0);
  const macro = (metric: (confusion: Confusion) => number | null) =>
    isOneSided ? null : confusions.reduce((sum, c) => sum + (metric(c) ?? 0), 0) / confusions.length;
  return {
    accuracy: isOneSided ? null : right / all,
    precision: macro(precision),
    recall: macro(recall),
    specificity: macro(specificity),
    f1: macro(f1),
  };
}

function macroRanking(parts: readonly { ranking: Ranking }[]): Ranking {
  const macro = (name: keyof Ranking) => {
    const known = parts.flatMap(({ ranking }) => ranking[name] ?? []);
    return known.length === parts.length ? known.reduce((sum, value) => sum + value, 0) / parts.length : null;
  };
  return { rocAuc: macro('rocAuc'), prAuc: macro('prAuc') };
}
