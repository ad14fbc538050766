import type { Manifest } from '../features/manifest.ts';
import { MINUTE_MS } from '../time/units.ts';
import { parseNumber } from '../training/table.ts';
import { classOf } from './logged-answer.ts';

/** What really happened to a logged prediction. */
export interface LoggedOutcome {
  /** Name of the class; null for a regression. */
  label: string | null;
  /** A regression's truth. */
  value: number | null;
  /** When it happened, Unix milliseconds. */
  atMs: number;
  /** When it became known. */
  receivedAtMs: number;
}

export interface OutcomeFields {
  /** A class, or how the source data codes it; a regression's truth as a number. */
  label: string | null;
  /** REPORTED, ABSENT (nobody has said anything: no outcome), or nothing, which is REPORTED. */
  kind: string | null;
  atMs: number | null;
  receivedAtMs: number | null;
}

export interface OutcomeProblem {
  field: 'outcome' | 'outcomeKind' | 'outcomeAt' | 'outcomeReceivedAt';
  message: string;
}

/** The outcome that stands beside a logged prediction; null without one. Without a time it became known now. */
export function readLoggedOutcome(
  manifest: Manifest,
  { label, kind, atMs, receivedAtMs }: OutcomeFields,
  nowMs: number,
): LoggedOutcome | OutcomeProblem | null {
  if (kind !== null && kind !== 'REPORTED' && kind !== 'ABSENT') {
    return { field: 'outcomeKind', message: 'must be REPORTED or ABSENT' };
  }
  if (label === null || kind === 'ABSENT') return null;
  const happenedMs = atMs ?? nowMs;
  const knownMs = receivedAtMs ?? nowMs;
  if (happenedMs > nowMs + MINUTE_MS) return { field: 'outcomeAt', message: 'lies in the future' };
  if (knownMs > nowMs + MINUTE_MS) return { field: 'outcomeReceivedAt', message: 'lies in the future' };
  const times = { atMs: happenedMs, receivedAtMs: knownMs };
  if (manifest.task === 'REGRESSION') {
    const value = parseNumber(label);
    return value === null
      ? { field: 'outcome', message: 'must be a finite number' }
      : { label: null, value, ...times };
  }
  const index = classOf(manifest, label);
  return index < 0
    ? { field: 'outcome', message: `"${label}" is none of the classes ${manifest.classes.join(', ')}` }
    : { label: manifest.classes[index], value: null, ...times };
}
