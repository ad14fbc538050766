import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import type { AlertSeverity, AlertStatus } from '@kilter/core/alerts/alert';
import { fail } from '@kilter/core/errors/error-code';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import type { WindowRequest } from '@kilter/core/monitoring/window';
import { countAlerts, listAlerts, type AlertsQuery, type AlertWithRule } from '@kilter/db/queries/alert';
import type { Context } from '../context.ts';
import { windowOf } from '../monitoring/read-counters.ts';
import { findMonitored } from './monitored-models.ts';

/** Connection arguments, and what to look for. */
export interface AlertsRequest {
  model?: string | null;
  window?: WindowRequest | null;
  status?: AlertStatus | null;
  severity?: AlertSeverity | null;
  type?: string | null;
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
}

const MAX_PAGE = 200;

/** Alerts that were open at some time in a window, newest first; a page of them, and how many there are in all. */
export async function readAlerts({ registry, entities, now }: Context, request: AlertsRequest) {
  const query: AlertsQuery = {
    modelId: findMonitored(registry, request.model).champion.modelId,
    window: windowOf(request.window, now()),
    status: request.status ?? null,
    severity: request.severity ?? null,
    type: request.type ?? null,
  };
  checkPage(request.first, 'first');
  checkPage(request.last, 'last');
  const connection = await resolveCursorConnection(
    { args: request, defaultSize: 50, maxSize: MAX_PAGE, toCursor: ({ alert }: AlertWithRule) => alert.id },
    ({ after, before, limit, inverted }: ResolveCursorConnectionArgs) =>
      listAlerts(entities, query, {
        olderThan: checkCursor(after, 'after'),
        newerThan: checkCursor(before, 'before'),
        oldestFirst: inverted,
        limit,
      }),
  );
  return { ...connection, count: () => countAlerts(entities, query) };
}

function checkCursor(cursor: string | null | undefined, field: string): string | null {
  if (cursor == null) return null;
  return isUuid(cursor)
    ? cursor.toLowerCase()
    : fail('BAD_USER_INPUT', `${field} is not a cursor of alerts`, field);
}

function checkPage(rows: number | null | undefined, field: string): void {
  if (rows != null && rows < 0) fail('BAD_USER_INPUT', `${field} must not be negative`, field);
}
