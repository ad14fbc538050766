import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { fail } from '@kilter/core/errors/error-code';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import {
  groupRequestErrors,
  listRequestErrors,
  type RequestErrorGroup,
  type RequestErrorRow,
  type RequestErrorsQuery,
} from '@kilter/db/queries/request-error';
import { findMonitored } from '../alerts/monitored-models.ts';
import type { Context } from '../context.ts';
import { versionsOf, windowOf, type RowFilter, type RowsRequest } from '../monitoring/read-counters.ts';

/** Which errors, and which page of them. */
export interface ErrorsPageRequest extends RowsRequest {
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
export async function readErrorGroups(needs: Needs, request: RowsRequest): Promise<RequestErrorGroup[]> {
  return groupRequestErrors(needs.sql, queryOf(needs, request));
}

function queryOf(needs: Needs, { model, window, filter }: RowsRequest): RequestErrorsQuery {
  const found = findMonitored(needs.registry, model);
  const version = versionIn(filter ?? {});
  return {
    modelVersionIds: versionsOf(needs, found, version).map(({ id }) => id),
    hasUnassigned: version == null,
    ...windowOf(window, needs.now()),
  };
}

/** The only thing of a filter that is kept of an error. Throws BAD_USER_INPUT for others. */
function versionIn({ version, ...others }: RowFilter): string | null | undefined {
  for (const [name, chosen] of Object.entries(others)) {
    if (chosen != null) fail('BAD_USER_INPUT', `errors are kept without their ${name}`, `filter.${name}`);
  }
  return version;
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
