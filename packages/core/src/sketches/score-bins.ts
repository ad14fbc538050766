import { clipProbability } from '../performance/probability-losses.ts';

/**
 * A mergeable sketch of scores (probabilities of the positive class): their number, sums for Brier score and log loss,
 * and counts over bins of equal width in log-odds, which are fine where scores are near 0 or 1. All are whole numbers,
 * the sums in millionths, so that adding is exact in any order.
 */
const SCORED = 0;
const SUM = 1;
const SQUARES = 2;
const POSITIVE_LOSS = 3;
const NEGATIVE_LOSS = 4;
const BINS_FROM = 5;

const BINS = 64;
/** Width of a bin in log-odds: 64 of them reach from 0.0017 to 0.9983; the outermost hold everything beyond. */
const BIN_LOG_ODDS = 0.2;

const MILLIONTHS = 1e6;

/** Counters that one sketch takes. */
export const SCORE_SLOTS = BINS_FROM + BINS;

/** Calls `add` with each slot of the sketch that starts at `from`, and what a score adds to it. */
export function addScoreIncrements(
  add: (slot: number, amount: number) => void,
  from: number,
  score: number,
): void {
  const p = clipProbability(score);
  const positiveLoss = -Math.log(p);
  const negativeLoss = -Math.log1p(-p);
  add(from + SCORED, 1);
  add(from + SUM, Math.round(score * MILLIONTHS));
  add(from + SQUARES, Math.round(score * score * MILLIONTHS));
  add(from + POSITIVE_LOSS, Math.round(positiveLoss * MILLIONTHS));
  add(from + NEGATIVE_LOSS, Math.round(negativeLoss * MILLIONTHS));
  add(from + BINS_FROM + binOfLogOdds(negativeLoss - positiveLoss), 1);
}

/** Adds a score to the sketch that starts at `from`; `sign` -1 takes it out again. */
export function countScore(counters: Float64Array, from: number, score: number, sign: 1 | -1 = 1): void {
  addScoreIncrements(
    (slot, amount) => {
      counters[slot] += sign * amount;
    },
    from,
    score,
  );
}

function binOfLogOdds(logOdds: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(logOdds / BIN_LOG_ODDS) + BINS / 2));
}

/** The bin that counts a score of 0..1. */
export function scoreBin(score: number): number {
  const p = clipProbability(score);
  return binOfLogOdds(Math.log(p) - Math.log1p(-p));
}

/** Where the bins begin and end: bin i holds the scores from edge i on, up to but without edge i + 1. */
export const scoreBinEdges: readonly number[] = Array.from({ length: BINS + 1 }, (_, i) => {
  if (i === 0 || i === BINS) return i / BINS;
  return 1 / (1 + Math.exp(-(i - BINS / 2) * BIN_LOG_ODDS));
});

/** Scores of one class, read from a sketch. Sums are over the scores. */
export interface ScoreSums {
  scored: number;
  sum: number;
  squares: number;
  /** Of -ln(score): what each would cost if it were of a positive. */
  positiveLoss: number;
  /** Of -ln(1 - score). */
  negativeLoss: number;
  /** Ascending. */
  bins: number[];
}

export function readScores(counters: ArrayLike<number>, from: number): ScoreSums {
  return {
    scored: counters[from + SCORED],
    sum: counters[from + SUM] / MILLIONTHS,
    squares: counters[from + SQUARES] / MILLIONTHS,
    positiveLoss: counters[from + POSITIVE_LOSS] / MILLIONTHS,
    negativeLoss: counters[from + NEGATIVE_LOSS] / MILLIONTHS,
    bins: Array.from({ length: BINS }, (_, i) => counters[from + BINS_FROM + i]),
  };
}
