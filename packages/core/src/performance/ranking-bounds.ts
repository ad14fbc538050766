import { averagePrecisionOfCounts, columnsOf, rocAucOfCounts, type Tie } from './ranking.ts';
import type { TieCounts } from './ranked-rows.ts';

/** A figure read from bins of scores, and between what the exact one lies, whatever the order within the bins. */
export interface BoundedFigure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * ROC AUC of a score curve (counts by descending bin), with the bounds of the exact one: a pair of one bin counts one
 * half, and may be won or lost in truth. Null unless both classes are there.
 */
export function rocAucBounds(bins: readonly Tie[]): BoundedFigure | null {
  const counts = columnsOf(bins);
  const value = rocAucOfCounts(counts);
  if (value === null) return null;
  let positives = 0;
  let negatives = 0;
  let undecided = 0;
  for (const bin of bins) {
    undecided += bin.positives * bin.negatives;
    positives += bin.positives;
    negatives += bin.negatives;
  }
  const reach = undecided / (positives * negatives) / 2;
  return { value, lower: Math.max(0, value - reach), upper: Math.min(1, value + reach) };
}

/**
 * Average precision of a score curve, with the bounds of the exact one. At best all positives of a bin come first, at
 * one score; at worst they come last, one after another. Null without positives.
 */
export function averagePrecisionBounds(bins: readonly Tie[]): BoundedFigure | null {
  const counts = columnsOf(bins);
  const value = averagePrecisionOfCounts(counts);
  if (value === null) return null;
  const { least, most } = extremePrecisions(counts);
  return { value, lower: Math.min(value, least), upper: Math.max(value, most) };
}

function extremePrecisions(counts: TieCounts): { least: number; most: number } {
  let positives = 0;
  let rows = 0;
  let least = 0;
  let most = 0;
  for (let bin = 0; bin < counts.positives.length; bin++) {
    const here = counts.positives[bin];
    const others = counts.negatives[bin];
    if (here > 0) {
      most += here * ((positives + here) / (rows + here));
      least += stepwisePrecisions(positives, rows + others, here);
    }
    positives += here;
    rows += here + others;
  }
  return { least: least / positives, most: most / positives };
}

/** Sum over j = 1 .. `count` of (before + j) / (rows + j), where `before` of the `rows` above are positive. */
function stepwisePrecisions(before: number, rows: number, count: number): number {
  return count - (rows - before) * harmonicDifference(rows, count);
}

/** From here on the series below is exact to a double. */
const SERIES_FROM = 128;

/** 1/(from + 1) + ... + 1/(from + count), without adding up millions (Euler and Maclaurin). */
function harmonicDifference(from: number, count: number): number {
  let sum = 0;
  let at = from;
  for (; at < SERIES_FROM && at < from + count; at++) sum += 1 / (at + 1);
  const rest = from + count - at;
  if (rest <= 0) return sum;
  const end = at + rest;
  const power = (exponent: number) => end ** -exponent - at ** -exponent;
  return sum + Math.log1p(rest / at) + power(1) / 2 - power(2) / 12 + power(4) / 120;
}
