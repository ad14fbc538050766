/** Rows of one bin: how many, and the sums of their probabilities and 0/1 targets. */
export interface ReliabilityBin {
  readonly count: number;
  readonly probabilities: number;
  readonly targets: number;
}

/** Bins of equal width over [0, 1]; the last is closed. Empty ones are kept. */
export function equalWidthBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): ReliabilityBin[] {
  return fillBins(targets, probabilities, bins, (row) =>
    Math.min(bins - 1, Math.max(0, Math.floor(probabilities[row] * bins))),
  );
}

/** Bins of about equal numbers of rows by ascending probability. Equal probabilities never straddle two bins. */
export function equalCountBins(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  bins = 10,
): ReliabilityBin[] {
  const order = Uint32Array.from({ length: targets.length }, (_, i) => i);
  order.sort((a, b) => probabilities[a] - probabilities[b]);
  const binOf = new Uint32Array(order.length);
  order.forEach((row, rank) => {
    const isTied = rank > 0 && probabilities[row] === probabilities[order[rank - 1]];
    binOf[row] = isTied ? binOf[order[rank - 1]] : Math.floor((rank * bins) / order.length);
  });
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
    const bin = filled[binOf(row)];
    bin.count++;
    bin.probabilities += probabilities[row];
    bin.targets += targets[row];
  }
  return filled;
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
