import type { Feature, Manifest } from '../features/manifest.ts';
import { absence, type QualityRow } from './quality-row.ts';

/** What the data quality of one feature is judged by. Counts of two windows add up: see `addFeatureCounts`. */
export interface FeatureCounts {
  rows: number;
  missing: number;
  /** Categories that the manifest does not know. */
  unseen: number;
  /** Outside the manifest's usual range. */
  outOfRange: number;
  /** Fractions where the manifest promises whole numbers. */
  notWhole: number;
  /** Of the known values (codes of categories); null without any. */
  least: number | null;
  greatest: number | null;
}

export function emptyFeatureCounts(): FeatureCounts {
  return { rows: 0, missing: 0, unseen: 0, outOfRange: 0, notWhole: 0, least: null, greatest: null };
}

/** Counts rows, one result a feature in the manifest's order. */
export function countFeatures({ features }: Manifest, rows: readonly QualityRow[]): FeatureCounts[] {
  return features.map((feature, index) => {
    const counts = emptyFeatureCounts();
    for (const row of rows) countRow(counts, feature, index, row);
    return counts;
  });
}

function countRow(counts: FeatureCounts, feature: Feature, index: number, row: QualityRow): void {
  counts.rows++;
  const absent = absence(row, index, feature.name);
  if (absent === 'MISSING') counts.missing++;
  if (absent === 'UNSEEN') counts.unseen++;
  if (absent !== null) return;
  const value = row.values[index];
  counts.least = Math.min(counts.least ?? value, value);
  counts.greatest = Math.max(counts.greatest ?? value, value);
  if (feature.kind !== 'NUMERIC') return;
  if (isOutside(feature, value)) counts.outOfRange++;
  if (feature.integer && !Number.isInteger(value)) counts.notWhole++;
}

/** Whether a value lies outside the usual range. */
export function isOutside(
  { minimum, maximum }: { minimum: number | null; maximum: number | null },
  value: number,
): boolean {
  return (minimum !== null && value < minimum) || (maximum !== null && value > maximum);
}

/** The counts of two windows together, in any order. */
export function addFeatureCounts(a: FeatureCounts, b: FeatureCounts): FeatureCounts {
  return {
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    unseen: a.unseen + b.unseen,
    outOfRange: a.outOfRange + b.outOfRange,
    notWhole: a.notWhole + b.notWhole,
    least: either(a.least, b.least, Math.min),
    greatest: either(a.greatest, b.greatest, Math.max),
  };
}

function either(a: number | null, b: number | null, pick: (a: number, b: number) => number): number | null {
  if (a === null || b === null) return a ?? b;
  return pick(a, b);
}
