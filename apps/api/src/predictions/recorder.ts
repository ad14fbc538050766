import { failure, type Failure } from '@kilter/core/errors/error-code';
import { idTimeMs } from '@kilter/core/ids/uuid-v7';
import { countRefused } from '@kilter/core/sketches/minute-counters';
import { packDeltas, packRollup, type RollupDelta } from '@kilter/core/sketches/pack-deltas';
import type { CounterLayout } from '@kilter/core/sketches/rollup-counters';
import { DAY_MS, MINUTE_MS } from '@kilter/core/time/units';
import { databaseFailure, errorCode } from '@kilter/db/errors';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { KeptAnswer, WriteGroup } from '@kilter/db/queries/write-group';
import type { Logger } from '../logger.ts';

/** What a row needs beside itself: the key under which its answer is kept. */
export interface RecordItem {
  row: PredictionRow;
  kept: Omit<KeptAnswer, 'answer'> | null;
}

/** Per item: null when it is durable, else why it is not. */
export type RecordResult = (Failure | null)[];

export interface Recorder {
  /** Answers after the commit. Refuses with OVERLOADED when the queue is full; never drops. */
  record(items: RecordItem[]): Promise<RecordResult>;
  /** Counts refused input with the next group. */
  countRefused(modelVersionId: number, rows: number): void;
  /** Rows that wait for their commit. */
  pendingRows(): number;
  /** The newest group number of this writer behind which everything is settled. */
  settledGroupNo(): number;
  /** Duration of the last commit, milliseconds. */
  lastCommitMs(): number | null;
  /** Writes what waits, then stops. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  /** A process is one writer; a new process is a new one. */
  writer: string;
  write(group: WriteGroup): Promise<boolean>;
  ensurePartitions(timeMs: number): Promise<void>;
  /** How the rows of a version are counted. */
  layoutOf(modelVersionId: number): CounterLayout;
  log: Logger;
  now(): number;
  maxPendingRows?: number;
  maxGroupRows?: number;
  /** How long a group is tried while the database is away. */
  commitDeadlineMs?: number;
  /** So many waiting rows are worth a second commit beside the one under way. */
  secondLaneRows?: number;
}

/** Commits at a time: while one waits for the disk, the other is planned and executed. */
const LANES = 2;
const RETRY_PAUSE_MS = 50;
const SHORTEST_TRY_MS = 1_000;
const REFUSED_FLUSH_MS = 1_000;
/** The idempotency table's primary key: another process answered under the same key meanwhile. */
const UNIQUE_VIOLATION = '23505';
/** Also: no partition takes the row. */
const CHECK_VIOLATION = '23514';

interface Submission {
  arrivedMs: number;
  results: RecordResult;
  /** Items that are not settled yet. */
  open: number;
  resolve(results: RecordResult): void;
}

/** An item of a group, and where its result goes. */
interface Member {
  item: RecordItem;
  /** Of the row's id. */
  timeMs: number;
  submission: Submission;
  index: number;
}

/** `extra`: deltas that belong to no row. */
type FrozenGroup = WriteGroup & { members: Member[]; extra: RollupDelta[] };

/**
 * Group commit: what arrives while a group commits forms the next one, which waits for it unless it is large. A group is
 * frozen before its first try (rows, ids, rollup deltas, number), so that a repeated try is the same group, which the
 * ledger writes at most once.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { writer, write, ensurePartitions, layoutOf, log, now } = options;
  const maxPendingRows = options.maxPendingRows ?? 20_000;
  const maxGroupRows = options.maxGroupRows ?? 500;
  const commitDeadlineMs = options.commitDeadlineMs ?? 5_000;
  const secondLaneRows = options.secondLaneRows ?? 250;

  let waiting: Member[] = [];
  let pendingRows = 0;
  let refused = new Map<number, number>();
  let groupNo = 0;
  let previousCommitMs: number | null = null;
  const underWay = new Set<number>();
  let busyLanes = 0;
  let idle = Promise.resolve();
  let refusedTimer: NodeJS.Timeout | undefined;
  const knownDays = new Set<number>();

  const freeze = (members: Member[], extra: RollupDelta[] = []): FrozenGroup => {
    const rows = members.map(({ item }) => item.row);
    const keptAnswers: KeptAnswer[] = members.flatMap(({ item }) =>
      item.kept ? [{ ...item.kept, answer: item.row }] : [],
    );
    const counted = packDeltas(rows, (_, i) => members[i].timeMs, layoutOf);
    const deltas = [...extra, ...counted];
    return { writer, groupNo: ++groupNo, previousCommitMs, rows, keptAnswers, deltas, members, extra };
  };

  const takeRefused = (): RollupDelta[] => {
    const minuteMs = Math.floor(now() / MINUTE_MS) * MINUTE_MS;
    const deltas = [...refused].map(([modelVersionId, rows]) => {
      const counters = layoutOf(modelVersionId).empty();
      countRefused(counters.core, rows);
      return { modelVersionId, minuteMs, source: 'API', ...packRollup(counters) };
    });
    refused = new Map();
    return deltas;
  };

  const ensureDays = async (members: Member[]): Promise<void> => {
    for (const { timeMs } of members) {
      const day = Math.floor(timeMs / DAY_MS);
      if (knownDays.has(day)) continue;
      await ensurePartitions(day * DAY_MS);
      knownDays.add(day);
    }
  };

  /**
   * Tries until the database answers, or the oldest of the group has waited for the deadline; a group that had to wait
   * behind others gets a second at least. The thrown error is the last one.
   */
  const writeUntilDeadline = async (group: FrozenGroup): Promise<void> => {
    const startedMs = now();
    const oldestMs = group.members[0]?.submission.arrivedMs ?? startedMs;
    const deadlineMs = Math.max(
      oldestMs + commitDeadlineMs,
      startedMs + Math.min(SHORTEST_TRY_MS, commitDeadlineMs),
    );
    for (;;) {
      try {
        await withTimeout(
          ensureDays(group.members).then(() => write(group)),
          Math.max(1, deadlineMs - now()),
        );
        previousCommitMs = now() - startedMs;
        return;
      } catch (error) {
        if (databaseFailure(error) !== 'AWAY' || now() >= deadlineMs) throw error;
        await pause(RETRY_PAUSE_MS);
      }
    }
  };

  const commit = async (group: FrozenGroup): Promise<void> => {
    try {
      await writeUntilDeadline(group).catch(async (error: unknown) => {
        if (errorCode(error) !== CHECK_VIOLATION || knownDays.size === 0) throw error;
        // A day that was there may have been dropped since: old days are not kept for ever.
        knownDays.clear();
        await writeUntilDeadline(group);
      });
      settle(group.members, null);
    } catch (error) {
      const kind = databaseFailure(error);
      const canSplit = group.members.length > (group.extra.length > 0 ? 0 : 1);
      if (kind === 'DATA' && canSplit) {
        // One poisonous row must not fail its neighbours, nor take the counts of refused input with it.
        const middle = group.members.length >> 1;
        await commit(freeze(group.members.slice(0, middle), group.extra));
        await commit(freeze(group.members.slice(middle)));
        return;
      }
      log.error({ code: errorCode(error), kind, rows: group.rows.length }, 'group was not written');
      settle(group.members, failureOf(kind, error));
    }
  };

  const settle = (members: Member[], result: Failure | null): void => {
    pendingRows -= members.length;
    for (const { submission, index } of members) {
      submission.results[index] = result;
      if (--submission.open === 0) submission.resolve(submission.results);
    }
  };

  const isWanted = (otherLanes: number): boolean =>
    otherLanes === 0 ? waiting.length > 0 || refused.size > 0 : waiting.length >= secondLaneRows;

  const runLane = async (): Promise<void> => {
    while (isWanted(busyLanes - 1)) {
      const members = waiting.length <= maxGroupRows ? waiting : waiting.slice(0, maxGroupRows);
      waiting = waiting.slice(members.length);
      const group = freeze(members, takeRefused());
      underWay.add(group.groupNo);
      await commit(group);
      underWay.delete(group.groupNo);
    }
    busyLanes--;
  };

  const start = () => {
    while (busyLanes < LANES && isWanted(busyLanes)) {
      busyLanes++;
      idle = Promise.all([idle, runLane()]).then(() => undefined);
    }
  };

  const record = (items: RecordItem[]): Promise<RecordResult> => {
    if (pendingRows + items.length > maxPendingRows) {
      const overloaded = failure(
        'OVERLOADED',
        'Too many predictions wait for storage; try again in a moment.',
      );
      return Promise.resolve(items.map(() => overloaded));
    }
    if (items.length === 0) return Promise.resolve([]);
    pendingRows += items.length;
    return new Promise((resolve) => {
      const results: RecordResult = new Array<Failure | null>(items.length).fill(null);
      const submission: Submission = { arrivedMs: now(), results, open: items.length, resolve };
      items.forEach((item, index) => {
        waiting.push({ item, timeMs: idTimeMs(item.row.id), submission, index });
      });
      start();
    });
  };

  return {
    record,
    countRefused: (modelVersionId, rows) => {
      refused.set(modelVersionId, (refused.get(modelVersionId) ?? 0) + rows);
      // With the next group; alone, when none comes.
      refusedTimer ??= setTimeout(() => {
        refusedTimer = undefined;
        start();
      }, REFUSED_FLUSH_MS).unref();
    },
    pendingRows: () => pendingRows,
    settledGroupNo: () => (underWay.size === 0 ? groupNo : Math.min(...underWay) - 1),
    lastCommitMs: () => previousCommitMs,
    close: async () => {
      clearTimeout(refusedTimer);
      start();
      await idle;
    },
  };
}

function failureOf(kind: ReturnType<typeof databaseFailure>, error: unknown): Failure {
  if (kind === 'AWAY') {
    return failure('STORAGE_UNAVAILABLE', 'The prediction could not be stored; try again.');
  }
  if (kind === 'DATA' && errorCode(error) === UNIQUE_VIOLATION) {
    return failure('CONFLICT', 'Another request answered under the same idempotency key.', 'idempotencyKey');
  }
  if (kind === 'DATA') return failure('BAD_USER_INPUT', 'The row cannot be stored.');
  return failure('INTERNAL', 'The prediction could not be stored.');
}

class CommitTimeoutError extends Error {
  readonly code = 'CONNECT_TIMEOUT';
}

/** A cut connection may never answer; the ledger makes it safe to try the same group again. */
function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CommitTimeoutError('The commit took too long.')), timeoutMs);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
