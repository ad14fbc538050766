import { failure, type Failure } from '../errors/error-code.ts';
import { createRandom, shuffle } from '../training/random.ts';
import { scoreInBatches, type ScoreRows } from './score-rows.ts';
import type { Attribution } from './tree-explainer.ts';

export interface SamplingOptions {
  /**
   * Pairs of a permutation and its reverse, at least 2; rounded up so that every background row has as many, where there
   * are enough. Costs up to 2 x columns - 1 scores a pair.
   */
  readonly pairs: number;
  readonly seed: number;
  /** Rows that are scored at once, at most. */
  readonly batchRows: number;
}

export const defaultSampling: SamplingOptions = { pairs: 200, seed: 1, batchRows: 512 };

/** An estimate: still `baseValue` + contributions = `margin` (the row's score), exactly but for rounding. */
export interface SampledAttribution extends Attribution {
  /**
   * Of each contribution, from the spread between pairs of the same background row. Where no row has several pairs, from
   * the spread between all: then the background counts as a sample too.
   */
  readonly standardErrors: Float64Array;
  /** How many rows were scored. */
  readonly scored: number;
}

export type SampledResult = { ok: true; attribution: SampledAttribution } | { ok: false; failure: Failure };

/**
 * Shapley values of any model by sampling: a background row becomes the row in question, column by column in random
 * order, and each column is credited with what its turn changes (Strumbelj and Kononenko 2014). Every order is used
 * backwards too, which cancels much of the noise (Mitchell et al. 2022, antithetic sampling), and background rows take
 * turns. Estimates the interventional values of `interventionalExplainer`, on the scale of `score`.
 */
export async function sampleShapley(
  score: ScoreRows,
  row: ArrayLike<number>,
  background: readonly ArrayLike<number>[],
  options: SamplingOptions = defaultSampling,
): Promise<SampledResult> {
  const problem = findProblem(row, background, options);
  if (problem !== null) return { ok: false, failure: problem };
  const target = Float64Array.from(row);
  const plans = planPairs(target, background, options);
  const rows = [target, ...plans.flatMap((plan) => rowsOf(plan, target))];
  const result = await scoreInBatches(score, rows, options.batchRows);
  if (!result.ok) return result;
  return { ok: true, attribution: { ...credit(plans, result.scores, row.length), scored: rows.length } };
}

function findProblem(
  row: ArrayLike<number>,
  background: readonly ArrayLike<number>[],
  { pairs, batchRows }: SamplingOptions,
): Failure | null {
  if (background.length === 0) return failure('INSUFFICIENT_DATA', 'background rows are needed');
  if (background.some(({ length }) => length !== row.length)) {
    return failure('BAD_USER_INPUT', `background rows must have ${row.length} columns`);
  }
  if (pairs < 2 || batchRows < 1) return failure('BAD_USER_INPUT', 'at least 2 pairs and 1 row a batch');
  return null;
}

/** One background row, and the order in which its columns that differ from the row in question change. */
interface Plan {
  readonly turn: number;
  readonly background: Float64Array;
  readonly order: readonly number[];
}

function planPairs(
  target: Float64Array,
  background: readonly ArrayLike<number>[],
  { pairs, seed }: SamplingOptions,
): Plan[] {
  const random = createRandom(seed);
  const turns = [...background.keys()];
  shuffle(turns, random);
  const isWhole = pairs >= turns.length;
  const count = isWhole ? turns.length * Math.ceil(pairs / turns.length) : pairs;
  return Array.from({ length: count }, (_, pair) => {
    const turn = turns[pair % turns.length];
    const other = Float64Array.from(background[turn]);
    const order = [...target.keys()].filter((column) => !Object.is(target[column], other[column]));
    shuffle(order, random);
    return { turn, background: other, order };
  });
}

/** The background row, then what lies between it and the row in question: forwards, then backwards. */
function rowsOf({ background, order }: Plan, target: Float64Array): Float64Array[] {
  const rows = [background];
  for (const way of [order, [...order].reverse()]) {
    const mixed = Float64Array.from(background);
    for (const column of way.slice(0, -1)) {
      mixed[column] = target[column];
      rows.push(Float64Array.from(mixed));
    }
  }
  return rows;
}

function credit(
  plans: readonly Plan[],
  scores: ArrayLike<number>,
  width: number,
): Omit<SampledAttribution, 'scored'> {
  const margin = scores[0];
  let baseSum = 0;
  let place = 1;
  const pairs = plans.map(({ order }) => {
    const baseScore = scores[place++];
    baseSum += baseScore;
    const pair = new Float64Array(width);
    for (const way of [order, [...order].reverse()]) {
      let before = baseScore;
      way.forEach((column, step) => {
        const after = step === way.length - 1 ? margin : scores[place++];
        pair[column] += (after - before) / 2;
        before = after;
      });
    }
    return pair;
  });
  return {
    baseValue: baseSum / plans.length,
    contributions: meanOf(pairs, width),
    margin,
    standardErrors: standardErrorsOf(plans, pairs, width),
  };
}

function meanOf(pairs: readonly Float64Array[], width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const pair of pairs) pair.forEach((value, column) => (sums[column] += value));
  return sums.map((sum) => sum / pairs.length);
}

/** Background rows that had equal turns are no source of error; without that, the spread over all pairs is. */
function standardErrorsOf(
  plans: readonly Plan[],
  pairs: readonly Float64Array[],
  width: number,
): Float64Array {
  const turns = new Set(plans.map(({ turn }) => turn)).size;
  const isWhole = pairs.length >= 2 * turns;
  const parts = isWhole
    ? [...Map.groupBy(plans.keys(), (i) => plans[i].turn).values()].map((own) => own.map((i) => pairs[i]))
    : [pairs];
  const squares = new Float64Array(width);
  for (const part of parts) {
    const mean = meanOf(part, width);
    for (const pair of part)
      pair.forEach((value, column) => (squares[column] += (value - mean[column]) ** 2));
  }
  return squares.map((sum) => Math.sqrt(sum / (pairs.length - parts.length) / pairs.length));
}
