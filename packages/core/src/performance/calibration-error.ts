import { rankRows, type RankedRows } from './ranked-rows.ts';

/** Rows of one bin: how many, and the sums of their probabilities and 0/1 targets. */
export interface ReliabilityBin {
  readonly count: number;
  readonly probabilities: number;
  readonly targets: number;
}

/** Tells the bin of each row, 0 to `bins` - 1. */
export type Binning = (
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins: number,
) => (row: number) => number;

/** Equal width over [0, 1]; the last bin is closed. */
export const equalWidthBinning: Binning = (_targets, probabilities, bins) => (row) =>
  Math.min(bins - 1, Math.max(0, Math.floor(probabilities[row] * bins)));

/** About equal numbers of rows by ascending probability. Equal probabilities never straddle two bins. */
export const equalCountBinning: Binning = (targets, probabilities, bins) => {
  const binOf = equalCountBinOf(rankRows(targets, probabilities), targets.length, bins);
  return (row) => binOf[row];
};

/** A tie goes where its first row, ascending, belongs. */
function equalCountBinOf({ order, tieEnds }: RankedRows, rowsGiven: number, bins: number): Uint32Array {
  const binOf = new Uint32Array(rowsGiven);
  for (let tie = 0, place = 0; tie < tieEnds.length; tie++) {
    const ascendingRank = order.length - tieEnds[tie];
    const bin = Math.floor((ascendingRank * bins) / order.length);
    for (; place < tieEnds[tie]; place++) binOf[order[place]] = bin;
  }
  return binOf;
}

/** Empty bins are kept. Rows with NaN are left out. */
export function equalWidthBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): ReliabilityBin[] {
  return fillBins(targets, probabilities, bins, equalWidthBinning(targets, probabilities, bins));
}

/**
 * Bins that are empty because of ties are kept. Rows with NaN are left out. `ranked`: the rows sorted, where that is
 * known.
 */
export function equalCountBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
  ranked: RankedRows = rankRows(targets, probabilities),
): ReliabilityBin[] {
  const binOf = equalCountBinOf(ranked, targets.length, bins);
  return fillBins(targets, probabilities, bins, (row) => binOf[row]);
}

function fillBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins: number,
  binOf: (row: number) => number,
): ReliabilityBin[] {
  const filled = Array.from({ length: bins }, () => ({ count: 0, probabilities: 0, targets: 0 }));
  for (let row = 0; row < targets.length; row++) {
    if (!isKnown(targets, probabilities, row)) continue;
    const bin = filled[binOf(row)];
    bin.count++;
    bin.probabilities += probabilities[row];
    bin.targets += targets[row];
  }
  return filled;
}

/** Whether a row has both its target and its probability. */
export function isKnown(targets: ArrayLike<number>, probabilities: ArrayLike<number>, row: number): boolean {
  return !Number.isNaN(targets[row]) && !Number.isNaN(probabilities[row]);
}

/**
 * Expected calibration error: |mean probability - positive rate| of each bin, averaged by rows (Naeini, Cooper and
 * Hauskrecht 2015, for the probability of the positive class). 0 to 1; null without rows.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  const rows = bins.reduce((sum, { count }) => sum + count, 0);
  const gaps = bins.reduce((sum, bin) => sum + Math.abs(bin.probabilities - bin.targets), 0);
  return rows > 0 ? gaps / rows : null;
}

/** The largest gap of a bin, by the same source; 0 to 1, null without rows. Noisy: one small bin decides it. */
export function maximumCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  const gaps = bins.flatMap(({ count, probabilities, targets }) =>
    count > 0 ? Math.abs(probabilities - targets) / count : [],
  );
  return gaps.length > 0 ? Math.max(...gaps) : null;
}
