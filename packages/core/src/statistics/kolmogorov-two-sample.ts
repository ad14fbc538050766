/**
 * How likely two samples of sizes `m` and `n` from one continuous distribution differ by at least `gap` in their
 * distribution functions, exactly: P(D >= gap / (m n)). `gap` is the largest |n x (rows of the first up to a value) -
 * m x (rows of the second up to it)|, a whole number, so that no rounding decides a tie. To a relative 1e-10; below
 * 1e-290 it may read 0. Costs about (D m n) additions, or n where the sizes are equal.
 */
export function kolmogorovTwoSampleP(m: number, n: number, gap: number): number {
  if (gap <= 0) return 1;
  return m === n ? equalSizes(n, Math.ceil(gap / n)) : leavingBand(Math.max(m, n), Math.min(m, n), gap);
}

/** Two samples of n, h = n D: by reflection (Gnedenko and Korolyuk 1951; Hodges 1958). */
function equalSizes(n: number, h: number): number {
  let outside = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let factor = 1;
    for (let j = 0; j < h; j++) factor *= (n - k * h - j) / (n + k * h + j + 1);
    outside = factor * (1 - outside);
  }
  return Math.min(1, 2 * outside);
}

/**
 * The pooled values, ascending, are a walk from (0, 0) to (m, n), all orders equally likely; D reaches the gap when the
 * walk leaves the band |x n - y m| < gap. Adds up the chance of each first step out of it, so that a small p-value is
 * no difference of two numbers near 1 (Hodges 1958 counts the same paths). `inside[y]`: chance to stand at (x, y)
 * without having left.
 */
function leavingBand(m: number, n: number, gap: number): number {
  const inside = new Float64Array(n + 1);
  let left = 0;
  /** The band of the column before, [low, high]. */
  let low = 0;
  let high = -1;
  for (let x = 0; x <= m; x++) {
    const bandLow = Math.max(0, Math.floor((x * n - gap) / m) + 1);
    const bandHigh = Math.min(n, Math.ceil((x * n + gap) / m) - 1);
    // The step to x takes one of the first sample's m - x + 1 of the remaining values.
    for (let y = low; y <= high; y++) inside[y] *= (m - x + 1) / (m - x + 1 + n - y);
    for (let y = low; y < Math.min(bandLow, high + 1); y++) {
      left += inside[y];
      inside[y] = 0;
    }
    if (x === 0) inside[0] = 1;
    for (let y = bandLow; y < bandHigh; y++) inside[y + 1] += inside[y] * ((n - y) / (m - x + n - y));
    if (bandHigh < n) left += inside[bandHigh] * ((n - bandHigh) / (m - x + n - bandHigh));
    low = bandLow;
    high = bandHigh;
  }
  return Math.min(1, left);
}
