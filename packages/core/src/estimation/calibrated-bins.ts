import { scoreBin, scoreBinEdges } from '../sketches/score-bins.ts';
import { applyIsotonic } from '../training/isotonic.ts';
import type { Cbpe } from './cbpe.ts';

/** Scores of one bin that get one answer: a bin across the threshold is two of these. */
export interface BinPart {
  readonly bin: number;
  readonly isPositive: boolean;
  /** Mean calibrated probability of the reference's scores there, or of its middle where the reference has none. */
  readonly mean: number;
  /** Between these lies the calibrated probability of every score there. */
  readonly least: number;
  readonly most: number;
}

/** What the bins of `score-bins.ts` mean as probabilities, ascending by score. */
export interface CalibratedBins {
  readonly threshold: number;
  readonly parts: readonly BinPart[];
}

/**
 * Learns from the reference's scores (NaN is left out) what a score counted in a bin is worth. `threshold`: from where on
 * the positive class is answered.
 */
export function calibrateBins(
  { calibration }: Pick<Cbpe, 'calibration'>,
  scores: ArrayLike<number>,
  threshold: number,
): CalibratedBins {
  const probabilityOf = (score: number) => (calibration === null ? score : applyIsotonic(calibration, score));
  const bins = scoreBinEdges.length - 1;
  const sums = [false, true].map(() => ({ rows: new Float64Array(bins), sum: new Float64Array(bins) }));
  for (let row = 0; row < scores.length; row++) {
    if (Number.isNaN(scores[row])) continue;
    const bin = scoreBin(scores[row]);
    const side = sums[Number(scores[row] >= threshold)];
    side.rows[bin]++;
    side.sum[bin] += probabilityOf(scores[row]);
  }
  const parts = [...sums[0].rows.keys()].flatMap((bin) =>
    sidesOf(bin, threshold).map(({ from, to, isPositive }) => {
      const { rows, sum } = sums[Number(isPositive)];
      const [least, most] = [probabilityOf(from), probabilityOf(to)];
      const mean = rows[bin] > 0 ? sum[bin] / rows[bin] : (least + most) / 2;
      // Rounding of an edge may leave a score just outside its bin.
      return { bin, isPositive, mean, least: Math.min(least, mean), most: Math.max(most, mean) };
    }),
  );
  return { threshold, parts };
}

/** The scores of a bin below the threshold and those from it on. */
function sidesOf(bin: number, threshold: number): { from: number; to: number; isPositive: boolean }[] {
  const [from, to] = [scoreBinEdges[bin], scoreBinEdges[bin + 1]];
  if (threshold <= from) return [{ from, to, isPositive: true }];
  if (threshold >= to) return [{ from, to, isPositive: false }];
  return [
    { from, to: threshold, isPositive: false },
    { from: threshold, to, isPositive: true },
  ];
}
