import type { ScoredTargets } from './binary-influence.ts';
import type { BinaryMetric } from './binary-metrics.ts';
import { equalWidthBinning } from './calibration-error.ts';
import * as ratios from './confusion.ts';
import type { ConfusionMetric } from './confusion-gradient.ts';
import { logLossOf, rowLosses, squaredErrorOf } from './probability-losses.ts';
import { countTies, rankRows, type TieCounts } from './ranked-rows.ts';
import { averagePrecisionOfCounts, rocAucOfCounts } from './ranking.ts';
import type { WeightedFigure } from './weighted-figure.ts';

/** A metric of complete rows by the weights of the rows: what a bootstrap needs. With weights of 1 it is the metric. */
export function binaryFigure(metric: BinaryMetric, rows: ScoredTargets): WeightedFigure {
  const { targets, probabilities } = rows;
  switch (metric) {
    case 'rocAuc':
      return rankingFigure(rows, rocAucOfCounts);
    case 'prAuc':
      return rankingFigure(rows, averagePrecisionOfCounts);
    case 'logLoss':
      return meanFigure(rowLosses(targets, probabilities, logLossOf));
    case 'brier':
      return meanFigure(rowLosses(targets, probabilities, squaredErrorOf));
    case 'ece':
      return calibrationFigure(rows);
    default:
      return confusionFigure(metric, rows);
  }
}

/** Of the weighted mean of `values`. */
export function meanFigure(values: Float64Array): WeightedFigure {
  return (weights) => {
    let sum = 0;
    let rows = 0;
    for (let row = 0; row < values.length; row++) {
      sum += weights[row] * values[row];
      rows += weights[row];
    }
    return rows > 0 ? sum / rows : null;
  };
}

function confusionFigure(
  metric: ConfusionMetric,
  { targets, probabilities, threshold }: ScoredTargets,
): WeightedFigure {
  const cellOf = Uint8Array.from(
    targets,
    (target, row) => 2 * Number(target === 1) + Number(probabilities[row] >= threshold),
  );
  return (weights) => {
    const cells = new Float64Array(4);
    for (let row = 0; row < cellOf.length; row++) cells[cellOf[row]] += weights[row];
    const [trueNegatives, falsePositives, falseNegatives, truePositives] = cells;
    return ratios[metric]({ truePositives, falsePositives, falseNegatives, trueNegatives });
  };
}

function rankingFigure(
  { targets, probabilities }: ScoredTargets,
  figureOf: (counts: TieCounts) => number | null,
): WeightedFigure {
  const ranked = rankRows(targets, probabilities);
  const counts = countTies(ranked);
  return (weights) => figureOf(countTies(ranked, weights, counts));
}

const CALIBRATION_BINS = 10;

/** Expected calibration error over bins of equal width. */
function calibrationFigure({ targets, probabilities }: ScoredTargets): WeightedFigure {
  const place = equalWidthBinning(targets, probabilities, CALIBRATION_BINS);
  const binOf = Uint8Array.from(targets, (_, row) => place(row));
  const gapOf = Float64Array.from(targets, (target, row) => probabilities[row] - target);
  return (weights) => {
    const gaps = new Float64Array(CALIBRATION_BINS);
    let rows = 0;
    for (let row = 0; row < gapOf.length; row++) {
      gaps[binOf[row]] += weights[row] * gapOf[row];
      rows += weights[row];
    }
    return rows > 0 ? gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / rows : null;
  };
}
