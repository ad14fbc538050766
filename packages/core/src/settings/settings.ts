import { failure, type Failure } from '../errors/error-code.ts';
import { rawDaysNeeded, type NeededBy } from './retention.ts';

/** What operators may set while Kilter runs. */
export interface Settings {
  /** Days for which single predictions, outcomes and labels are kept; null: for ever. Counters always stay. */
  retentionDays: number | null;
  /** Whose days a day is: a name of the IANA time zone database, e.g. "Asia/Kolkata". */
  timeZone: string;
}

export const defaultSettings: Readonly<Settings> = { retentionDays: null, timeZone: 'UTC' };

const LONGEST_RETENTION_DAYS = 36_500;

/** Why settings are refused; null: they are not. `path` is where they stand in the request, for the field. */
export function settingsProblem(
  { retentionDays, timeZone }: Settings,
  models: readonly NeededBy[],
  path: string,
): Failure | null {
  const bad = (name: keyof Settings, problem: string) =>
    failure('BAD_USER_INPUT', `${path}.${name} ${problem}`, `${path}.${name}`);
  if (!isTimeZone(timeZone)) return bad('timeZone', 'is not the name of a time zone');
  if (retentionDays === null) return null;
  if (!Number.isInteger(retentionDays) || retentionDays < 1 || retentionDays > LONGEST_RETENTION_DAYS) {
    return bad('retentionDays', `must be a whole number from 1 to ${LONGEST_RETENTION_DAYS}`);
  }
  const longest = rawDaysNeeded(models);
  return longest && retentionDays < longest.days
    ? bad(
        'retentionDays',
        `must be at least ${longest.days}: the model "${longest.name}" waits that long for outcomes`,
      )
    : null;
}

/** Whether a text names a zone; an offset such as "+05:30" does not, since it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Settings from what is stored by name; what is missing, or makes no sense any more, is as it is by default. */
export function settingsOf(stored: Readonly<Record<string, unknown>>): Settings {
  const { retentionDays, timeZone } = stored;
  return {
    retentionDays:
      typeof retentionDays === 'number' && Number.isInteger(retentionDays) && retentionDays > 0
        ? retentionDays
        : defaultSettings.retentionDays,
    timeZone: typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : defaultSettings.timeZone,
  };
}
