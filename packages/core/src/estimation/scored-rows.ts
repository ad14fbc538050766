import type { Failure } from '../errors/error-code.ts';
import { BINARY, completeRows, PROBABILITY } from '../performance/complete-rows.ts';

/** What a binary model gave, one entry a row. */
export interface ScoredRows {
  /** Score of the positive class, 0..1, as the model gave it; NaN: the row is left out. */
  readonly scores: ArrayLike<number>;
  /** 1 where the positive class was answered, else 0. */
  readonly predicted: ArrayLike<number>;
}

/** With the truth of each row: 1 for the positive class, 0 for the other; NaN: the row is left out. */
export interface LabelledRows extends ScoredRows {
  readonly targets: ArrayLike<number>;
}

/** Rows that are complete and were checked. */
export interface KnownRows {
  readonly scores: Float64Array;
  readonly predicted: Uint8Array;
  readonly targets: Uint8Array;
  /** Where each row stood among those given, ascending. */
  readonly places: Uint32Array;
  /** Rows without a score or a truth. */
  readonly leftOut: number;
}

export type KnownRowsResult = { ok: true; rows: KnownRows } | { ok: false; failure: Failure };

/** The rows that are complete. Without `targets` those of the result are all 0. */
export function knownRows({
  scores,
  predicted,
  targets,
}: ScoredRows & Partial<LabelledRows>): KnownRowsResult {
  const columns = [
    { name: 'scores', values: scores, allowed: PROBABILITY },
    { name: 'predicted', values: predicted, allowed: BINARY },
    { name: 'targets', values: targets ?? new Uint8Array(scores.length), allowed: BINARY },
  ];
  const complete = completeRows(columns);
  if (!complete.ok) return complete;
  const [known, answers, truths] = complete.columns;
  return {
    ok: true,
    rows: {
      scores: known,
      predicted: bytes(answers),
      targets: bytes(truths),
      places: complete.rows,
      leftOut: complete.leftOut,
    },
  };
}

function bytes(values: Float64Array): Uint8Array {
  const copy = new Uint8Array(values.length);
  copy.set(values);
  return copy;
}
