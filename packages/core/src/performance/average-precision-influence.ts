import { totalOf } from '../drift/shares.ts';
import type { TieCounts } from './ranked-rows.ts';
import { averagePrecisionOfCounts } from './ranking.ts';

/**
 * Tells how much a row of each tie, the lowest first, moves the average precision: its derivative by the weight of a
 * positive and of a negative row (see `binaryInfluence`). AP = sum over ties of p P/N, divided by all positives, where p
 * are the positives of the tie, and P and N positives and rows down to it. A row counts in the P and N of its own tie and
 * of all below. False, and nothing told, without positives.
 */
export function averagePrecisionInfluence(
  counts: TieCounts,
  tell: (tie: number, ofPositive: number, ofNegative: number) => void,
): boolean {
  const average = averagePrecisionOfCounts(counts);
  if (average === null) return false;
  const positives = totalOf(counts.positives);
  let found = positives;
  let rows = positives + totalOf(counts.negatives);
  let gained = 0;
  let diluted = 0;
  for (let tie = counts.positives.length - 1; tie >= 0; tie--) {
    const here = counts.positives[tie];
    const precision = found / rows;
    gained += here / rows;
    diluted += (here / rows) * precision;
    tell(tie, (precision - average + gained - diluted) / positives, -diluted / positives);
    found -= here;
    rows -= here + counts.negatives[tie];
  }
  return true;
}

/** The sum of the squared influences of all rows: the variance (infinitesimal jackknife). Null without positives. */
export function averagePrecisionVariance(counts: TieCounts): number | null {
  let variance = 0;
  const isDefined = averagePrecisionInfluence(counts, (tie, ofPositive, ofNegative) => {
    variance += counts.positives[tie] * ofPositive * ofPositive;
    variance += counts.negatives[tie] * ofNegative * ofNegative;
  });
  return isDefined ? variance : null;
}
