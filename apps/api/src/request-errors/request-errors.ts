import type { Failure } from '@kilter/core/errors/error-code';
import { furtherFailures, keptFailure } from '@kilter/core/errors/kept-failure';
import type { IdFactory } from '@kilter/core/ids/uuid-v7';
import { DAY_MS } from '@kilter/core/time/units';
import { databaseFailure, errorCode } from '@kilter/db/errors';
import type { RequestErrorRow } from '@kilter/db/queries/request-error';
import type { Logger } from '../logger.ts';

/** How long errors are kept. */
export const KEPT_DAYS = 30;

/** Different errors that may wait for their commit; of further ones only the number is kept, by code. */
const MOST_WAITING = 500;

/** Where an error comes from. */
export interface ErrorOrigin {
  /** Null: it did not come as far as a model. */
  modelVersionId: number | null;
  requestId: string | null;
  /** Unix milliseconds. */
  atMs: number;
}

export interface RequestErrors {
  /** Keeps an error of one row, or of a request; costs no more than looking up a map. */
  note(failure: Failure, origin: ErrorOrigin): void;
  /** Whether a failure has been noted already, as the same object. */
  isNoted(failure: Failure): boolean;
  /** Writes what waits. What a lost database does not take is written by the next call. */
  write(): Promise<void>;
}

export interface RequestErrorsOptions {
  store(rows: readonly StoredError[]): Promise<void>;
  ids: IdFactory;
  log: Logger;
  now(): number;
}

export type StoredError = RequestErrorRow & { atMs: number };
type WaitingError = Omit<StoredError, 'id'>;

/** Collects errors off the hot path: equal ones of a second are one, with the id of the first one's request. */
export function createRequestErrors({ store, ids, log, now }: RequestErrorsOptions): RequestErrors {
  let waiting = new Map<string, WaitingError>();
  /** Frozen with their ids, so that a repeated try writes them once. */
  let rows: StoredError[] = [];
  const noted = new WeakSet<Failure>();

  const add = (key: string, failure: Failure, origin: ErrorOrigin, most: number): boolean => {
    const known = waiting.get(key);
    if (known) known.rows++;
    else if (waiting.size >= most) return false;
    else waiting.set(key, { ...origin, ...failure, rows: 1 });
    return true;
  };

  return {
    note: (failure, origin) => {
      noted.add(failure);
      if (origin.atMs < now() - KEPT_DAYS * DAY_MS) return;
      const { modelVersionId, atMs } = origin;
      const kept = keptFailure(failure);
      const second = Math.floor(atMs / 1_000);
      const key = JSON.stringify([modelVersionId, second, kept.code, kept.field, kept.message]);
      if (add(key, kept, origin, MOST_WAITING)) return;
      // One a version and code: there are no more of these than the table of codes is long.
      add(JSON.stringify([modelVersionId, kept.code]), furtherFailures(kept.code), origin, Infinity);
    },
    isNoted: (failure) => noted.has(failure),
    write: async () => {
      if (rows.length === 0) {
        rows = [...waiting.values()].map((error) => ({ ...error, id: ids.at(error.atMs) }));
        waiting = new Map();
      }
      if (rows.length === 0) return;
      try {
        await store(rows);
        rows = [];
      } catch (error) {
        if (databaseFailure(error) === 'AWAY') return;
        log.error({ code: errorCode(error), rows: rows.length }, 'request errors were not written');
        rows = [];
      }
    },
  };
}
