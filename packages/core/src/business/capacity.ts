import type { ScoreSums } from '../sketches/score-bins.ts';
import { alongLine, type BoundedValue } from './bounded-value.ts';

/** What acting on the highest scores, as many as can be acted on, would find. */
export interface CapacityFigures {
  /** Of all rows, 0..1, as asked for. */
  share: number;
  /** How many rows that is: whole rows, one at least. */
  rows: number;
  /** Positives among them. */
  found: BoundedValue;
  /** Share of them that is positive. */
  precision: BoundedValue;
  /** Share of all positives that is among them; null without positives. */
  recall: BoundedValue | null;
  /** How many times better than picking at random; null without positives. */
  lift: BoundedValue | null;
}

/**
 * From counts of scores by bin and true class. The cut goes through a bin: at best its positives come first, at worst last,
 * and the figure is what a random order within the bin gives. `share` in (0, 1]; null without rows.
 */
export function capacityFigures(
  positives: Pick<ScoreSums, 'bins'>,
  negatives: Pick<ScoreSums, 'bins'>,
  share: number,
): CapacityFigures | null {
  const total = (bins: readonly number[]) => bins.reduce((sum, count) => sum + count, 0);
  const allPositives = total(positives.bins);
  const all = allPositives + total(negatives.bins);
  if (all === 0) return null;
  const rows = Math.min(all, Math.max(1, Math.round(share * all)));
  const found = foundWithin(positives.bins, negatives.bins, rows);
  return {
    share,
    rows,
    found,
    precision: alongLine(found, 1 / rows),
    recall: allPositives > 0 ? alongLine(found, 1 / allPositives) : null,
    lift: allPositives > 0 ? alongLine(found, all / rows / allPositives) : null,
  };
}

function foundWithin(positives: readonly number[], negatives: readonly number[], rows: number): BoundedValue {
  let above = 0;
  let left = rows;
  for (let bin = positives.length - 1; bin >= 0; bin--) {
    const here = positives[bin] + negatives[bin];
    if (here < left) {
      above += positives[bin];
      left -= here;
      continue;
    }
    return {
      value: above + (positives[bin] * left) / here,
      lower: above + Math.max(0, left - negatives[bin]),
      upper: above + Math.min(positives[bin], left),
    };
  }
  return { value: above, lower: above, upper: above };
}
