import type { AlertRowFragment, AlertSeverity, AlertStatus } from '../../lib/graphql/generated/graphql.ts';

export type AlertRow = AlertRowFragment;

const rank: Readonly<Record<AlertSeverity, number>> = { ERROR: 0, WARNING: 1, INFO: 2 };

/** Raised and not over yet. A pending one may still turn out to be nothing. */
export const isRaised = ({ status }: Pick<AlertRow, 'status'>): boolean =>
  status === 'FIRING' || status === 'RECOVERING';

/** Ids are UUIDv7: their order is the order of opening. */
const newestFirst = (a: AlertRow, b: AlertRow): number => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/** What needs a person most stands first: raised before pending, errors before warnings, then the newest. */
export const byUrgency = (a: AlertRow, b: AlertRow): number =>
  Number(isRaised(b)) - Number(isRaised(a)) || rank[a.severity] - rank[b.severity] || newestFirst(a, b);

/** The open alerts, after one of them changed. */
export function withOpen(open: readonly AlertRow[], changed: AlertRow): readonly AlertRow[] {
  const others = open.filter(({ id }) => id !== changed.id);
  return changed.status === 'RESOLVED' ? others : [...others, changed].toSorted(byUrgency);
}

/**
 * A page of the history, newest first, after an alert changed. `status` null: all that were raised. `isCleared`: it
 * ended without having been raised. Alerts older than the page's oldest stay out while there are more to be loaded.
 */
export function withChanged(
  rows: readonly AlertRow[],
  changed: AlertRow,
  filter: { status: AlertStatus | null; isCleared: boolean; hasMore: boolean },
): readonly AlertRow[] {
  const others = rows.filter(({ id }) => id !== changed.id);
  const isWanted =
    filter.status === null
      ? !filter.isCleared && changed.status !== 'PENDING'
      : changed.status === filter.status && !filter.isCleared;
  const oldest = rows.at(-1);
  const isBelow = filter.hasMore && oldest !== undefined && changed.id < oldest.id;
  return isWanted && !isBelow ? [...others, changed].toSorted(newestFirst) : others;
}
