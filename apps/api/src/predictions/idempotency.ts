import { failure, type Failure } from '@kilter/core/errors/error-code';
import type { PredictionRow } from '@kilter/db/queries/prediction';
import type { PredictResult } from './predict.ts';

export interface KeyedRequest {
  key: string;
  fingerprint: string;
  /** Where the key stands in the request. */
  field: string;
}

type FindKept = (
  scope: string,
  keys: readonly string[],
) => Promise<Map<string, { fingerprint: string; answer: PredictionRow }>>;

export interface IdempotencyKeys {
  /**
   * Answers each request once per key: what was answered before comes again, what is being answered is waited for, the
   * rest goes to `predict` in one call. Another input under a used key is an IDEMPOTENCY_CONFLICT.
   */
  answer<T extends KeyedRequest>(
    scope: string,
    requests: readonly T[],
    predict: (unanswered: readonly T[]) => Promise<PredictResult[]>,
  ): Promise<PredictResult[]>;
}

interface InFlight {
  fingerprint: string;
  result: Promise<PredictResult>;
}

export function createIdempotencyKeys(
  findKept: FindKept,
  onError: (error: unknown) => void,
): IdempotencyKeys {
  const inFlight = new Map<string, InFlight>();

  const conflict = (field: string): PredictResult => ({ ok: false, failure: conflictAt(field) });

  const keptAnswer = async (scope: string, request: KeyedRequest): Promise<PredictResult | null> => {
    const kept = (await findKept(scope, [request.key])).get(request.key);
    if (!kept) return null;
    return kept.fingerprint === request.fingerprint
      ? { ok: true, row: kept.answer }
      : conflict(request.field);
  };

  return {
    async answer(scope, requests, predict) {
      const place = (key: string) => `${scope}/${key}`;
      // Claimed before anything is awaited, so that two requests with one key cannot both be first.
      const owned = new Map<
        string,
        { request: (typeof requests)[number]; settle(result: PredictResult): void }
      >();
      const pending = requests.map((request): Promise<PredictResult> => {
        const known = inFlight.get(place(request.key));
        if (known) {
          return known.fingerprint === request.fingerprint
            ? known.result
            : Promise.resolve(conflict(request.field));
        }
        const { promise, resolve } = Promise.withResolvers<PredictResult>();
        inFlight.set(place(request.key), { fingerprint: request.fingerprint, result: promise });
        owned.set(request.key, { request, settle: resolve });
        return promise;
      });

      const settle = (key: string, result: PredictResult) => {
        owned.get(key)?.settle(result);
        owned.delete(key);
        inFlight.delete(place(key));
      };
      try {
        const kept = await findKept(scope, [...owned.keys()]);
        const unanswered: (typeof requests)[number][] = [];
        for (const [key, { request }] of [...owned]) {
          const found = kept.get(key);
          if (!found) unanswered.push(request);
          else if (found.fingerprint === request.fingerprint) settle(key, { ok: true, row: found.answer });
          else settle(key, conflict(request.field));
        }
        const results = await predict(unanswered);
        for (const [i, request] of unanswered.entries()) {
          const result = results[i];
          // Another process was faster; its row is visible to a second statement only.
          const lost = !result.ok && result.failure.code === 'CONFLICT';
          settle(request.key, (lost ? await keptAnswer(scope, request) : null) ?? result);
        }
      } catch (error) {
        onError(error);
        for (const key of [...owned.keys()]) settle(key, { ok: false, failure: KEYS_UNREADABLE });
      }
      return Promise.all(pending);
    },
  };
}

function conflictAt(field: string): Failure {
  return failure('IDEMPOTENCY_CONFLICT', 'The key was used before with another input.', field);
}

const KEYS_UNREADABLE = failure('STORAGE_UNAVAILABLE', 'The idempotency keys could not be read; try again.');
