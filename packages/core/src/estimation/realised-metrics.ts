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
  const sizes = new Uint32Array(ranges.length);
  for (const place of places) if (rangeOf[place] >= 0) sizes[rangeOf[place]]++;
  const parts = ranges.map((_, range) => ({
    scores: new Float64Array(sizes[range]),
    predicted: new Uint8Array(sizes[range]),
    targets: new Uint8Array(sizes[range]),
  }));
  const filled = new Uint32Array(ranges.length);
  for (let i = 0; i < places.length; i++) {
    const range = rangeOf[places[i]];
    if (!(range >= 0)) continue;
    const at = filled[range]++;
    parts[range].scores[at] = reference.scores[i];
    parts[range].predicted[at] = reference.predicted[i];
    parts[range].targets[at] = reference.targets[i];
  }
  return parts;
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
