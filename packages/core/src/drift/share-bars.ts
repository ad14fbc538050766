import type { Feature } from '../features/manifest.ts';
import { countInReferenceBins, type ReferenceBins } from './reference-bins.ts';
import { totalOf } from './shares.ts';
import type { ValueCounts } from './value-counts.ts';

/** One bar of a feature: a category, a value or a range in words, and its share of the rows that have a value, 0..1. */
export interface ShareBar {
  readonly label: string;
  readonly share: number;
}

export interface ShareBars {
  readonly before: ShareBar[];
  readonly current: ShareBar[];
}

/**
 * Two samples of a feature over the bins that its reference fixes, for a chart: the same labels in the same order on both sides.
 * What has several rare categories, or what the reference lacks, has a bar where either side has rows of it. No bars
 * for a side without values.
 */
export function shareBars(
  feature: Pick<Feature, 'kind'> & { integer?: boolean; categories?: readonly string[] },
  bins: ReferenceBins,
  before: ValueCounts,
  current: ValueCounts,
): ShareBars {
  const labels = labelsOf(feature, bins);
  const [then, now] = [countInReferenceBins(bins, before), countInReferenceBins(bins, current)];
  // The last two bins of VALUES are no values.
  const always = bins.kind === 'VALUES' ? bins.own.length : labels.length;
  const shown = [...labels.keys()].filter((bin) => bin < always || then[bin] + now[bin] > 0);
  const barsOf = (counts: Float64Array): ShareBar[] => {
    const rows = totalOf(counts);
    return rows > 0 ? shown.map((bin) => ({ label: labels[bin], share: counts[bin] / rows })) : [];
  };
  return { before: barsOf(then), current: barsOf(now) };
}

function labelsOf(
  { integer = false, categories }: { integer?: boolean; categories?: readonly string[] },
  bins: ReferenceBins,
): string[] {
  if (bins.kind === 'RANGES') return rangeLabels([...bins.from], integer);
  const own = Array.from(bins.own, (value) => categories?.[value] ?? show(value));
  return [...own, 'rare in the reference', 'not in the reference'];
}

/** In whole numbers "5 to 8", else "5 to under 9". */
function rangeLabels(starts: readonly number[], integer: boolean): string[] {
  if (starts.length === 0) return ['any'];
  const isWhole = integer && starts.every(Number.isInteger);
  const upTo = (end: number) => (isWhole ? `up to ${end - 1}` : `under ${show(end)}`);
  const between = (start: number, end: number) => {
    if (!isWhole) return `${show(start)} to under ${show(end)}`;
    return end - start === 1 ? String(start) : `${start} to ${end - 1}`;
  };
  return [
    upTo(starts[0]),
    ...starts.slice(1).map((end, i) => between(starts[i], end)),
    `${show(starts[starts.length - 1])} and over`,
  ];
}

/** Six digits are enough to tell values apart. */
const show = (value: number) => String(Number(value.toPrecision(6)));
