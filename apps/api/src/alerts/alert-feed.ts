import type { EntityDatabase } from '@kilter/db/client';
import {
  getAlertEvents,
  type AlertEventRow,
  type AlertWithRule,
  type ToldEvent,
} from '@kilter/db/queries/alert';
import { endOf, formatCursor, type Cursor } from '../live/cursor.ts';
import type { Feed } from '../live/feed.ts';
import { createFeedReader, type FeedReader } from '../live/feed-reader.ts';

export function createAlertFeed(feed: Feed, entities: EntityDatabase): FeedReader<ToldEvent> {
  return createFeedReader<ToldEvent>(feed, {
    kind: 'ALERTS',
    read: (ids) => getAlertEvents(entities, ids),
    // An entry is of one model, and names all of its versions.
    isOf: () => true,
  });
}

/** An event, and its alert as it was then. */
export interface AlertChange {
  cursor: string;
  event: AlertEventRow;
  alert: AlertWithRule;
}

/**
 * Every event behind a cursor, one at a time, for as long as it takes: a reader leaves out what a live watcher is too
 * slow for, and so is asked again from where it was.
 */
export function eachAlertEvent(
  reader: FeedReader<ToldEvent>,
  after: Cursor,
  versions: ReadonlySet<number>,
): AsyncIterableIterator<ToldEvent> {
  let frames = reader.watch(after, versions);
  let cursor = after;
  let waiting: ToldEvent[] = [];

  const next = async (): Promise<IteratorResult<ToldEvent>> => {
    for (;;) {
      const event = waiting.shift();
      if (event) return { done: false, value: event };
      const frame = await frames.next();
      if (frame.done) return { done: true, value: undefined };
      if (frame.value.skipped > 0) {
        frames = reader.watch(cursor, versions);
        continue;
      }
      cursor = frame.value.cursor;
      waiting = [...frame.value.rows];
    }
  };
  const end = async (): Promise<IteratorResult<ToldEvent>> => {
    waiting = [];
    await frames.return?.();
    return { done: true, value: undefined };
  };
  return {
    next,
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** So that who reads the past sees what was, not an alert that is resolved already. */
export function toAlertChange({ event, alert, rule }: ToldEvent): AlertChange {
  const { at, status, severity, message, value, threshold, samples } = event;
  const passed = (time: Date | null) => (time !== null && time <= at ? time : null);
  return {
    cursor: formatCursor(endOf(event.seq)),
    event,
    alert: {
      rule,
      alert: {
        ...alert,
        status,
        severity,
        message,
        value,
        threshold,
        samples,
        firedAt: status === 'PENDING' ? null : passed(alert.firedAt),
        acknowledgedAt: passed(alert.acknowledgedAt),
        resolvedAt: status === 'RESOLVED' ? alert.resolvedAt : null,
        updatedAt: at,
      },
    },
  };
}
