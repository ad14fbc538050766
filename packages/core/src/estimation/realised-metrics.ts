import type { Chunk } from '../drift/chunks.ts';
import { accuracy, f1, precision, recall, specificity, type Confusion } from '../performance/confusion.ts';
import type { ByMetric } from './estimated-metrics.ts';
import { rankingOfSorted } from './realised-ranking.ts';
import type { SortedReference } from './sorted-reference.ts';

/**
 * The true metrics of each range of the rows as they were given, those left out included (NannyML's dialect): precision, recall and F1 are null
 * in a range with one class only, or one answer only; otherwise 0 where nothing was answered or nothing is positive.
 */
export function realisedMetrics(
  reference: SortedReference,
  ranges: readonly Chunk[],
): ByMetric<number | null>[] {
  return splitByRange(reference, ranges).map(({ scores, predicted, targets }) => {
    const confusion = countConfusion(predicted, targets);
    return { ...thresholdMetrics(confusion), ...rankingOfSorted(scores, targets) };
  });
}

export type SortedRows = Pick<SortedReference, 'scores' | 'predicted' | 'targets'>;

/** Dealing the sorted rows out keeps each range sorted. */
export function splitByRange(reference: SortedReference, ranges: readonly Chunk[]): SortedRows[] {
  const { places } = reference;
  const rangeOf = new Int32Array(ranges.at(-1)?.to ?? 0).fill(-1);
  ranges.forEach(({ from, to }, range) => rangeOf.fill(range, from, to));
  const parts = ranges.map(({ from, to }) => ({
    scores: new Float64Array(to - from),
    predicted: new Uint8Array(to - from),
    targets: new Uint8Array(to - from),
  }));
  const filled = new Uint32Array(ranges.length);
  for (let i = 0; i < places.length; i++) {
    // What lies after the last range is in none.
    const range = places[i] < rangeOf.length ? rangeOf[places[i]] : -1;
    if (range < 0) continue;
    const part = parts[range];
    const at = filled[range]++;
    part.scores[at] = reference.scores[i];
    part.predicted[at] = reference.predicted[i];
    part.targets[at] = reference.targets[i];
  }
  return parts.map(({ scores, predicted, targets }, range) => ({
    scores: scores.subarray(0, filled[range]),
    predicted: predicted.subarray(0, filled[range]),
    targets: targets.subarray(0, filled[range]),
  }));
}

export function countConfusion(predicted: Uint8Array, targets: Uint8Array): Confusion {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < targets.length; row++) counts[2 * targets[row] + predicted[row]]++;
  const [trueNegatives, falsePositives, falseNegatives, truePositives] = counts;
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

function thresholdMetrics(c: Confusion) {
  const positives = c.truePositives + c.falseNegatives;
  const negatives = c.trueNegatives + c.falsePositives;
  const answered = c.truePositives + c.falsePositives;
  const rows = positives + negatives;
  const isOneSided = positives * negatives === 0 || answered === 0 || answered === rows;
  return {
    accuracy: accuracy(c),
    precision: isOneSided ? null : precision(c),
    recall: isOneSided ? null : recall(c),
    specificity: specificity(c),
    f1: isOneSided ? null : f1(c),
  };
}
