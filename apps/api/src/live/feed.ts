import { fail } from '@kilter/core/errors/error-code';
import { FEED_CHANNEL } from '@kilter/db/channels';
import type { Database } from '@kilter/db/client';
import { listen } from '@kilter/db/listen';
import { countFeedRows, feedBounds, predictionIds, readFeed, type FeedEntry } from '@kilter/db/queries/feed';
import { getPredictions, type PredictionRow } from '@kilter/db/queries/prediction';
import type { Logger } from '../logger.ts';
import { endOf, isEnd, type Cursor } from './cursor.ts';
import { pullIterator, type Wakers } from './pull-iterator.ts';

/** Some rows in commit order, and the cursor behind them. Watchers at the same place get the same object. */
export interface Frame {
  cursor: Cursor;
  rows: PredictionRow[];
  /** Rows that the watcher was too slow for and that were left out before these. */
  skipped: number;
}

export interface Feed {
  /** Behind the newest entry. */
  head(): Cursor;
  /** Called with every new entry, in commit order. Must not throw. */
  onEntry(listener: (entry: FeedEntry) => void): void;
  /**
   * The rows of some model versions behind a cursor, as they come; null starts at the head.
   * A reader that resumes gets every row (or CURSOR_EXPIRED, when they are no longer kept); one that has caught up and
   * then falls behind by more than 10,000 rows goes on at the head and is told how many it missed.
   */
  watch(after: Cursor | null, versions: ReadonlySet<number>): AsyncIterableIterator<Frame>;
  close(): Promise<void>;
}

const MAX_FRAME_ROWS = 500;
const MAX_LAG_ROWS = 10_000;
const RECENT_ENTRIES = 1_000;
const RECENT_ROWS = 25_000;
const READ_LIMIT = 500;
const SAFETY_POLL_MS = 5_000;

/**
 * Follows the feed table. A NOTIFY only nudges: what is new is read from `seq`, which is commit order, so neither a
 * lost nor a repeated notification matters.
 */
export async function createFeed(db: Database, log: Logger): Promise<Feed> {
  const { sql, target } = db;
  const listeners: ((entry: FeedEntry) => void)[] = [];
  const wakers: Wakers = new Set();
  /** The newest entries in order, so that live watchers ask the database for nothing but the rows. */
  let recent: FeedEntry[] = [];
  let recentRows = 0;
  let headSeq = (await feedBounds(sql)).newest;
  /** `recent` holds everything behind this. */
  let recentFrom = headSeq;
  let reading: Promise<void> | null = null;
  let again = false;

  const forgetOld = (): void => {
    if (recent.length <= 2 * RECENT_ENTRIES && recentRows <= 2 * RECENT_ROWS) return;
    let keptFrom = 0;
    while (recent.length - keptFrom > RECENT_ENTRIES || recentRows > RECENT_ROWS) {
      recentRows -= recent[keptFrom++].rows;
    }
    recentFrom = recent[keptFrom - 1].seq;
    recent = recent.slice(keptFrom);
  };

  const readNew = async (): Promise<void> => {
    for (;;) {
      const entries = await readFeed(sql, headSeq + 1, READ_LIMIT);
      for (const entry of entries) {
        headSeq = entry.seq;
        recent.push(entry);
        recentRows += entry.rows;
        for (const listener of listeners) listener(entry);
      }
      forgetOld();
      if (entries.length > 0) for (const wake of [...wakers]) wake();
      if (entries.length < READ_LIMIT) return;
    }
  };

  /** One read at a time; a nudge during a read asks for another. */
  const nudge = (): void => {
    again = true;
    reading ??= (async () => {
      while (again) {
        again = false;
        await readNew().catch((error: unknown) => log.warn({ error }, 'the feed could not be read'));
      }
      reading = null;
    })();
  };

  const listener = await listen(target, FEED_CHANNEL, {
    onNotify: nudge,
    onListening: nudge,
    onError: (error) => log.warn({ error }, 'the feed is not listening'),
  });
  const poll = setInterval(nudge, SAFETY_POLL_MS);
  poll.unref();

  const checkKept = async (cursor: Cursor): Promise<void> => {
    const { oldest, newest } = await feedBounds(sql);
    const gone = newest > 0 && cursor.seq < oldest - 1;
    if (gone || cursor.seq > Math.max(newest, headSeq)) {
      fail('CURSOR_EXPIRED', 'What follows this cursor is no longer kept: start without it.', 'after');
    }
  };

  const entriesAfter = async (cursor: Cursor): Promise<FeedEntry[]> => {
    if (cursor.seq >= recentFrom && isEnd(cursor)) {
      const from = firstBehind(recent, cursor);
      return recent.slice(from, from + READ_LIMIT);
    }
    const entries = await readFeed(sql, cursor.seq, READ_LIMIT);
    // Looked at after the read, so that what was forgotten before it cannot be skipped in silence.
    await checkKept(cursor);
    return entries.filter((entry) => isBehind(entry, cursor));
  };

  /** The next frame, or null at the head. A frame without rows only moves the cursor. */
  const frameAfter = async (cursor: Cursor, versions: ReadonlySet<number>): Promise<Frame | null> => {
    if (cursor.seq >= headSeq && isEnd(cursor)) return null;
    const entries = await entriesAfter(cursor);
    if (entries.length === 0) return null;
    const { ids, end } = idsOf(entries, cursor, versions);
    const found = await getPredictions(sql, ids);
    return { cursor: end, rows: found.filter((row) => versions.has(row.modelVersionId)), skipped: 0 };
  };

  // Watchers at the same cursor share one frame, and so one read and one execution.
  const frames = new Map<string, Promise<Frame | null>>();
  const sharedFrameAfter = (cursor: Cursor, versions: ReadonlySet<number>): Promise<Frame | null> => {
    const key = `${headSeq}:${cursor.seq}.${cursor.index}:${[...versions].join()}`;
    let frame = frames.get(key);
    if (!frame) {
      frame = frameAfter(cursor, versions);
      frames.set(key, frame);
      frame.catch(() => frames.delete(key));
      if (frames.size > 32) frames.delete(frames.keys().next().value ?? key);
    }
    return frame;
  };

  /** Rows behind the cursor, as far back as they are remembered. */
  const lagOf = (cursor: Cursor, versions: ReadonlySet<number>): number => {
    let rows = 0;
    for (let i = firstBehind(recent, cursor); i < recent.length; i++) {
      if (recent[i].modelVersionIds.some((id) => versions.has(id))) rows += recent[i].rows;
    }
    return rows;
  };

  const watch = (after: Cursor | null, versions: ReadonlySet<number>): AsyncIterableIterator<Frame> => {
    let cursor = after ?? endOf(headSeq);
    let checked = after === null;
    let caughtUp = after === null;

    const take = async (): Promise<Frame | null> => {
      if (!checked) await checkKept(cursor);
      checked = true;
      if (caughtUp && lagOf(cursor, versions) > MAX_LAG_ROWS) {
        const end = endOf(headSeq);
        const skipped = await countFeedRows(sql, {
          after: cursor,
          throughSeq: end.seq,
          versions: [...versions],
        });
        cursor = end;
        return { cursor, rows: [], skipped };
      }
      for (;;) {
        const frame = await sharedFrameAfter(cursor, versions);
        caughtUp ||= frame === null;
        if (!frame) return null;
        cursor = frame.cursor;
        if (frame.rows.length > 0) return frame;
      }
    };
    return pullIterator(take, wakers);
  };

  return {
    head: () => endOf(headSeq),
    onEntry: (callback) => listeners.push(callback),
    watch,
    close: async () => {
      clearInterval(poll);
      await listener.close();
      await reading;
    },
  };
}

function isBehind(entry: FeedEntry, cursor: Cursor): boolean {
  return entry.seq > cursor.seq || (entry.seq === cursor.seq && entry.rows - 1 > cursor.index);
}

/** Index of the first entry with rows behind the cursor; entries are in order of `seq`. */
function firstBehind(entries: readonly FeedEntry[], cursor: Cursor): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(entries[middle], cursor)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The ids of up to a frame of rows behind the cursor, without groups of other models; and the cursor behind them. */
function idsOf(entries: readonly FeedEntry[], after: Cursor, versions: ReadonlySet<number>) {
  const ids: string[] = [];
  let end = after;
  for (const entry of entries) {
    const from = entry.seq === after.seq ? after.index + 1 : 0;
    if (!entry.modelVersionIds.some((id) => versions.has(id))) {
      end = endOf(entry.seq);
      continue;
    }
    const room = MAX_FRAME_ROWS - ids.length;
    if (room <= 0) break;
    const taken = predictionIds(entry).slice(from, from + room);
    ids.push(...taken);
    const isWhole = from + taken.length === entry.rows;
    end = isWhole ? endOf(entry.seq) : { seq: entry.seq, index: from + taken.length - 1 };
    if (!isWhole) break;
  }
  return { ids, end };
}
