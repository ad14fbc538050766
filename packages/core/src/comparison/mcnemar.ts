import { logChoose } from '../statistics/log-gamma.ts';
import { twoSidedP } from '../statistics/normal-distribution.ts';

/** Rows on which exactly one of two models is right. */
export interface DiscordantPairs {
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

export interface McNemarResult extends DiscordantPairs {
  /** EXACT: binomial; CORRECTED: chi-square with Edwards' continuity correction. */
  readonly method: 'EXACT' | 'CORRECTED';
  /** (|b - c| - 1)^2 / (b + c), 0 for b = c; null for the exact test, which has none. */
  readonly statistic: number | null;
  /** Two-sided, of both models being right equally often. 1 where they never differ. */
  readonly pValue: number;
}

/** Fewer discordant pairs than this are tested exactly. */
export const EXACT_BELOW = 25;

/**
 * McNemar's test (1947) of two models on the same independent rows: only those count on which one is right and the
 * other wrong. The exact binomial for fewer than 25 of them, else chi-square with continuity correction (Edwards 1948),
 * as R's mcnemar.test; both are cautious.
 */
export function mcnemar(
  { onlyFirst, onlySecond }: DiscordantPairs,
  method: McNemarResult['method'] = onlyFirst + onlySecond < EXACT_BELOW ? 'EXACT' : 'CORRECTED',
): McNemarResult {
  const pairs = { onlyFirst, onlySecond };
  if (method === 'EXACT' || onlyFirst + onlySecond === 0) {
    return { ...pairs, method: 'EXACT', statistic: null, pValue: evenChanceP(onlyFirst, onlySecond) };
  }
  const lead = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
  const z = lead / Math.sqrt(onlyFirst + onlySecond);
  return { ...pairs, method, statistic: z * z, pValue: twoSidedP(z) };
}

/** Twice the chance of at most the smaller of two counts, if each pair falls either way as a fair coin. */
function evenChanceP(first: number, second: number): number {
  const trials = first + second;
  let tail = 0;
  for (let k = Math.min(first, second); k >= 0; k--) {
    const chance = Math.exp(logChoose(trials, k) - trials * Math.LN2);
    tail += chance;
    if (chance < tail * Number.EPSILON) break;
  }
  return Math.min(1, 2 * tail);
}

/** Counts the rows on which exactly one of two answers is the truth; only rows where all three are known count. */
export function discordantPairs(
  truths: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): DiscordantPairs & { rows: number } {
  let rows = 0;
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let row = 0; row < truths.length; row++) {
    if (Number.isNaN(truths[row]) || Number.isNaN(first[row]) || Number.isNaN(second[row])) continue;
    rows++;
    const isFirstRight = first[row] === truths[row];
    const isSecondRight = second[row] === truths[row];
    if (isFirstRight && !isSecondRight) onlyFirst++;
    if (isSecondRight && !isFirstRight) onlySecond++;
  }
  return { onlyFirst, onlySecond, rows };
}
