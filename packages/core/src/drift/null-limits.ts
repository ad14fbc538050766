import { drawMultinomial } from '../statistics/multinomial-draw.ts';
import type { Random } from '../training/random.ts';
import type { ColumnKind, KilterMethod } from './drift-result.ts';
import { jensenShannonOfTotals } from './jensen-shannon.ts';
import { binsOfReference, countInReferenceBins } from './reference-bins.ts';
import { momentsOf, rowsOf, type ValueCounts } from './value-counts.ts';
import { LEAST_DEVIATION } from './wasserstein.ts';

/** Rows that limits are made for. Between them they are interpolated, and beyond them chance goes as 1 / sqrt(rows). */
export const limitRows = [100, 300, 1000, 10_000] as const;
/** The share of samples without any drift that stay below their limit. */
export const LIMIT_QUANTILE = 0.999;
const DRAWS = 4000;

/**
 * How far a column moves by chance alone: for each of `rows`, ascending, the 99.9 % quantile of a statistic between the
 * reference and so many rows drawn from it.
 */
export interface NullLimits {
  readonly rows: readonly number[];
  /** Jensen-Shannon distance, base 2, over the reference's bins. */
  readonly jensenShannon: readonly number[];
  /** Normed Wasserstein distance; null for categories. */
  readonly wasserstein: readonly number[] | null;
}

/**
 * Limits by drawing 4,000 samples of each size; some 20 ms a column. Each limit is off by about 3 %. Null without values.
 */
export function nullLimits(kind: ColumnKind, reference: ValueCounts, random: Random): NullLimits | null {
  if (rowsOf(reference) === 0) return null;
  const limitsBy = (method: KilterMethod) => {
    const statistic = nullStatistic(method, kind, reference);
    return limitRows.map((rows) => largestByChance(statistic, rows, random));
  };
  return {
    rows: limitRows,
    jensenShannon: limitsBy('JENSEN_SHANNON'),
    wasserstein: kind === 'NUMERIC' ? limitsBy('WASSERSTEIN') : null,
  };
}

/** The limit for one number of rows (above 0) alone; the reference must have values. */
export function nullLimit(
  method: KilterMethod,
  kind: ColumnKind,
  reference: ValueCounts,
  rows: number,
  random: Random,
): number {
  return largestByChance(nullStatistic(method, kind, reference), Math.max(1, Math.round(rows)), random);
}

/** A statistic between the reference, as counts, and rows drawn from it. */
interface NullStatistic {
  readonly counts: Float64Array;
  readonly of: (drawn: Float64Array, rows: number) => number;
}

function nullStatistic(method: KilterMethod, kind: ColumnKind, reference: ValueCounts): NullStatistic {
  if (method === 'WASSERSTEIN') return nullWasserstein(reference);
  const counts = countInReferenceBins(binsOfReference(kind, reference), reference);
  const total = rowsOf(reference);
  return { counts, of: (drawn, rows) => jensenShannonOfTotals(counts, total, drawn, rows, 'TWO') };
}

function largestByChance({ counts, of }: NullStatistic, rows: number, random: Random): number {
  const drawn = new Float64Array(counts.length);
  const statistics = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    statistics[draw] = of(drawMultinomial(rows, counts, random, drawn), rows);
  }
  return statistics.sort()[Math.ceil(LIMIT_QUANTILE * DRAWS) - 1];
}

/** Neighbouring values are drawn together, in so many groups: it costs less, and lowers a limit by 1 % at most. */
const GROUPS = 20;

function nullWasserstein(reference: ValueCounts): NullStatistic {
  const { values, counts } = grouped(reference);
  const total = rowsOf(reference);
  const deviation = Math.max(momentsOf(reference)?.standardDeviation ?? 0, LEAST_DEVIATION);
  const of = (drawn: Float64Array, rows: number) => {
    let gap = 0;
    let area = 0;
    for (let i = 0; i + 1 < values.length; i++) {
      gap += counts[i] / total - drawn[i] / rows;
      area += Math.abs(gap) * (values[i + 1] - values[i]);
    }
    return area / deviation;
  };
  return { counts, of };
}

/** At most 20 groups of about equal counts, at their mean values. */
function grouped(sample: ValueCounts): ValueCounts {
  const rows = rowsOf(sample);
  const values: number[] = [];
  const counts: number[] = [];
  let below = 0;
  let last = -1;
  for (let i = 0; i < sample.values.length; i++) {
    const group = Math.floor(((below + sample.counts[i] / 2) / rows) * GROUPS);
    below += sample.counts[i];
    if (group !== last) {
      values.push(0);
      counts.push(0);
      last = group;
    }
    values[values.length - 1] += sample.values[i] * sample.counts[i];
    counts[counts.length - 1] += sample.counts[i];
  }
  return {
    values: Float64Array.from(values, (sum, i) => sum / counts[i]),
    counts: Float64Array.from(counts),
    missing: 0,
  };
}

/**
 * The limit at `rows` (above 0), given those at `sizes`: linear between the logarithms of both; beyond the ends as
 * 1 / sqrt(rows).
 */
export function limitAt(sizes: readonly number[], limits: readonly number[], rows: number): number {
  const last = sizes.length - 1;
  const at = sizes.findIndex((size) => rows <= size);
  if (at === 0) return limits[0] * Math.sqrt(sizes[0] / rows);
  if (at === -1) return limits[last] * Math.sqrt(sizes[last] / rows);
  const [below, above] = [limits[at - 1], limits[at]];
  // A column of one value never moves by chance.
  if (below === 0 || above === 0) return Math.max(below, above);
  return below * (above / below) ** (Math.log(rows / sizes[at - 1]) / Math.log(sizes[at] / sizes[at - 1]));
}

/**
 * The size of a sample from a known distribution that varies as much as the difference of two samples of `n` and `m` rows:
 * n m / (n + m). The reference is itself a sample, and so is what stands in for it.
 */
export function effectiveRows(n: number, m: number): number {
  return (n * m) / (n + m);
}
