import { placementsOf } from './auc-placements.ts';
import { averagePrecisionInfluence } from './average-precision-influence.ts';
import { confusionAt } from './confusion.ts';
import { confusionGradients, type ConfusionMetric } from './confusion-gradient.ts';
import { logLossOf, rowLosses, squaredErrorOf } from './probability-losses.ts';
import { countTies, rankRows, type RankedRows } from './ranked-rows.ts';

/** Complete rows of a binary model. */
export interface ScoredTargets {
  /** 0 or 1. */
  readonly targets: ArrayLike<number>;
  /** Of the positive class, 0..1. */
  readonly probabilities: ArrayLike<number>;
  /** Positive is answered from here on. */
  readonly threshold: number;
}

export type SmoothMetric = ConfusionMetric | 'rocAuc' | 'prAuc' | 'logLoss' | 'brier';

/**
 * How much each row moves a figure: its derivative by the weight of the row. The sum over the rows is 0; the sum of
 * squares is the figure's variance (infinitesimal jackknife: Jaeckel 1972; Efron 1982, "The Jackknife, the Bootstrap
 * and Other Resampling Plans", 6). Null where the figure is not defined. `ranked`: the rows sorted, where that is known.
 */
export function binaryInfluence(
  metric: SmoothMetric,
  rows: ScoredTargets,
  ranked?: RankedRows,
): Float64Array | null {
  const { targets, probabilities } = rows;
  switch (metric) {
    case 'rocAuc':
      return rocAucInfluence(targets, ranked ?? rankRows(targets, probabilities));
    case 'prAuc':
      return averagePrecisionOfRows(targets.length, ranked ?? rankRows(targets, probabilities));
    case 'logLoss':
      return meanInfluence(rowLosses(targets, probabilities, logLossOf));
    case 'brier':
      return meanInfluence(rowLosses(targets, probabilities, squaredErrorOf));
    default:
      return confusionInfluence(metric, rows);
  }
}

/** Of the mean of `values`. */
export function meanInfluence(values: Float64Array): Float64Array | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  const mean = sum / values.length;
  return values.map((value) => (value - mean) / values.length);
}

function confusionInfluence(
  metric: ConfusionMetric,
  { targets, probabilities, threshold }: ScoredTargets,
): Float64Array | null {
  const gradient = confusionGradients[metric](confusionAt(targets, probabilities, threshold));
  if (gradient === null) return null;
  const { truePositive, falsePositive, falseNegative, trueNegative } = gradient;
  const influence = new Float64Array(targets.length);
  for (let row = 0; row < influence.length; row++) {
    const isAnswered = probabilities[row] >= threshold;
    if (targets[row] === 1) influence[row] = isAnswered ? truePositive : falseNegative;
    else influence[row] = isAnswered ? falsePositive : trueNegative;
  }
  return influence;
}

function rocAucInfluence(targets: ArrayLike<number>, ranked: RankedRows): Float64Array | null {
  const placements = placementsOf(ranked, targets.length);
  if (placements === null) return null;
  const { positives } = ranked;
  const negatives = ranked.order.length - positives;
  const { auc, values } = placements;
  return values.map((value, row) => (value - auc) / (targets[row] === 1 ? positives : negatives));
}

function averagePrecisionOfRows(rows: number, ranked: RankedRows): Float64Array | null {
  const { order, isPositive, tieEnds } = ranked;
  const influence = new Float64Array(rows);
  const isDefined = averagePrecisionInfluence(countTies(ranked), (tie, ofPositive, ofNegative) => {
    for (let place = tie === 0 ? 0 : tieEnds[tie - 1]; place < tieEnds[tie]; place++) {
      influence[order[place]] = isPositive[place] === 1 ? ofPositive : ofNegative;
    }
  });
  return isDefined ? influence : null;
}
