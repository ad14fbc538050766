import { driftReport, type DriftFeature } from '@kilter/core/drift/drift-report';
import type { DriftOutcome } from '@kilter/core/drift/drift-result';
import { evidentlyDatasetDrift, evidentlyDrift, type EvidentlyMethod } from '@kilter/core/drift/evidently';
import { nullLimits } from '@kilter/core/drift/null-limits';
import { countValues } from '@kilter/core/drift/value-counts';
import { createRandom } from '@kilter/core/training/random';
import { readColumns, type AskedColumn, type Column } from './table.ts';
import { fastestMs } from './timing.ts';

interface EvidentlyQuestion {
  columns: AskedColumn[];
  /** By kind of column, besides the automatic choice. */
  methods: Record<'NUMERIC' | 'CATEGORICAL', EvidentlyMethod[]>;
}

/** Each column by the automatic choice and by each method that suits it, and the verdict on the whole. */
export function answerEvidently({ columns, methods }: EvidentlyQuestion) {
  const counted = readColumns(columns).map(({ name, kind, reference, current }) => ({
    name,
    kind,
    reference: countValues(reference),
    current: countValues(current),
  }));
  const chosen = counted.map(({ kind, reference, current }) => evidentlyDrift(kind, reference, current));
  return {
    dataset: evidentlyDatasetDrift(chosen),
    columns: counted.map(({ name, kind, reference, current }, i) => ({
      name,
      chosen: figureOf(chosen[i]),
      methods: Object.fromEntries(
        methods[kind].map((method) => [
          method,
          figureOf(evidentlyDrift(kind, reference, current, { method })),
        ]),
      ),
    })),
  };
}

/** Evidently shows the p-value where there is one. */
function figureOf(outcome: DriftOutcome) {
  if (!outcome.ok) return null;
  const { method, statistic, pValue, threshold, drifted } = outcome.result;
  return { method, value: pValue ?? statistic, threshold, drifted };
}

/** Milliseconds of Evidently's report, and of Kilter's own, from raw rows. */
export function timeEvidently({ columns: asked }: Pick<EvidentlyQuestion, 'columns'>) {
  const columns = readColumns(asked);
  const features = columns.map(withLimits);
  return {
    dialectMs: fastestMs(() => evidentlyReport(columns)),
    kilterMs: fastestMs(() => {
      driftReport({
        features,
        reference: columns.map(({ reference }) => reference),
        current: columns.map(({ current }) => current),
      });
    }),
  };
}

function evidentlyReport(columns: readonly Column[]) {
  return evidentlyDatasetDrift(
    columns.map(({ kind, reference, current }) =>
      evidentlyDrift(kind, countValues(reference), countValues(current)),
    ),
  );
}

/** Limits belong to the reference: they are made once, when a model is trained. */
function withLimits({ name, kind, reference }: Column): DriftFeature {
  return {
    name,
    kind,
    limits: nullLimits(kind, countValues(reference), createRandom(1)),
    importance: null,
  };
}
