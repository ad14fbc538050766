import type { Random } from '../training/random.ts';
import { sortedQuantile } from './quantile.ts';

/** A resample: how often each row is drawn. */
export type Multiplicities = Float64Array;

/** Fills `into` with one resample of its rows, as many draws with replacement as there are rows (Efron 1979). */
export function resampleRows(into: Multiplicities, random: Random): void {
  into.fill(0);
  for (let draw = 0; draw < into.length; draw++) into[Math.floor(random() * into.length)]++;
}

/**
 * The same for rows that belong together: whole clusters are drawn, as many as there are, so that figures of repeated
 * subjects get no false precision (Field and Welsh 2007, "Bootstrapping clustered data"). `clusterOf` numbers the
 * cluster of each row from 0 to `clusters` - 1.
 */
export function resampleClusters(
  into: Multiplicities,
  clusterOf: ArrayLike<number>,
  clusters: number,
  random: Random,
): void {
  const drawn = new Float64Array(clusters);
  resampleRows(drawn, random);
  for (let row = 0; row < into.length; row++) into[row] = drawn[clusterOf[row]];
}

export interface BootstrapOptions {
  rows: number;
  /** Numbers each row's cluster from 0; null: every row is independent. */
  clusterOf: ArrayLike<number> | null;
  repeats: number;
  /** Share that the interval covers, e.g. 0.95. */
  coverage: number;
  random: Random;
}

export interface BootstrapInterval {
  lower: number;
  upper: number;
  /** Standard deviation over the resamples (ddof 1). */
  standardError: number;
  /** Resamples on which the figure was defined. */
  repeats: number;
}

/**
 * Percentile interval of a figure by resampling rows or clusters. `figure` gets how often each row is drawn, and answers
 * null where it is not defined (a resample of one class); such resamples are left out. Null under two that are.
 */
export function bootstrapInterval(
  figure: (multiplicities: Multiplicities) => number | null,
  { rows, clusterOf, repeats, coverage, random }: BootstrapOptions,
): BootstrapInterval | null {
  const multiplicities = new Float64Array(rows);
  const clusters = clusterOf === null ? 0 : clusterCount(clusterOf);
  const figures: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    if (clusterOf === null) resampleRows(multiplicities, random);
    else resampleClusters(multiplicities, clusterOf, clusters, random);
    const value = figure(multiplicities);
    if (value !== null) figures.push(value);
  }
  return intervalOf(Float64Array.from(figures).sort(), coverage);
}

function intervalOf(ascending: Float64Array, coverage: number): BootstrapInterval | null {
  const lower = sortedQuantile(ascending, (1 - coverage) / 2);
  const upper = sortedQuantile(ascending, (1 + coverage) / 2);
  if (ascending.length < 2 || lower === null || upper === null) return null;
  const mean = ascending.reduce((sum, value) => sum + value, 0) / ascending.length;
  const squares = ascending.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (ascending.length - 1));
  return { lower, upper, standardError, repeats: ascending.length };
}

function clusterCount(clusterOf: ArrayLike<number>): number {
  let largest = -1;
  for (let row = 0; row < clusterOf.length; row++) largest = Math.max(largest, clusterOf[row]);
  return largest + 1;
}
