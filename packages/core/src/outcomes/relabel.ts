import { countLabelled, emptyLabelCounters, type RollupCounters } from '../sketches/rollup-counters.ts';
import { MINUTE_MS } from '../time/units.ts';
import { effectiveOutcome, type Outcome, type OutcomeTarget } from './effective-outcome.ts';
import type { LabelWindow } from './label-window.ts';

/** The reported label of a prediction, as it stands in the counters. */
export interface PredictionLabel {
  outcomeId: string;
  /** Index of the class; null for a regression. */
  label: number | null;
  value: number | null;
  /** When it arrived, Unix milliseconds. */
  arrivedAtMs: number;
}

/** An answered prediction, with the label that it has so far. */
export interface RelabelTarget<Source extends string> extends OutcomeTarget {
  modelVersionId: number;
  source: Source;
  /** Index of the answered class; null for a regression. */
  predicted: number | null;
  probability: number | null;
  /** Names of the segments and tags that it is counted in. */
  segmentNames: readonly string[];
  applied: PredictionLabel | null;
}

/** What one minute of one version and source gains or loses. */
export interface LabelDelta<Source extends string> {
  modelVersionId: number;
  minuteMs: number;
  source: Source;
  counters: RollupCounters;
}

export interface Relabelling<Source extends string> {
  /** The predictions whose label is another one now. */
  changes: { predictionId: string; modelVersionId: number; label: PredictionLabel }[];
  deltas: LabelDelta<Source>[];
}

/**
 * Brings the labels of predictions up to date with all that was reported of them. `outcomes` may hold more than that.
 * Doing it again changes nothing.
 */
export function relabel<Source extends string>(
  targets: readonly RelabelTarget<Source>[],
  outcomes: readonly Outcome[],
  window: LabelWindow,
  classes: readonly string[],
): Relabelling<Source> {
  const bySubject = Map.groupBy(outcomes, ({ subject, id }) => keyOf(subject, id));
  const changes: Relabelling<Source>['changes'] = [];
  const deltas = new Map<string, LabelDelta<Source>>();
  for (const target of targets) {
    const reported = [
      ...(bySubject.get(keyOf(null, target.id)) ?? []),
      ...(target.subject === null ? [] : (bySubject.get(keyOf(target.subject, '')) ?? [])),
    ];
    const outcome = effectiveOutcome(target, reported, window);
    if (outcome === null) continue;
    const label = labelOf(outcome, classes);
    if (isSame(target.applied, label)) continue;
    changes.push({ predictionId: target.id, modelVersionId: target.modelVersionId, label });
    if (target.applied) countTarget(deltas, target, target.applied, classes.length, -1);
    countTarget(deltas, target, label, classes.length, 1);
  }
  return { changes, deltas: [...deltas.values()] };
}

const keyOf = (subject: string | null, id: string) => (subject === null ? `id ${id}` : `subject ${subject}`);

function labelOf({ id, label, value, receivedAtMs }: Outcome, classes: readonly string[]): PredictionLabel {
  const index = classes.indexOf(label ?? '');
  return { outcomeId: id, label: index < 0 ? null : index, value, arrivedAtMs: receivedAtMs };
}

function isSame(a: PredictionLabel | null, b: PredictionLabel): boolean {
  return (
    a !== null &&
    a.outcomeId === b.outcomeId &&
    a.label === b.label &&
    a.value === b.value &&
    a.arrivedAtMs === b.arrivedAtMs
  );
}

/** Adds a label to, or takes it from, the minutes of both axes. A regression has no label counters. */
export function countTarget<Source extends string>(
  deltas: Map<string, LabelDelta<Source>>,
  target: Omit<RelabelTarget<Source>, 'applied'>,
  { label, arrivedAtMs }: PredictionLabel,
  classes: number,
  sign: 1 | -1,
): void {
  const { modelVersionId, source, predicted, probability, atMs, segmentNames } = target;
  if (label === null || predicted === null) return;
  const answer = { actual: label, predicted, probability, segmentNames };
  const countersAt = (timeMs: number): RollupCounters => {
    const minuteMs = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
    const key = `${modelVersionId}/${minuteMs}/${source}`;
    let delta = deltas.get(key);
    if (!delta) {
      const counters = emptyLabelCounters(classes);
      deltas.set(key, (delta = { modelVersionId, minuteMs, source, counters }));
    }
    return delta.counters;
  };
  countLabelled(countersAt(atMs), classes, 'PREDICTION', answer, sign);
  countLabelled(countersAt(arrivedAtMs), classes, 'ARRIVAL', answer, sign);
}
