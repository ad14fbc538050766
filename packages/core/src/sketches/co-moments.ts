import { z } from 'zod';
import { sketchFromJson, unlike, type SketchResult } from './sketch-result.ts';

/** Numbers that are kept of a pair of columns. */
const COUNT = 0;
const MEAN_X = 1;
const MEAN_Y = 2;
const SQUARES_X = 3;
const SQUARES_Y = 4;
const PRODUCTS = 5;
const FIELDS = 6;

/**
 * Covariances and correlations of columns, of each pair over the rows where both are known: 24 bytes x columns x
 * (columns + 1), 8.2 kB for 18 columns, whatever the rows. Means and sums of deviations are kept rather than sums of
 * products, which would lose digits (Schubert and Gertz, "Numerically stable parallel computation of (co-)variance",
 * SSDBM 2018). Counts merge exactly; the rest agrees to some 1e-12 of the spread in any order and grouping.
 */
export interface CoMoments {
  readonly columns: number;
  /**
   * Six numbers a pair (x, y) with x <= y, row by row of the upper triangle: rows, mean x, mean y, sums of squared
   * deviations of x and y, sum of their products.
   */
  readonly pairs: Float64Array;
}

export function emptyCoMoments(columns: number): CoMoments {
  return { columns, pairs: new Float64Array((FIELDS * columns * (columns + 1)) / 2) };
}

/** Where a pair's numbers begin; x <= y. */
function pairStart(columns: number, x: number, y: number): number {
  return FIELDS * (x * columns - (x * (x - 1)) / 2 + (y - x));
}

/** Adds rows given as columns of equal length. NaN and infinities are not known. */
export function addCoMoments(sketch: CoMoments, columns: readonly ArrayLike<number>[]): void {
  const batch = new Float64Array(FIELDS);
  for (let x = 0; x < sketch.columns; x++) {
    for (let y = x; y < sketch.columns; y++) {
      sumPair(batch, columns[x], columns[y]);
      addPair(sketch.pairs, pairStart(sketch.columns, x, y), batch, 0);
    }
  }
}

/** Two passes: means, then deviations. */
function sumPair(into: Float64Array, xs: ArrayLike<number>, ys: ArrayLike<number>): void {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < xs.length; i++) {
    // Not finite unless both are.
    if (!Number.isFinite(xs[i] - ys[i])) continue;
    count++;
    sumX += xs[i];
    sumY += ys[i];
  }
  into.fill(0);
  if (count === 0) return;
  const meanX = sumX / count;
  const meanY = sumY / count;
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(xs[i] - ys[i])) continue;
    const dx = xs[i] - meanX;
    const dy = ys[i] - meanY;
    into[SQUARES_X] += dx * dx;
    into[SQUARES_Y] += dy * dy;
    into[PRODUCTS] += dx * dy;
  }
  into[COUNT] = count;
  into[MEAN_X] = meanX;
  into[MEAN_Y] = meanY;
}

/** Adds the six numbers at `from` of `source` to those at `at` of `target`. */
function addPair(target: Float64Array, at: number, source: Float64Array, from: number): void {
  const added = source[from + COUNT];
  const count = target[at + COUNT] + added;
  if (added === 0) return;
  const dx = source[from + MEAN_X] - target[at + MEAN_X];
  const dy = source[from + MEAN_Y] - target[at + MEAN_Y];
  const weight = target[at + COUNT] * (added / count);
  target[at + SQUARES_X] += source[from + SQUARES_X] + weight * dx * dx;
  target[at + SQUARES_Y] += source[from + SQUARES_Y] + weight * dy * dy;
  target[at + PRODUCTS] += source[from + PRODUCTS] + weight * dx * dy;
  target[at + MEAN_X] += dx * (added / count);
  target[at + MEAN_Y] += dy * (added / count);
  target[at + COUNT] = count;
}

/** Fails with BAD_USER_INPUT where the columns differ in number. */
export function mergeCoMoments(a: CoMoments, b: CoMoments): SketchResult<CoMoments> {
  if (a.columns !== b.columns) return unlike('columns');
  const sketch = { columns: a.columns, pairs: a.pairs.slice() };
  for (let at = 0; at < sketch.pairs.length; at += FIELDS) addPair(sketch.pairs, at, b.pairs, at);
  return { ok: true, sketch };
}

/** What is known of a pair of columns, over the rows where both are. */
export interface PairFigures {
  readonly rows: number;
  /** Population covariance; null without rows. */
  readonly covariance: number | null;
  /** Pearson's, -1 to 1; null where a column does not vary. */
  readonly correlation: number | null;
}

export function pairFigures({ columns, pairs }: CoMoments, first: number, second: number): PairFigures {
  const at = pairStart(columns, Math.min(first, second), Math.max(first, second));
  const rows = pairs[at + COUNT];
  const products = pairs[at + PRODUCTS];
  // Not the root of the product, which overflows and underflows sooner.
  const spread = Math.sqrt(pairs[at + SQUARES_X]) * Math.sqrt(pairs[at + SQUARES_Y]);
  const covariance = products / rows;
  const correlation = first === second ? 1 : Math.max(-1, Math.min(1, products / spread));
  return {
    rows,
    covariance: Number.isFinite(covariance) ? covariance : null,
    correlation: spread > 0 && Number.isFinite(spread) ? correlation : null,
  };
}

/** Correlations of all pairs: `matrix[i][j]`, null where a column does not vary. */
export function correlationMatrix(sketch: CoMoments): (number | null)[][] {
  const columns = Array.from({ length: sketch.columns }, (_, column) => column);
  return columns.map((i) => columns.map((j) => pairFigures(sketch, i, j).correlation));
}

const numberOrGone = z.number().nullable();
const schema = z
  .object({
    kind: z.literal('CO_MOMENTS'),
    columns: z.number().int().nonnegative(),
    /** Null for a sum that has left the range of float64. */
    pairs: z.array(numberOrGone),
  })
  .refine(
    ({ columns, pairs }) => pairs.length === emptyCoMoments(columns).pairs.length,
    'pairs do not fit the columns',
  );

export type CoMomentsJson = z.infer<typeof schema>;

export function coMomentsToJson({ columns, pairs }: CoMoments): CoMomentsJson {
  const numbers = Array.from(pairs, (number) => (Number.isFinite(number) ? number : null));
  return { kind: 'CO_MOMENTS', columns, pairs: numbers };
}

export function coMomentsFromJson(json: unknown): SketchResult<CoMoments> {
  return sketchFromJson(schema, json, ({ columns, pairs }) => ({
    columns,
    pairs: Float64Array.from(pairs, (number) => number ?? NaN),
  }));
}
