import { equalWidthBins, expectedCalibrationError } from './calibration-error.ts';
import {
  accuracy,
  balancedAccuracy,
  confusionAt,
  f1,
  mcc,
  precision,
  recall,
  specificity,
} from './confusion.ts';
import { brierScore, logLoss } from './probability-losses.ts';
import { countTies, rankRows } from './ranked-rows.ts';
import { averagePrecisionOfCounts, rocAucOfCounts } from './ranking.ts';

/** In the order of a report. The first seven depend on the threshold. */
export const binaryMetricNames = [
  'accuracy',
  'balancedAccuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'mcc',
  'rocAuc',
  'prAuc',
  'logLoss',
  'brier',
  'ece',
] as const;

export type BinaryMetric = (typeof binaryMetricNames)[number];
export type BinaryMetrics = Readonly<Record<BinaryMetric, number | null>>;

/**
 * All metrics of calibrated probabilities against 0/1 targets; null where a metric is not defined. Rows with NaN are
 * left out.
 */
export function binaryMetrics(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  threshold: number,
): BinaryMetrics {
  const confusion = confusionAt(targets, probabilities, threshold);
  const ties = countTies(rankRows(targets, probabilities));
  return {
    accuracy: accuracy(confusion),
    balancedAccuracy: balancedAccuracy(confusion),
    precision: precision(confusion),
    recall: recall(confusion),
    specificity: specificity(confusion),
    f1: f1(confusion),
    mcc: mcc(confusion),
    rocAuc: rocAucOfCounts(ties),
    prAuc: averagePrecisionOfCounts(ties),
    logLoss: logLoss(targets, probabilities),
    brier: brierScore(targets, probabilities),
    ece: expectedCalibrationError(equalWidthBins(targets, probabilities)),
  };
}
