import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { fail } from '@kilter/core/errors/error-code';
import { isUuid } from '@kilter/core/ids/uuid-v7';
import { getPredictions, listPredictions, type PredictionRow } from '@kilter/db/queries/prediction';
import type { Context } from '../context.ts';
import { formatCursor, parseCursor } from '../live/cursor.ts';
import type { Frame } from '../live/feed-reader.ts';
import { isOfPart, rowConditions } from '../monitoring/filter-rows.ts';
import { partOf, versionsOf, windowOf, type RowsRequest } from '../monitoring/read-counters.ts';

/** Which predictions, and which page of them. */
export interface PredictionsRequest extends RowsRequest {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
}

const MAX_PAGE = 500;

type Needs = Pick<Context, 'registry' | 'sql' | 'now' | 'feed'>;

/** A page of predictions, newest first; without a window of all times. Throws BAD_USER_INPUT, NOT_FOUND. */
export async function readPredictions(needs: Needs, request: PredictionsRequest) {
  // Taken before the rows: what is committed meanwhile may be in both, but is never in neither.
  const feedCursor = formatCursor(needs.feed.head());
  const chosen = rowConditions(needs, needs.registry.find(request.model), request.filter ?? {});
  const window = request.window ? windowOf(request.window, needs.now()) : null;
  checkPage(request.first, 'first');
  checkPage(request.last, 'last');
  const connection = await resolveCursorConnection(
    { args: request, defaultSize: 50, maxSize: MAX_PAGE, toCursor: ({ id }: PredictionRow) => id },
    ({ after, before, limit, inverted }: ResolveCursorConnectionArgs) =>
      listPredictions(needs.sql, {
        ...chosen,
        window,
        olderThan: checkId(after, 'after'),
        newerThan: checkId(before, 'before'),
        oldestFirst: inverted,
        limit,
      }),
  );
  return { ...connection, feedCursor };
}

/** Null when there is none. Throws BAD_USER_INPUT for what is no id. */
export async function readPrediction({ sql }: Needs, id: string): Promise<PredictionRow | null> {
  const [row] = await getPredictions(sql, [checkId(id, 'id') ?? '']);
  return row ?? null;
}

export interface WatchRequest extends Pick<RowsRequest, 'model' | 'filter'> {
  /** Left out: from now on. */
  after?: string | null;
}

/** Predictions as they are committed. Throws BAD_USER_INPUT, NOT_FOUND, CURSOR_EXPIRED. */
export function watchPredictions(
  needs: Pick<Context, 'registry' | 'predictionFeed'>,
  { model: name, filter, after }: WatchRequest,
): AsyncIterableIterator<Frame<PredictionRow>> {
  const { registry, predictionFeed } = needs;
  const model = registry.find(name);
  const { source, version } = filter ?? {};
  const part = partOf(model, filter ?? {});
  const versions = new Set(versionsOf(needs, model, version).map(({ id }) => id));
  const isWanted = (row: PredictionRow) =>
    (source == null || row.source === source) && isOfPart(needs, part, row);
  const isAll = source == null && part === 'CORE';
  const cursor = after == null ? null : parseCursor(after, 'after');
  return predictionFeed.watch(cursor, versions, isAll ? undefined : isWanted);
}

function checkId(id: string | null | undefined, field: string): string | null {
  if (id == null) return null;
  return isUuid(id) ? id.toLowerCase() : fail('BAD_USER_INPUT', `${field} is not an id`, field);
}

function checkPage(rows: number | null | undefined, field: string): void {
  if (rows != null && rows < 0) fail('BAD_USER_INPUT', `${field} must not be negative`, field);
}
