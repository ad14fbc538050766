/**
 * Whether the values of the second of two independent samples tend to be larger, from counts over the same ascending
 * bins: standard normal while both follow one distribution, positive when the values rise. Mann and Whitney (1947),
 * normal approximation; values of one bin are ties and share their mean rank, for which the variance is corrected
 * (Lehmann 1975, "Nonparametrics", 1.4). Both samples must have values; 0 where all lie in one bin.
 */
export function ranksZ(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const m = total(first);
  const n = total(second);
  const all = m + n;
  /** Pairs that the second wins minus pairs that it loses. */
  let lead = 0;
  let tied = 0;
  let firstBelow = 0;
  let secondBelow = 0;
  for (let bin = 0; bin < first.length; bin++) {
    lead += second[bin] * firstBelow - first[bin] * secondBelow;
    firstBelow += first[bin];
    secondBelow += second[bin];
    tied += ((first[bin] + second[bin]) / all) ** 3;
  }
  // Of lead / 2: m n / 12 (N + 1 - sum(t^3 - t) / (N (N - 1))) with sum(t) = N.
  const variance = ((m * n) / 12) * ((all * all * (1 - tied)) / (all - 1));
  return variance > 0 ? lead / 2 / Math.sqrt(variance) : 0;
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}
