import type { Failure } from '../errors/error-code.ts';
import { BINARY, completePlaces, pick, PROBABILITY } from '../performance/complete-rows.ts';

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

/** The rows that are complete. */
export function knownRows({ scores, predicted, targets }: LabelledRows): KnownRowsResult {
  const complete = completePlaces([
    ...scoredColumns({ scores, predicted }),
    { name: 'targets', values: targets, allowed: BINARY },
  ]);
  if (!complete.ok) return complete;
  const { rows: places, leftOut } = complete;
  return {
    ok: true,
    rows: {
      scores: pick(scores, places),
      predicted: pickBytes(predicted, places),
      targets: pickBytes(targets, places),
      places,
      leftOut,
    },
  };
}

/** What must be known of rows that are not labelled. */
export function scoredColumns({ scores, predicted }: ScoredRows) {
  return [
    { name: 'scores', values: scores, allowed: PROBABILITY },
    { name: 'predicted', values: predicted, allowed: BINARY },
  ];
}

function pickBytes(values: ArrayLike<number>, rows: Uint32Array): Uint8Array {
  const picked = new Uint8Array(rows.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[rows[i]];
  return picked;
}
