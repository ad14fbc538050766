export const unmatchedReasons = [
  'NO_PREDICTION',
  'OUTSIDE_WINDOW',
  'UNKNOWN_MODEL',
  'UNKNOWN_LABEL',
  'IN_THE_FUTURE',
  'INVALID',
] as const;
export type UnmatchedReason = (typeof unmatchedReasons)[number];

/** Why an outcome labels nothing. */
export interface Problem {
  reason: UnmatchedReason;
  /** Where it stands in the request; null when the outcome itself is fine. */
  field: string | null;
  message: string;
}

export type Unmatched = Problem & { index: number };

export function problem(reason: UnmatchedReason, field: string | null, message: string): Problem {
  return { reason, field, message };
}

/** What became of outcomes: each is counted once, `late` aside. */
export interface OutcomeReport {
  /** New, and the label of some prediction. */
  recorded: number;
  /** Known, and now another label. */
  updated: number;
  /** Known, and the same. */
  duplicates: number;
  /** Stored; its prediction is not here yet, and is labelled when it comes. */
  pending: number;
  /** Of the recorded and updated: came when the label window and its grace were over. */
  late: number;
  unmatched: Unmatched[];
}

export function emptyReport(): OutcomeReport {
  return { recorded: 0, updated: 0, duplicates: 0, pending: 0, late: 0, unmatched: [] };
}
