import { momentsOf, rowsOf, type ValueCounts } from './value-counts.ts';

/** The edges of `bins` bins of equal width from `from` to `to`, computed as NumPy does, so that ties fall alike. */
export function equalWidthEdges(from: number, to: number, bins: number): Float64Array {
  // NumPy spreads a range without width by one half to either side.
  const [first, last] = from === to ? [from - 0.5, to + 0.5] : [from, to];
  const step = (last - first) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * step + first);
  edges[bins] = last;
  return edges;
}

/** Rows in each bin [edge, next edge), the last one closed; what lies beyond the edges is left out. */
export function countInBins({ values, counts }: ValueCounts, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const inBins = new Float64Array(bins);
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < edges[0]) continue;
    if (values[i] > edges[bins]) break;
    while (bin < bins - 1 && values[i] >= edges[bin + 1]) bin++;
    inBins[bin] += counts[i];
  }
  return inBins;
}

/** Edges of bins of (about) the given width over the range of the values; one bin where there is no width. */
function edgesOfWidth({ values }: ValueCounts, width: number): Float64Array {
  const [from, to] = [values[0], values[values.length - 1]];
  return equalWidthEdges(from, to, width > 0 ? Math.ceil((to - from) / width) : 1);
}

const rangeOf = ({ values }: ValueCounts) => values[values.length - 1] - values[0];

/** Sturges (1926): width = range / (log2 n + 1). Of a sample with rows. */
export function sturgesEdges(sample: ValueCounts): Float64Array {
  return edgesOfWidth(sample, rangeOf(sample) / (Math.log2(rowsOf(sample)) + 1));
}

/**
 * Doane (1976): as Sturges, with more bins for skewed values: width = range / (1 + log2 n + log2(1 + |g1| / s)), g1 the
 * population skewness, s = sqrt(6 (n - 2) / ((n + 1) (n + 3))). Of a sample with rows; one bin for two rows or less.
 */
export function doaneEdges(sample: ValueCounts): Float64Array {
  const n = rowsOf(sample);
  const moments = momentsOf(sample);
  if (n <= 2 || moments === null || moments.standardDeviation === 0) return edgesOfWidth(sample, 0);
  const { mean, standardDeviation } = moments;
  let skewness = 0;
  for (let i = 0; i < sample.values.length; i++) {
    skewness += (sample.counts[i] / n) * ((sample.values[i] - mean) / standardDeviation) ** 3;
  }
  const usual = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return edgesOfWidth(
    sample,
    rangeOf(sample) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / usual)),
  );
}
