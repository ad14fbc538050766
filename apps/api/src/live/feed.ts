import { fail } from '@kilter/core/errors/error-code';
import { FEED_CHANNEL } from '@kilter/db/channels';
import type { Database } from '@kilter/db/client';
import { listen } from '@kilter/db/listen';
import { countFeedRows, feedBounds, readFeed, type FeedEntry, type FeedKind } from '@kilter/db/queries/feed';
import type { Logger } from '../logger.ts';
import { endOf, isEnd, type Cursor } from './cursor.ts';
import type { Wakers } from './pull-iterator.ts';

/** What has been committed, in commit order. Read by a `FeedReader`, one a kind of row. */
export interface Feed {
  /** Behind the newest entry. */
  head(): Cursor;
  /** Called with every new entry, in commit order. Must not throw. */
  onEntry(listener: (entry: FeedEntry) => void): void;
  /** Woken at new entries. */
  wakers: Wakers;
  /** Some entries with rows behind a cursor; throws CURSOR_EXPIRED when they are no longer kept. */
  entriesAfter(cursor: Cursor): Promise<readonly FeedEntry[]>;
  /** Throws CURSOR_EXPIRED for a cursor whose entries are gone, or that was never given out. */
  checkKept(cursor: Cursor): Promise<void>;
  /** Rows of a kind behind the cursor, as far back as they are remembered. */
  lagOf(kind: FeedKind, cursor: Cursor, versions: ReadonlySet<number>): number;
  /** All rows of a kind between two cursors. */
  countRows(kind: FeedKind, after: Cursor, through: Cursor, versions: ReadonlySet<number>): Promise<number>;
  close(): Promise<void>;
}

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

  const checkKept: Feed['checkKept'] = async (cursor) => {
    const { oldest, newest } = await feedBounds(sql);
    const gone = newest > 0 && cursor.seq < oldest - 1;
    if (gone || cursor.seq > Math.max(newest, headSeq)) {
      fail('CURSOR_EXPIRED', 'What follows this cursor is no longer kept: start without it.', 'after');
    }
  };

  return {
    head: () => endOf(headSeq),
    onEntry: (callback) => listeners.push(callback),
    wakers,
    checkKept,
    entriesAfter: async (cursor) => {
      if (cursor.seq >= recentFrom && isEnd(cursor)) {
        const from = firstBehind(recent, cursor);
        return recent.slice(from, from + READ_LIMIT);
      }
      const entries = await readFeed(sql, cursor.seq, READ_LIMIT);
      // Looked at after the read, so that what was forgotten before it cannot be skipped in silence.
      await checkKept(cursor);
      return entries.filter((entry) => isBehind(entry, cursor));
    },
    lagOf: (kind, cursor, versions) => {
      let rows = 0;
      for (let i = firstBehind(recent, cursor); i < recent.length; i++) {
        if (concerns(recent[i], kind, versions)) rows += recent[i].rows;
      }
      return rows;
    },
    countRows: (kind, after, through, versions) =>
      countFeedRows(sql, { kind, after, throughSeq: through.seq, versions: [...versions] }),
    close: async () => {
      clearInterval(poll);
      await listener.close();
      await reading;
    },
  };
}

/** Whether an entry is of a kind and of one of some versions. */
export function concerns(entry: FeedEntry, kind: FeedKind, versions: ReadonlySet<number>): boolean {
  return entry.kind === kind && entry.modelVersionIds.some((id) => versions.has(id));
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
