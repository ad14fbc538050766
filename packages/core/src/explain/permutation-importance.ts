import { failure, type Failure } from '../errors/error-code.ts';
import { createRandom, shuffle } from '../training/random.ts';
import { scoreInBatches, type ScoreRows } from './score-rows.ts';

export interface PermutationOptions {
  readonly repeats: number;
  readonly seed: number;
  /** Rows that are scored at once, at most. */
  readonly batchRows: number;
}

export const defaultPermutation: PermutationOptions = { repeats: 5, seed: 1, batchRows: 4096 };

/** A figure of scores, in the rows' order; null where it is not defined (e.g. one class only). */
export interface ScoreMetric {
  readonly measure: (scores: ArrayLike<number>) => number | null;
  readonly higherIsBetter: boolean;
}

export interface ColumnImportance {
  /** How much worse the figure gets, in its own unit, mean over the repeats; below 0: better, by chance. */
  readonly importance: number;
  /** Population standard deviation between the repeats. */
  readonly standardDeviation: number;
  readonly repeats: readonly number[];
}

export type PermutationResult =
  { ok: true; baseline: number; columns: readonly ColumnImportance[] } | { ok: false; failure: Failure };

/**
 * How much worse a model does when a column's values are shuffled between the rows (Breiman 2001; Fisher, Rudin and
 * Dominici 2019), for any model and figure. Rows should be ones that the model has not seen. Columns that say the same
 * cover for each other and look unimportant; shuffling makes rows that do not exist.
 */
export async function permutationImportance(
  score: ScoreRows,
  rows: readonly ArrayLike<number>[],
  metric: ScoreMetric,
  options: PermutationOptions = defaultPermutation,
): Promise<PermutationResult> {
  if (rows.length < 2) return insufficient('at least 2 rows are needed');
  const table = rows.map((row) => Float64Array.from(row));
  const measure = async (): Promise<PermutationResult> => {
    const result = await scoreInBatches(score, table, options.batchRows);
    if (!result.ok) return result;
    const figure = metric.measure(result.scores);
    return figure === null
      ? insufficient('the figure is not defined')
      : { ok: true, baseline: figure, columns: [] };
  };
  const whole = await measure();
  if (!whole.ok) return whole;
  const columns: ColumnImportance[] = [];
  for (let column = 0; column < table[0].length; column++) {
    const losses: number[] = [];
    for (let repeat = 0; repeat < options.repeats; repeat++) {
      shuffleColumn(table, rows, column, options.seed, column * options.repeats + repeat);
      const shuffled = await measure();
      if (!shuffled.ok) return shuffled;
      losses.push((whole.baseline - shuffled.baseline) * (metric.higherIsBetter ? 1 : -1));
    }
    table.forEach((row, i) => (row[column] = rows[i][column]));
    columns.push(summarise(losses));
  }
  return { ...whole, columns };
}

/** Streams of their own: a column's figure does not depend on how many others there are before it. */
function shuffleColumn(
  table: readonly Float64Array[],
  rows: readonly ArrayLike<number>[],
  column: number,
  seed: number,
  stream: number,
): void {
  const order = [...rows.keys()];
  shuffle(order, createRandom(seed, stream));
  table.forEach((row, i) => (row[column] = rows[order[i]][column]));
}

function summarise(repeats: readonly number[]): ColumnImportance {
  const importance = repeats.reduce((sum, loss) => sum + loss, 0) / repeats.length;
  const variance = repeats.reduce((sum, loss) => sum + (loss - importance) ** 2, 0) / repeats.length;
  return { importance, standardDeviation: Math.sqrt(variance), repeats };
}

function insufficient(message: string): PermutationResult {
  return { ok: false, failure: failure('INSUFFICIENT_DATA', message) };
}
