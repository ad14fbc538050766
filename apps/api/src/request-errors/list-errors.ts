import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { fail } from '@kilter/core/errors/error-code';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import type { WindowRequest } from '@kilter/core/monitoring/window';
import {
  groupRequestErrors,
  listRequestErrors,
  type RequestErrorGroup,
  type RequestErrorRow,
  type RequestErrorsQuery,
} from '@kilter/db/queries/request-error';
import { findMonitored } from '../alerts/monitored-models.ts';
import type { Context } from '../context.ts';
import { windowOf } from '../monitoring/read-counters.ts';

/** Which errors are asked for. */
export interface ErrorsRequest {
  model?: string | null;
  window?: WindowRequest | null;
}

/** And which page of them. */
export interface ErrorsPageRequest extends ErrorsRequest {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
}

const MAX_PAGE = 200;

type Needs = Pick<Context, 'registry' | 'sql' | 'now'>;

/** A page of the errors of a window, newest first. */
export async function readErrors(needs: Needs, request: ErrorsPageRequest) {
  const query = queryOf(needs, request);
  checkPage(request.first, 'first');
  checkPage(request.last, 'last');
  return resolveCursorConnection(
    { args: request, defaultSize: 50, maxSize: MAX_PAGE, toCursor: ({ id }: RequestErrorRow) => id },
    ({ after, before, limit, inverted }: ResolveCursorConnectionArgs) =>
      listRequestErrors(needs.sql, query, {
        olderThan: checkCursor(after, 'after'),
        newerThan: checkCursor(before, 'before'),
        oldestFirst: inverted,
        limit,
      }),
  );
}

/** The errors of a window, equal ones together, the most frequent first. */
export async function readErrorGroups(needs: Needs, request: ErrorsRequest): Promise<RequestErrorGroup[]> {
  return groupRequestErrors(needs.sql, queryOf(needs, request));
}

function queryOf({ registry, now }: Needs, { model, window }: ErrorsRequest): RequestErrorsQuery {
  const { name } = findMonitored(registry, model);
  const modelVersionIds = registry.versionsOf(name).map(({ id }) => id);
  return { modelVersionIds, ...windowOf(window, now()) };
}

function checkCursor(cursor: string | null | undefined, field: string): string | null {
  if (cursor == null) return null;
  return isUuid(cursor)
    ? cursor.toLowerCase()
    : fail('BAD_USER_INPUT', `${field} is not a cursor of errors`, field);
}

function checkPage(rows: number | null | undefined, field: string): void {
  if (rows != null && rows < 0) fail('BAD_USER_INPUT', `${field} must not be negative`, field);
}
