/**
 * Variance of a figure from how much each row moves it (its influence, which sums to 0): the sum of squares over the
 * rows, or over clusters of rows that belong together (`clusterOf` numbers each row's from 0), times n / (n - 1) for
 * n rows or clusters. Null for fewer than two of them.
 */
export function influenceVariance(
  influence: Float64Array,
  clusterOf: ArrayLike<number> | null,
): number | null {
  const { sums, count } =
    clusterOf === null ? { sums: influence, count: influence.length } : sumByCluster(influence, clusterOf);
  if (count < 2) return null;
  let squares = 0;
  for (let i = 0; i < sums.length; i++) squares += sums[i] * sums[i];
  return (squares * count) / (count - 1);
}

/** `count`: of the clusters that have a row. */
function sumByCluster(
  influence: Float64Array,
  clusterOf: ArrayLike<number>,
): { sums: Float64Array; count: number } {
  let size = 0;
  for (let row = 0; row < influence.length; row++) size = Math.max(size, clusterOf[row] + 1);
  const sums = new Float64Array(size);
  const isSeen = new Uint8Array(size);
  let count = 0;
  for (let row = 0; row < influence.length; row++) {
    const cluster = clusterOf[row];
    sums[cluster] += influence[row];
    count += 1 - isSeen[cluster];
    isSeen[cluster] = 1;
  }
  return { sums, count };
}
