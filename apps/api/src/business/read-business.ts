import type { BoundedValue } from '@kilter/core/business/bounded-value';
import { capacityFigures, type CapacityFigures } from '@kilter/core/business/capacity';
import { expectedPositives } from '@kilter/core/business/expected-positives';
import { expectedValue } from '@kilter/core/business/expected-value';
import { measuredValue, type MeasuredValue } from '@kilter/core/business/measured-value';
import { valueAtRisk, type ValueAtRisk } from '@kilter/core/business/value-at-risk';
import type { Manifest } from '@kilter/core/features/manifest';
import { measuredLabels, planMeasured } from '@kilter/core/monitoring/measured';
import { positiveRate } from '@kilter/core/monitoring/performance-summary';
import type { TimeWindow } from '@kilter/core/monitoring/window';
import { labelWindowOf } from '@kilter/core/outcomes/label-window';
import { oneAgainstRest } from '@kilter/core/performance/confusion-matrix';
import type { LabelTallies } from '@kilter/core/sketches/label-counters';
import { answerScores, classCounts, type MinuteCounters } from '@kilter/core/sketches/minute-counters';
import { normalReach } from '@kilter/core/statistics/normal-quantile';
import { wilsonInterval } from '@kilter/core/statistics/wilson-interval';
import { fail } from '@kilter/core/errors/error-code';
import type { Context } from '../context.ts';
import type { ServedModel } from '../models/registry.ts';
import { sumCounters, windowOf, type RowFilter, type RowsRequest } from '../monitoring/read-counters.ts';

/** A binary model's figures in terms of its business. */
export interface Business {
  model: ServedModel;
  window: TimeWindow;
  filter: RowFilter;
  /** Predictions of this time are the closed cohort that measured figures rest on. */
  cohort: TimeWindow;
  /** Share of positive answers in the window. */
  positiveRate: number | null;
  /** Null while nothing is labelled. */
  measured: MeasuredBusiness | null;
  /** Of the window's predictions whose label window is open; null without any. */
  expected: ExpectedBusiness | null;
  atRisk: ValueAtRisk;
}

/** Over the closed cohort. */
export interface MeasuredBusiness {
  labelled: number;
  /** The true one. */
  positiveRate: BoundedValue;
  /** Null where the manifest has no costs. */
  value: MeasuredValue | null;
  /** Null where the manifest names no capacity. */
  capacity: CapacityFigures | null;
}

export interface ExpectedBusiness {
  answers: number;
  positives: number;
  /** Null where the manifest has no costs. */
  value: BoundedValue | null;
}

export type Needs = Pick<Context, 'registry' | 'sql' | 'now'>;

/** The figures of a window. Throws BAD_USER_INPUT for a model that is not binary. */
export async function readBusiness(needs: Needs, request: RowsRequest): Promise<Business> {
  const model = needs.registry.find(request.model);
  const filter = request.filter ?? {};
  const { manifest } = model;
  if (manifest.task !== 'BINARY_CLASSIFICATION') {
    fail(
      'BAD_USER_INPUT',
      `"${model.name}" has no positive class: there are no business figures of it`,
      'model',
    );
  }
  const nowMs = needs.now();
  const window = windowOf(request.window, nowMs);
  const plan = planMeasured(window, labelWindowOf(manifest), 'PREDICTION', nowMs);
  const openFromMs = Math.max(window.fromMs, plan.closedThroughMs ?? window.fromMs);
  const open = { fromMs: Math.min(openFromMs, window.toMs), toMs: window.toMs };
  const [all, cohort, unknown] = await Promise.all(
    [window, plan.cohort, open].map((span) => sumCounters(needs, model, span, filter)),
  );
  const classes = manifest.classes.length;
  return {
    model,
    window,
    filter,
    cohort: plan.cohort,
    positiveRate: positiveRate(classCounts(all, classes), manifest),
    measured: measuredOf(measuredLabels(plan, { cohort, arrived: cohort }, manifest), manifest),
    expected: expectedOf(unknown, manifest),
    atRisk: valueAtRisk(all, manifest.costs?.valuePerSubject ?? null),
  };
}

function measuredOf(tallies: LabelTallies, manifest: Manifest): MeasuredBusiness | null {
  const { labelled, confusion, scores } = tallies;
  const { costs, capacity } = manifest;
  const positive = positiveIndex(manifest);
  if (labelled === 0 || confusion === null) return null;
  const counts = oneAgainstRest(confusion, positive);
  const positives = counts.truePositives + counts.falseNegatives;
  return {
    labelled,
    positiveRate: { value: positives / labelled, ...wilsonInterval(positives, labelled, normalReach(0.95)) },
    value: costs && measuredValue(counts, costs),
    capacity: capacity && scores && capacityFigures(scores[positive], scores[1 - positive], capacity.share),
  };
}

/** Early reports are not taken into account: those that come first are nearly all positive. */
function expectedOf(counters: MinuteCounters, manifest: Manifest): ExpectedBusiness | null {
  const { classes, costs, threshold } = manifest;
  const positiveAnswers = classCounts(counters, classes.length)[positiveIndex(manifest)];
  const found = expectedPositives(answerScores(counters, classes.length), positiveAnswers, threshold);
  if (found.answers === 0) return null;
  return { answers: found.answers, positives: found.expected, value: costs && expectedValue(found, costs) };
}

export const positiveIndex = ({
  classes,
  positiveClass,
}: Pick<Manifest, 'classes' | 'positiveClass'>): number => classes.indexOf(positiveClass ?? '');
