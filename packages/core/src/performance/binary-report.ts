import type { Failure } from '../errors/error-code.ts';
import type { Bounds } from '../statistics/wilson-interval.ts';
import { aucIntervalOf } from './auc-interval.ts';
import { placementsOf } from './auc-placements.ts';
import { binaryInfluence, type ScoredTargets, type SmoothMetric } from './binary-influence.ts';
import { brierDecomposition, type BrierDecomposition } from './brier-decomposition.ts';
import {
  equalCountBins,
  equalWidthBins,
  expectedCalibrationError,
  maximumCalibrationError,
} from './calibration-error.ts';
import { confusionVariance, isConfusionMetric } from './confusion-gradient.ts';
import { BINARY, completeRows, PROBABILITY } from './complete-rows.ts';
import { binaryConfidenceFigures, type ConfidenceFigures } from './confidence.ts';
import { balancedAccuracy, confusionAt, f1, mcc, type Confusion } from './confusion.ts';
import {
  CORRELATION,
  linearisedFigure,
  LOSS,
  SHARE,
  type FigureInterval,
  type ReportedFigure,
} from './figure-interval.ts';
import { influenceVariance } from './influence-variance.ts';
import { brierScore, logLoss } from './probability-losses.ts';
import { countTies, rankRows, type RankedRows } from './ranked-rows.ts';
import { averagePrecisionOfCounts, rocAucOfCounts } from './ranking.ts';
import { reliabilityCurve, type ReliabilityPoint } from './reliability-curve.ts';
import { shareFigure } from './share-figure.ts';
import { topShareOf, type TopShare } from './top-share.ts';

export interface BinaryReportOptions {
  /** Positive is answered from here on. */
  readonly threshold: number;
  /** A key a row (subject, group); where one repeats, intervals count whole clusters. Null: rows are independent. */
  readonly keys?: readonly unknown[] | null;
  /** Share that each interval covers by itself, 0.95 by default. */
  readonly coverage?: number;
  /** For lift and recall at the top; 1, 5, 10 and 20 % by default. */
  readonly topShares?: readonly number[];
}

export interface BinaryReport {
  readonly rows: number;
  /** Rows without a truth or a probability. */
  readonly leftOut: number;
  readonly positives: number;
  /** Clusters that the rows came in; null where no key repeats. */
  readonly clusters: number | null;
  readonly confusion: Confusion;
  readonly figures: Readonly<Record<SmoothMetric, ReportedFigure>>;
  readonly confidence: ConfidenceFigures | null;
  readonly brierParts: BrierDecomposition | null;
  /** Over ten bins: of equal width (the usual one), of equal counts, and the largest gap of the former. */
  readonly calibration: {
    readonly equalWidth: number | null;
    readonly equalCount: number | null;
    readonly maximum: number | null;
    readonly curve: readonly ReliabilityPoint[];
  };
  readonly top: readonly TopShare[];
}

export type BinaryReportResult = { ok: true; report: BinaryReport } | { ok: false; failure: Failure };

/**
 * All that complete labels say of a binary model's answers. `targets` are 0/1, `probabilities` 0..1 and calibrated; NaN
 * is missing. Shares get Wilson's interval, ROC AUC DeLong's, the rest the linearised one (binary-influence.ts); no
 * resampling, so that 100,000 rows take some tens of milliseconds. BAD_USER_INPUT for what is no target or probability,
 * INSUFFICIENT_DATA without rows.
 */
export function binaryReport(
  targets: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { threshold, keys = null, coverage = 0.95, topShares = [0.01, 0.05, 0.1, 0.2] }: BinaryReportOptions,
): BinaryReportResult {
  const complete = completeRows(
    [
      { name: 'targets', values: targets, allowed: BINARY },
      { name: 'probabilities', values: probabilities, allowed: PROBABILITY },
    ],
    keys,
  );
  if (!complete.ok) return complete;
  const { clusters } = complete;
  const [knownTargets, known] = complete.columns;
  const rows = { targets: knownTargets, probabilities: known, threshold };
  const ranked = rankRows(knownTargets, known);
  const confusion = confusionAt(knownTargets, known, threshold);
  const bins = equalWidthBins(knownTargets, known);
  return {
    ok: true,
    report: {
      rows: known.length,
      leftOut: complete.leftOut,
      positives: ranked.positives,
      clusters: clusters?.count ?? null,
      confusion,
      figures: reportFigures({ rows, ranked, confusion, clusterOf: clusters?.clusterOf ?? null, coverage }),
      confidence: binaryConfidenceFigures(knownTargets, known, threshold),
      brierParts: brierDecomposition(knownTargets, known),
      calibration: {
        equalWidth: expectedCalibrationError(bins),
        equalCount: expectedCalibrationError(equalCountBins(knownTargets, known, 10, ranked)),
        maximum: maximumCalibrationError(bins),
        curve: reliabilityCurve(bins, coverage),
      },
      top: topShares.flatMap((share) => topShareOf(ranked, known, share) ?? []),
    },
  };
}

interface Measured {
  readonly rows: ScoredTargets;
  readonly ranked: RankedRows;
  readonly confusion: Confusion;
  readonly clusterOf: Int32Array | null;
  readonly coverage: number;
}

function reportFigures(measured: Measured): Readonly<Record<SmoothMetric, ReportedFigure>> {
  const { rows, ranked, confusion } = measured;
  const { targets, probabilities, threshold } = rows;
  const isPositive = (row: number) => targets[row] === 1;
  const isNegative = (row: number) => targets[row] === 0;
  const isAnswered = (row: number) => probabilities[row] >= threshold;
  const isRight = (row: number) => isPositive(row) === isAnswered(row);
  const share = (isCounted: (row: number) => boolean) =>
    shareFigure({ ...measured, rows: targets.length, isCounted, isHit: isRight });
  const linearised = (metric: SmoothMetric, value: number | null, range: Bounds) =>
    linearisedFigure(value, varianceOf(metric, measured), measured.coverage, range);
  const ties = countTies(ranked);
  return {
    accuracy: share(() => true),
    balancedAccuracy: linearised('balancedAccuracy', balancedAccuracy(confusion), SHARE),
    precision: share(isAnswered),
    recall: share(isPositive),
    specificity: share(isNegative),
    f1: linearised('f1', f1(confusion), SHARE),
    mcc: linearised('mcc', mcc(confusion), CORRELATION),
    rocAuc: { value: rocAucOfCounts(ties), interval: rocAucInterval(measured) },
    prAuc: linearised('prAuc', averagePrecisionOfCounts(ties), SHARE),
    logLoss: linearised('logLoss', logLoss(targets, probabilities), LOSS),
    brier: linearised('brier', brierScore(targets, probabilities), SHARE),
  };
}

function varianceOf(metric: SmoothMetric, { rows, ranked, confusion, clusterOf }: Measured): number | null {
  if (clusterOf === null && isConfusionMetric(metric)) return confusionVariance(metric, confusion);
  const influence = binaryInfluence(metric, rows, ranked);
  return influence === null ? null : influenceVariance(influence, clusterOf);
}

function rocAucInterval({ rows, ranked, clusterOf, coverage }: Measured): FigureInterval | null {
  const placements = placementsOf(ranked, rows.targets.length);
  return placements === null ? null : aucIntervalOf(rows.targets, placements, clusterOf, coverage);
}
