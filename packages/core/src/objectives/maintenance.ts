import { failure, type Failure } from '../errors/error-code.ts';
import { textProblem } from '../features/feature-codec.ts';
import { DAY_MS } from '../time/units.ts';

/** Longer than this is no maintenance any more. */
const LONGEST_DAYS = 31;
const LONGEST_REASON = 500;

/** A time in which Kilter may be away, as somebody announces it or tells of it afterwards. */
export interface NewMaintenance {
  from: Date;
  to: Date;
  reason: string;
}

/** Why a maintenance is refused; null: it is not. */
export function maintenanceProblem({ from, to, reason }: NewMaintenance): Failure | null {
  const bad = (field: string, problem: string) => failure('BAD_USER_INPUT', `${field} ${problem}`, field);
  const spanMs = to.getTime() - from.getTime();
  if (spanMs <= 0) return bad('to', 'must lie after from');
  if (spanMs > LONGEST_DAYS * DAY_MS) return bad('to', `must lie within ${LONGEST_DAYS} days of from`);
  const problem = reason.trim() === '' ? 'is empty' : textProblem(reason, LONGEST_REASON);
  return problem === null ? null : bad('reason', problem);
}

/** When a maintenance ends that is ended now: one that has not begun has no length then. */
export function earlyEnd({ startsAt }: { startsAt: Date }, nowMs: number): Date {
  return new Date(Math.max(nowMs, startsAt.getTime()));
}
