import { feedIds, type FeedEntry, type FeedKind } from '@kilter/db/queries/feed';
import { endOf, isEnd, type Cursor } from './cursor.ts';
import { concerns, type Feed } from './feed.ts';
import { pullIterator } from './pull-iterator.ts';

/** Some rows in commit order, and the cursor behind them. Watchers at the same place get the same object. */
export interface Frame<Row> {
  cursor: Cursor;
  rows: Row[];
  /** Rows that the watcher was too slow for and that were left out before these. */
  skipped: number;
}

export interface FeedReader<Row> {
  /**
   * The rows of some model versions behind a cursor, as they come; null starts at the head.
   * A reader that resumes gets every row (or CURSOR_EXPIRED, when they are no longer kept); one that has caught up and
   * then falls behind by more than 10,000 rows goes on at the head and is told how many it missed.
   * `isWanted`: rows for which it is false are left out, but counted among those that are missed.
   */
  watch(
    after: Cursor | null,
    versions: ReadonlySet<number>,
    isWanted?: (row: Row) => boolean,
  ): AsyncIterableIterator<Frame<Row>>;
}

export interface FeedSource<Row> {
  kind: FeedKind;
  /** The rows of ids, in their order; those that are gone are left out. */
  read(ids: readonly string[]): Promise<Row[]>;
  /** An entry may hold rows of several versions. */
  isOf(row: Row, versions: ReadonlySet<number>): boolean;
}

const MAX_FRAME_ROWS = 500;
const MAX_LAG_ROWS = 10_000;
const REMEMBERED_FRAMES = 32;

/** Reads one kind of rows behind the feed. */
export function createFeedReader<Row>(feed: Feed, source: FeedSource<Row>): FeedReader<Row> {
  const { kind, read, isOf } = source;

  /** The next frame, or null at the head. A frame without rows only moves the cursor. */
  const frameAfter = async (cursor: Cursor, versions: ReadonlySet<number>): Promise<Frame<Row> | null> => {
    if (cursor.seq >= feed.head().seq && isEnd(cursor)) return null;
    const entries = await feed.entriesAfter(cursor);
    if (entries.length === 0) return null;
    const { ids, end } = idsOf(entries, cursor, (entry) => concerns(entry, kind, versions));
    const rows = ids.length === 0 ? [] : await read(ids);
    return { cursor: end, rows: rows.filter((row) => isOf(row, versions)), skipped: 0 };
  };

  // Watchers at the same cursor share one frame, and so one read and one execution.
  const frames = new Map<string, Promise<Frame<Row> | null>>();
  const sharedFrameAfter = (cursor: Cursor, versions: ReadonlySet<number>): Promise<Frame<Row> | null> => {
    const key = `${feed.head().seq}:${cursor.seq}.${cursor.index}:${[...versions].join()}`;
    let frame = frames.get(key);
    if (!frame) {
      frame = frameAfter(cursor, versions);
      frames.set(key, frame);
      frame.catch(() => frames.delete(key));
      if (frames.size > REMEMBERED_FRAMES) frames.delete(frames.keys().next().value ?? key);
    }
    return frame;
  };

  return {
    watch: (after, versions, isWanted) => {
      let cursor = after ?? feed.head();
      let checked = after === null;
      let caughtUp = after === null;

      const take = async (): Promise<Frame<Row> | null> => {
        if (!checked) await feed.checkKept(cursor);
        checked = true;
        if (caughtUp && feed.lagOf(kind, cursor, versions) > MAX_LAG_ROWS) {
          const end = feed.head();
          const skipped = await feed.countRows(kind, cursor, end, versions);
          cursor = end;
          return { cursor, rows: [], skipped };
        }
        for (;;) {
          const frame = await sharedFrameAfter(cursor, versions);
          caughtUp ||= frame === null;
          if (!frame) return null;
          cursor = frame.cursor;
          // The same object for all who want all of it: its execution is shared.
          const wanted = isWanted ? { ...frame, rows: frame.rows.filter(isWanted) } : frame;
          if (wanted.rows.length > 0) return wanted;
        }
      };
      return pullIterator(take, feed.wakers);
    },
  };
}

/** The ids of up to a frame of rows behind the cursor, without entries of others; and the cursor behind them. */
function idsOf(entries: readonly FeedEntry[], after: Cursor, isWanted: (entry: FeedEntry) => boolean) {
  const ids: string[] = [];
  let end = after;
  for (const entry of entries) {
    const from = entry.seq === after.seq ? after.index + 1 : 0;
    if (!isWanted(entry)) {
      end = endOf(entry.seq);
      continue;
    }
    const room = MAX_FRAME_ROWS - ids.length;
    if (room <= 0) break;
    const taken = feedIds(entry).slice(from, from + room);
    ids.push(...taken);
    const isWhole = from + taken.length === entry.rows;
    end = isWhole ? endOf(entry.seq) : { seq: entry.seq, index: from + taken.length - 1 };
    if (!isWhole) break;
  }
  return { ids, end };
}
