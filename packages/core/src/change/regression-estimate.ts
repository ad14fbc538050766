/** Numbers and what they were summed up to: `parts` of row i sum to `whole` of row i, but for a constant. */
export interface SampledParts {
  /** By row of a sample. */
  readonly parts: readonly Float64Array[];
  readonly whole: ArrayLike<number>;
}

export interface EstimatedMean {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Means over all rows of what was computed on a sample of them only, by the regression estimator (Cochran 1977, "Sampling
 * techniques", 7.1): each part's mean is moved by its slope on the whole times how far the sample's whole is from that of
 * all rows. Slopes sum to 1, so that the parts still sum to the whole's mean. `variance` is that of the estimate.
 */
export function regressionMeans(
  { parts, whole }: SampledParts,
  all: { readonly count: number; readonly mean: number; readonly variance: number },
): EstimatedMean[] {
  const rows = parts.length;
  const wholeMean = average(rows, (row) => whole[row]);
  const wholeVariance = average(rows, (row) => (whole[row] - wholeMean) ** 2);
  return Array.from({ length: parts[0].length }, (_, k) => {
    const mean = average(rows, (row) => parts[row][k]);
    const covariance = average(rows, (row) => (parts[row][k] - mean) * (whole[row] - wholeMean));
    const slope = wholeVariance > 0 ? covariance / wholeVariance : 0;
    const apart = average(rows, (row) => (parts[row][k] - mean - slope * (whole[row] - wholeMean)) ** 2);
    return {
      mean: mean + slope * (all.mean - wholeMean),
      variance: apart / rows + (slope * slope * all.variance) / all.count,
    };
  });
}

function average(rows: number, read: (row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += read(row);
  return sum / rows;
}
