import type { Failure } from '../errors/error-code.ts';
import type { ClassProbabilities } from '../performance/class-probabilities.ts';
import { classIndex, completeRows, PROBABILITY } from '../performance/complete-rows.ts';

/** What a model of several classes gave, one entry a row. */
export interface ScoredClassRows {
  /** One array a class: its score, 0..1, as the model gave it. A row with NaN is left out. */
  readonly probabilities: ClassProbabilities;
  /** Index of the answered class. */
  readonly predicted: ArrayLike<number>;
}

/** With the index of the true class; NaN: the row is left out. */
export interface LabelledClassRows extends ScoredClassRows {
  readonly targets: ArrayLike<number>;
}

/** Rows that are complete and were checked. */
export interface KnownClassRows {
  readonly probabilities: readonly Float64Array[];
  readonly predicted: Float64Array;
  readonly targets: Float64Array;
  /** Where each row stood among those given, ascending. */
  readonly places: Uint32Array;
  readonly leftOut: number;
}

export type KnownClassRowsResult = { ok: true; rows: KnownClassRows } | { ok: false; failure: Failure };

/** The rows that are complete. Without `targets` those of the result are all 0. */
export function knownClassRows({
  probabilities,
  predicted,
  targets,
}: ScoredClassRows & Partial<LabelledClassRows>): KnownClassRowsResult {
  const index = classIndex(probabilities.length);
  const complete = completeRows([
    { name: 'predicted', values: predicted, allowed: index },
    { name: 'targets', values: targets ?? new Uint8Array(predicted.length), allowed: index },
    ...probabilities.map((values, label) => ({
      name: `probabilities.${label}`,
      values,
      allowed: PROBABILITY,
    })),
  ]);
  if (!complete.ok) return complete;
  const [answers, truths, ...known] = complete.columns;
  return {
    ok: true,
    rows: {
      probabilities: known,
      predicted: answers,
      targets: truths,
      places: complete.rows,
      leftOut: complete.leftOut,
    },
  };
}

/** 1 where a row has the class, else 0. */
export function isClass(labels: Float64Array, label: number): Uint8Array {
  const flags = new Uint8Array(labels.length);
  for (let row = 0; row < labels.length; row++) flags[row] = Number(labels[row] === label);
  return flags;
}
