import type { LabelWindow } from './label-window.ts';

/** What was reported of one prediction, or of a subject at a time. */
export interface Outcome {
  /** Of one prediction: that prediction's id. */
  id: string;
  /** Null: of the one prediction that has its id. */
  subject: string | null;
  /** When it happened, Unix milliseconds. */
  atMs: number;
  /** Name of the class; null for a regression. */
  label: string | null;
  /** A regression's truth. */
  value: number | null;
  /** When we were told, Unix milliseconds. */
  receivedAtMs: number;
}

/** What decides which outcomes are of a prediction. */
export interface OutcomeTarget {
  id: string;
  subject: string | null;
  atMs: number;
}

export function isOutcomeOf(
  { id, subject, atMs }: OutcomeTarget,
  outcome: Outcome,
  { windowMs }: LabelWindow,
): boolean {
  if (outcome.subject === null) return outcome.id === id;
  return outcome.subject === subject && atMs < outcome.atMs && outcome.atMs <= atMs + windowMs;
}

/**
 * The outcome that labels a prediction, of all those reported; null without one. One of the prediction itself beats
 * those of its subject; of these, what happened beats what silence would have meant anyway, then the earliest counts.
 * So the answer depends on what was reported, not on the order in which it came.
 */
export function effectiveOutcome(
  target: OutcomeTarget,
  outcomes: readonly Outcome[],
  window: LabelWindow,
): Outcome | null {
  let best: Outcome | null = null;
  for (const outcome of outcomes) {
    if (!isOutcomeOf(target, outcome, window)) continue;
    if (best === null || beats(outcome, best, window)) best = outcome;
  }
  return best;
}

function beats(a: Outcome, b: Outcome, { absentMeans }: LabelWindow): boolean {
  if ((a.subject === null) !== (b.subject === null)) return a.subject === null;
  const aHappened = a.label !== absentMeans;
  const bHappened = b.label !== absentMeans;
  return aHappened === bHappened ? a.atMs < b.atMs : aHappened;
}
