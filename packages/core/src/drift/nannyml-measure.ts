import { chiSquareContingency } from './chi-square.ts';
import type { ColumnKind, DriftMethod } from './drift-result.ts';
import { countInBins, doaneEdges, equalWidthEdges } from './equal-width-bins.ts';
import { hellingerDistance } from './hellinger.ts';
import { jensenShannonDistance } from './jensen-shannon.ts';
import { kolmogorovDistance } from './kolmogorov-smirnov.ts';
import { lInfinity } from './l-infinity.ts';
import { pairCounts } from './paired-counts.ts';
import { rowsOf, type ValueCounts } from './value-counts.ts';
import { wassersteinDistance } from './wasserstein.ts';

export type NannymlMethod = Extract<
  DriftMethod,
  'JENSEN_SHANNON' | 'HELLINGER' | 'L_INFINITY' | 'CHI_SQUARE' | 'KOLMOGOROV_SMIRNOV' | 'WASSERSTEIN'
>;

/** Which methods suit which columns. */
export const nannymlMethods: Readonly<Record<ColumnKind, readonly NannymlMethod[]>> = {
  NUMERIC: ['JENSEN_SHANNON', 'HELLINGER', 'KOLMOGOROV_SMIRNOV', 'WASSERSTEIN'],
  CATEGORICAL: ['JENSEN_SHANNON', 'HELLINGER', 'L_INFINITY', 'CHI_SQUARE'],
};

export interface ChunkFigure {
  value: number;
  /** For chi-square only, which is judged by it. */
  pValue: number | null;
}

/** The figure of one chunk; null when it has no values. */
export type ChunkMeasure = (chunk: ValueCounts) => ChunkFigure | null;

/** References from here on are kept as so many equal bins for Kolmogorov-Smirnov and Wasserstein. */
const BINNED_ROWS = 10_000;
const BINS = 10_000;

/** How NannyML measures the distance of a chunk from a reference, which must have values. */
export function nannymlMeasure(
  method: NannymlMethod,
  kind: ColumnKind,
  reference: ValueCounts,
): ChunkMeasure {
  switch (method) {
    case 'JENSEN_SHANNON':
      return byBins(kind, reference, (r, c) => jensenShannonDistance(r, c, 'TWO'));
    case 'HELLINGER':
      return byBins(kind, reference, hellingerDistance);
    case 'L_INFINITY':
      return (chunk) => {
        const pair = pairCounts(reference, chunk);
        return asFigure(lInfinity(pair.reference, pair.current));
      };
    case 'CHI_SQUARE':
      return (chunk) => {
        const pair = pairCounts(reference, chunk);
        const test = chiSquareContingency(pair.reference, pair.current);
        return test && { value: test.statistic, pValue: test.pValue };
      };
    case 'KOLMOGOROV_SMIRNOV':
      if (rowsOf(reference) >= BINNED_ROWS) return onEqualBins(reference, ({ greatest }) => greatest);
      return (chunk) => asFigure(kolmogorovDistance(pairCounts(reference, chunk)));
    case 'WASSERSTEIN':
      if (rowsOf(reference) >= BINNED_ROWS) return binnedWasserstein(reference);
      return (chunk) => asFigure(wassersteinDistance(reference, chunk));
  }
}

const asFigure = (value: number | null): ChunkFigure | null =>
  value === null ? null : { value, pValue: null };

type BinDistance = (reference: ArrayLike<number>, chunk: ArrayLike<number>) => number | null;

/** Bins of the reference (Doane's, or its values), and one more for what the chunk has beyond them. */
function byBins(kind: ColumnKind, reference: ValueCounts, distance: BinDistance): ChunkMeasure {
  const edges = kind === 'NUMERIC' ? doaneEdges(reference) : null;
  const inBins = edges ? countInBins(reference, edges) : reference.counts;
  const withOutside = Float64Array.of(...inBins, 0);
  return (chunk) => {
    const chunkInBins = edges ? countInBins(chunk, edges) : countOfValues(chunk, reference.values);
    const inside = chunkInBins.reduce((sum, count) => sum + count, 0);
    return asFigure(distance(withOutside, Float64Array.of(...chunkInBins, rowsOf(chunk) - inside)));
  };
}

/** Rows of each of some ascending values. */
function countOfValues(sample: ValueCounts, wanted: Float64Array): Float64Array {
  const counts = new Float64Array(wanted.length);
  for (let i = 0, at = 0; i < sample.values.length; i++) {
    while (wanted[at] < sample.values[i]) at++;
    if (wanted[at] === sample.values[i]) counts[at] = sample.counts[i];
  }
  return counts;
}

interface BinnedGap {
  /** Greatest difference of the distribution functions at the right edges of the bins. */
  greatest: number;
  /** The sum of the differences, times the width of a bin. */
  area: number;
}

function onEqualBins(reference: ValueCounts, figure: (gap: BinnedGap) => number): ChunkMeasure {
  const edges = edgesOver(reference);
  return (chunk) => {
    const rows = rowsOf(chunk);
    return rows === 0
      ? null
      : asFigure(figure(gapOver(edges, reference, chunk, rowsBelow(chunk, edges[0]) / rows)));
  };
}

const edgesOver = ({ values }: ValueCounts) => equalWidthEdges(values[0], values[values.length - 1], BINS);

/** `startingAt`: the chunk's distribution function at the left end. */
function gapOver(
  edges: Float64Array,
  reference: ValueCounts,
  chunk: ValueCounts,
  startingAt: number,
): BinnedGap {
  const [n, m] = [rowsOf(reference), rowsOf(chunk)];
  const ofReference = countInBins(reference, edges);
  const ofChunk = countInBins(chunk, edges);
  let [f, g, greatest, sum] = [0, startingAt, 0, 0];
  for (let bin = 0; bin < ofReference.length; bin++) {
    f += ofReference[bin] / n;
    g += ofChunk[bin] / m;
    greatest = Math.max(greatest, Math.abs(f - g));
    sum += Math.abs(f - g);
  }
  return { greatest, area: sum * (edges[1] - edges[0]) };
}

/**
 * The area over the reference's bins, and exactly what lies beyond them. As in NannyML, one row too many counts as below
 * the reference where any row is.
 */
function binnedWasserstein(reference: ValueCounts): ChunkMeasure {
  const edges = edgesOver(reference);
  const [from, to] = [edges[0], edges[edges.length - 1]];
  return (chunk) => {
    const rows = rowsOf(chunk);
    if (rows === 0) return null;
    const below = rowsBelow(chunk, from);
    const { area } = gapOver(edges, reference, chunk, below > 0 ? (below + 1) / rows : 0);
    let beyond = 0;
    chunk.values.forEach((value, i) => {
      beyond += (chunk.counts[i] / rows) * Math.max(0, from - value, value - to);
    });
    return asFigure(area + beyond);
  };
}

function rowsBelow({ values, counts }: ValueCounts, limit: number): number {
  let rows = 0;
  for (let i = 0; i < values.length && values[i] < limit; i++) rows += counts[i];
  return rows;
}
