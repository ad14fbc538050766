import { fail } from '@kilter/core/errors/error-code';
import { measuredLabels, planMeasured } from '@kilter/core/monitoring/measured';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { countedCalibration, type CountedCalibration } from '@kilter/core/performance/counted-calibration';
import {
  averagePrecisionBounds,
  rocAucBounds,
  type BoundedFigure,
} from '@kilter/core/performance/ranking-bounds';
import { thresholdTable, type ThresholdRow } from '@kilter/core/performance/threshold-table';
import { scoreBinEdges, type ScoreSums } from '@kilter/core/sketches/score-bins';
import {
  curveTies,
  precisionRecallPoints,
  rocPoints,
  type CurvePoint,
} from '@kilter/core/sketches/score-curve';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, windowOf, type Needs, type RowsRequest } from './read-counters.ts';

/** Labelled scores of a closed cohort. */
interface LabelledScores {
  model: ServedModel;
  cohort: TimeWindow;
  labelled: number;
  positives: ScoreSums;
  negatives: ScoreSums;
}

export interface Calibration extends CountedCalibration {
  cohort: TimeWindow;
}

export interface ScoreCurves {
  model: ServedModel;
  cohort: TimeWindow;
  labelled: number;
  histogram: { from: number; to: number; positives: number; negatives: number }[];
  roc: CurvePoint[];
  precisionRecall: CurvePoint[];
  rocAuc: BoundedFigure | null;
  prAuc: BoundedFigure | null;
  thresholds: ThresholdRow[];
}

/** How far probabilities are from what happened; null while nothing is labelled. Binary models only. */
export async function readCalibration(needs: Needs, request: RowsRequest): Promise<Calibration | null> {
  const { cohort, positives, negatives } = await readScores(needs, request);
  const found = countedCalibration(positives, negatives, scoreBinEdges);
  return found && { ...found, cohort };
}

/** What any threshold would have done; null while nothing is labelled. Binary models only. */
export async function readScoreCurves(needs: Needs, request: RowsRequest): Promise<ScoreCurves | null> {
  const { model, cohort, labelled, ...scores } = await readScores(needs, request);
  if (labelled === 0) return null;
  const curve = { positives: scores.positives.bins, negatives: scores.negatives.bins };
  const ties = curveTies(curve);
  return {
    model,
    cohort,
    labelled,
    histogram: curve.positives.map((positives, i) => ({
      from: scoreBinEdges[i],
      to: scoreBinEdges[i + 1],
      positives,
      negatives: curve.negatives[i],
    })),
    roc: rocPoints(curve),
    precisionRecall: precisionRecallPoints(curve),
    rocAuc: rocAucBounds(ties),
    prAuc: averagePrecisionBounds(ties),
    thresholds: thresholdTable(curve, scoreBinEdges, model.manifest.costs),
  };
}

async function readScores(needs: Needs, request: RowsRequest): Promise<LabelledScores> {
  const model = needs.registry.find(request.model);
  const { manifest } = model;
  const nowMs = needs.now();
  const window = windowOf(request.window, nowMs);
  const plan = planMeasured(window, labelWindowOf(manifest), 'PREDICTION', nowMs);
  if (manifest.task !== 'BINARY_CLASSIFICATION') {
    return fail(
      'BAD_USER_INPUT',
      `"${model.name}" has no positive class: there is no curve of its scores`,
      'model',
    );
  }
  const cohort = await sumCounters(needs, model, plan.cohort, request.filter ?? {});
  const { labelled, scores } = measuredLabels(plan, { cohort, arrived: cohort }, manifest);
  const positive = manifest.classes.indexOf(manifest.positiveClass ?? '');
  if (scores === null) return fail('INTERNAL', 'The counters of a binary model hold no scores.');
  return {
    model,
    cohort: plan.cohort,
    labelled,
    positives: scores[positive],
    negatives: scores[1 - positive],
  };
}
