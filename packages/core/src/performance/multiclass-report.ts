import { failure, type Failure } from '../errors/error-code.ts';
import { aucInterval } from './auc-interval.ts';
import { meanInfluence } from './binary-influence.ts';
import {
  figuresByClass,
  macroAverage,
  microAverage,
  weightedAverage,
  type ClassFigures,
} from './class-averages.ts';
import {
  averagePrecisionByClass,
  classLogLosses,
  classSquaredErrors,
  multiclassBrier,
  multiclassLogLoss,
  rocAucByClass,
  type ClassProbabilities,
  type RankingByClass,
} from './class-probabilities.ts';
import { classIndex, completeRows, PROBABILITY } from './complete-rows.ts';
import { confidenceFigures, type ConfidenceFigures } from './confidence.ts';
import {
  confusionMatrix,
  matrixBalancedAccuracy,
  matrixMcc,
  supportOf,
  type ConfusionMatrix,
} from './confusion-matrix.ts';
import { linearisedFigure, LOSS, type FigureInterval, type ReportedFigure } from './figure-interval.ts';
import { influenceVariance } from './influence-variance.ts';
import { shareFigure } from './share-figure.ts';

export interface MulticlassReportOptions {
  readonly classes: number;
  /** A key a row (subject, group); where one repeats, intervals count whole clusters. Null: rows are independent. */
  readonly keys?: readonly unknown[] | null;
  /** Share that each interval covers by itself, 0.95 by default. */
  readonly coverage?: number;
}

export interface ClassReport extends ClassFigures {
  /** True rows. */
  readonly support: number;
  readonly precisionInterval: FigureInterval | null;
  readonly recallInterval: FigureInterval | null;
  /** Against all other classes; null without probabilities. */
  readonly rocAucInterval: FigureInterval | null;
}

/** Figures that need the probability of every class. */
export interface ProbabilityReport {
  readonly logLoss: ReportedFigure;
  /** 0..2. */
  readonly brier: ReportedFigure;
  readonly rocAuc: RankingByClass;
  readonly prAuc: RankingByClass;
  readonly confidence: ConfidenceFigures | null;
}

export interface MulticlassReport {
  readonly rows: number;
  /** Rows without a truth, an answer or a probability. */
  readonly leftOut: number;
  /** Clusters that the rows came in; null where no key repeats. */
  readonly clusters: number | null;
  readonly confusion: ConfusionMatrix;
  readonly accuracy: ReportedFigure;
  readonly balancedAccuracy: number | null;
  readonly mcc: number | null;
  readonly macro: ClassFigures;
  readonly micro: ClassFigures;
  readonly weighted: ClassFigures;
  readonly classes: readonly ClassReport[];
  /** Null where probabilities are not known. */
  readonly probabilities: ProbabilityReport | null;
}

export type MulticlassReportResult = { ok: true; report: MulticlassReport } | { ok: false; failure: Failure };

/**
 * All that complete labels say of a classifier's answers: true and answered class index of each row, NaN for missing,
 * and, where known, the probability of each class. BAD_USER_INPUT for what is no class or probability,
 * INSUFFICIENT_DATA without rows.
 */
export function multiclassReport(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  probabilities: ClassProbabilities | null,
  { classes, keys = null, coverage = 0.95 }: MulticlassReportOptions,
): MulticlassReportResult {
  if (probabilities !== null && probabilities.length !== classes) {
    const message = `probabilities must have one array a class (${classes})`;
    return { ok: false, failure: failure('BAD_USER_INPUT', message, 'probabilities') };
  }
  const complete = completeRows(
    [
      { name: 'actual', values: actual, allowed: classIndex(classes) },
      { name: 'predicted', values: predicted, allowed: classIndex(classes) },
      ...(probabilities ?? []).map((values) => ({ name: 'probabilities', values, allowed: PROBABILITY })),
    ],
    keys,
  );
  if (!complete.ok) return complete;
  const { clusters } = complete;
  const [knownActual, knownPredicted, ...known] = complete.columns;
  const rows: Answers = {
    actual: knownActual,
    predicted: knownPredicted,
    probabilities: probabilities === null ? null : known,
    clusterOf: clusters?.clusterOf ?? null,
    coverage,
  };
  const confusion = confusionMatrix(knownActual, knownPredicted, classes);
  return {
    ok: true,
    report: {
      rows: knownActual.length,
      leftOut: complete.leftOut,
      clusters: clusters?.count ?? null,
      confusion,
      accuracy: rightShare(rows, () => true),
      balancedAccuracy: matrixBalancedAccuracy(confusion),
      mcc: matrixMcc(confusion),
      macro: macroAverage(confusion),
      micro: microAverage(confusion),
      weighted: weightedAverage(confusion),
      classes: classReports(rows, confusion),
      probabilities: probabilities === null ? null : probabilityReport(rows, known),
    },
  };
}

/** Complete rows. */
interface Answers {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly probabilities: readonly Float64Array[] | null;
  readonly clusterOf: Int32Array | null;
  readonly coverage: number;
}

/** Of the rows that are counted, the share that is answered right. */
function rightShare(answers: Answers, isCounted: (row: number) => boolean): ReportedFigure {
  const { actual, predicted, clusterOf, coverage } = answers;
  const isHit = (row: number) => actual[row] === predicted[row];
  return shareFigure({ rows: actual.length, isCounted, isHit, clusterOf, coverage });
}

function classReports(answers: Answers, confusion: ConfusionMatrix): ClassReport[] {
  const { actual, predicted, probabilities, clusterOf, coverage } = answers;
  const support = supportOf(confusion);
  return figuresByClass(confusion).map((figures, label) => ({
    ...figures,
    support: support[label],
    precisionInterval: rightShare(answers, (row) => predicted[row] === label).interval,
    recallInterval: rightShare(answers, (row) => actual[row] === label).interval,
    rocAucInterval:
      probabilities === null
        ? null
        : aucInterval(
            actual.map((truth) => Number(truth === label)),
            probabilities[label],
            clusterOf,
            coverage,
          ),
  }));
}

function probabilityReport(answers: Answers, known: readonly Float64Array[]): ProbabilityReport {
  const { actual, predicted } = answers;
  return {
    logLoss: meanFigure(answers, multiclassLogLoss(actual, known), classLogLosses(actual, known)),
    brier: meanFigure(answers, multiclassBrier(actual, known), classSquaredErrors(actual, known)),
    rocAuc: rocAucByClass(actual, known),
    prAuc: averagePrecisionByClass(actual, known),
    confidence: confidenceFigures(
      actual,
      predicted,
      predicted.map((label, row) => known[label][row]),
    ),
  };
}

function meanFigure(
  { clusterOf, coverage }: Answers,
  value: number | null,
  losses: Float64Array,
): ReportedFigure {
  const influence = meanInfluence(losses);
  const variance = influence === null ? null : influenceVariance(influence, clusterOf);
  return linearisedFigure(value, variance, coverage, LOSS);
}
