import type { LabelTallies } from '../sketches/label-counters.ts';
import type { ScoreSums } from '../sketches/score-bins.ts';
import { f1, precision, recall } from './confusion.ts';
import { oneAgainstRest } from './confusion-matrix.ts';
import { averagePrecisionOfTies, rocAucOfTies, type Tie } from './ranking.ts';

/** Figures of answers against their truth, 0..1 (log loss: from 0 on); null where one is not defined. */
export interface LabelMetrics {
  accuracy: number | null;
  /** Of the positive class; for several classes the mean over the classes (macro). */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** From 64 bins of the score: see `rocAucOfTies`. Two classes only, as are those below. */
  rocAuc: number | null;
  prAuc: number | null;
  /** Natural logarithm. */
  logLoss: number | null;
  brier: number | null;
}

const NO_RANKING = { rocAuc: null, prAuc: null, logLoss: null, brier: null };

/** `positive` is the index of the positive class; -1 for a model of several classes. */
export function labelMetrics(tallies: LabelTallies, positive: number): LabelMetrics {
  const { labelled, right, confusion, scores } = tallies;
  const overall = { accuracy: labelled > 0 ? right / labelled : null };
  if (confusion === null || labelled === 0) {
    return { ...overall, precision: null, recall: null, f1: null, ...NO_RANKING };
  }
  if (positive >= 0) {
    const counts = oneAgainstRest(confusion, positive);
    const ranking = scores ? rankingMetrics(scores[positive], scores[1 - positive]) : NO_RANKING;
    return { ...overall, precision: precision(counts), recall: recall(counts), f1: f1(counts), ...ranking };
  }
  const each = confusion.map((_, label) => oneAgainstRest(confusion, label));
  return {
    ...overall,
    precision: meanOf(each.map(precision)),
    recall: meanOf(each.map(recall)),
    f1: meanOf(each.map(f1)),
    ...NO_RANKING,
  };
}

function rankingMetrics(positives: ScoreSums, negatives: ScoreSums) {
  const rows = positives.scored + negatives.scored;
  if (rows === 0) return NO_RANKING;
  const ties: Tie[] = positives.bins
    .map((count, bin) => ({ positives: count, negatives: negatives.bins[bin] }))
    .reverse();
  return {
    rocAuc: rocAucOfTies(ties),
    prAuc: averagePrecisionOfTies(ties),
    logLoss: (positives.positiveLoss + negatives.negativeLoss) / rows,
    brier: (positives.squares - 2 * positives.sum + positives.scored + negatives.squares) / rows,
  };
}

/** Over the classes that have the figure. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}
