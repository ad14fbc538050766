import { twoSidedP } from '../statistics/normal-distribution.ts';
import { meanOf, varianceOf, type Sums } from '../statistics/two-means.ts';

/** Rows with a known metric under which a window says nothing. */
export const LEAST_ROWS = 300;

/** The chance, at most, that a part is called clear by chance alone, over all parts of an account (Holm). */
const LEVEL = 0.01;
/** What is nearer to 0 is what rounding left of nothing. */
const ROUNDING = 1e-12;
/** Half a point: what is less does not matter, however certain. */
const LEAST_PART = 0.005;

/** A mean that changed between two windows, or one part of that change. */
export interface Part {
  /** In the metric's unit (a share of 1); below 0 it lowers the metric. */
  readonly contribution: number;
  /** Sampling error, for rows that are independent of each other. */
  readonly standardError: number;
}

/** A part that was judged beside the others of its account. */
export interface JudgedPart extends Part {
  /** Two-sided, adjusted for all parts of the account (Holm). */
  readonly pValue: number;
  /** Half a point at least, and hardly by chance. */
  readonly matters: boolean;
}

/** How the mean of a figure changed between two independent sets of rows. */
export function meanChange(before: Sums, after: Sums): Part {
  const variance = varianceOf(before) / before.count + varianceOf(after) / after.count;
  return { contribution: meanOf(after) - meanOf(before), standardError: Math.sqrt(variance) };
}

/** How likely a part at least this large is when there is none. */
export function pValueOf({ contribution, standardError }: Part): number {
  return Math.abs(contribution) < ROUNDING ? 1 : twoSidedP(contribution / standardError);
}

export function isClear({ contribution }: Part, adjustedP: number): boolean {
  return adjustedP < LEVEL && Math.abs(contribution) >= LEAST_PART;
}

/** The sums of numbers. */
export function sumsOf(values: ArrayLike<number>): Sums {
  const sums = { count: values.length, sum: 0, squares: 0 };
  for (let i = 0; i < values.length; i++) {
    sums.sum += values[i];
    sums.squares += values[i] * values[i];
  }
  return sums;
}
