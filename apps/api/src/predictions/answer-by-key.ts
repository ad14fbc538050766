import type { IdempotencyKeys } from './idempotency.ts';
import type { PredictResult } from './predict.ts';

/** An item of a request that is fit to be answered. */
export interface Answerable {
  /** Its place among the results. */
  index: number;
  /** Null: answered each time. */
  key: string | null;
  fingerprint: string;
}

export interface ByKey {
  keys: IdempotencyKeys;
  scope: string;
  /** Where the key of an item stands in the request. */
  fieldOf(index: number): string;
}

/**
 * Puts the answer of each item into its place: of those under a key once per key, of the others at once and without waiting
 * for the keys. `answer` gives one result an item.
 */
export async function answerByKey<Item extends Answerable>(
  results: PredictResult[],
  items: readonly Item[],
  { keys, scope, fieldOf }: ByKey,
  answer: (some: readonly Item[]) => Promise<PredictResult[]>,
): Promise<void> {
  const put = (members: readonly Answerable[], found: readonly PredictResult[]) =>
    members.forEach(({ index }, i) => {
      results[index] = found[i];
    });
  const fresh = items.filter(({ key }) => key === null);
  const keyed = items.filter(({ key }) => key !== null);
  const answerFresh = answer(fresh).then((found) => put(fresh, found));
  if (keyed.length > 0) {
    const requests = keyed.map((item) => ({
      item,
      key: item.key ?? '',
      fingerprint: item.fingerprint,
      field: fieldOf(item.index),
    }));
    const answered = await keys.answer(scope, requests, (unanswered) =>
      answer(unanswered.map(({ item }) => item)),
    );
    put(keyed, answered);
  }
  await answerFresh;
}
