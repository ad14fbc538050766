/** Pearson's correlation over the rows where both are known; 0 when one of them does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const rows = [...a.keys()].filter((row) => !Number.isNaN(a[row] + b[row]));
  const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const row of rows) {
    const [x, y] = [a[row] - meanA, b[row] - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** The greatest gap between the shares of known values that are at most x (Kolmogorov and Smirnov's distance). */
export function greatestShareGap(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a, b].map((values) => values.filter((value) => !Number.isNaN(value)).sort());
  let gap = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    const value = Math.min(x[i], y[j]);
    while (x[i] === value) i++;
    while (y[j] === value) j++;
    gap = Math.max(gap, Math.abs(i / x.length - j / y.length));
  }
  return gap;
}
